import type { BoundEvent, EventValue, SchemaFault } from './bound-plan.js';
import { MillraceError } from './error.js';
import { compiledPart, eventScope, numberRun } from './expression/index.js';
import { type JsonSchema, compileSchema, faultsOf, fieldOf, isTime, keyReaderOf, readerOf } from './json-schema.js';
import type { EventPlan } from './plan.js';
import { EventReader } from './reader/event-reader.js';
import { parseTimeUs } from './time.js';

/** Microseconds of one unit of a time field that is a number: seconds, as Unix time has them. */
const SECOND_US = 1_000_000;

/** Compiles what is asked of one event type. */
export function bindEvent(plan: EventPlan): BoundEvent {
  const id = plan.id === undefined ? undefined : readerOf(plan.id);
  const key = plan.key === undefined ? undefined : readerOf(plan.key);
  const reader = EventReader.of(plan.schema, plan.time);
  return {
    type: plan.type,
    latenessUs: plan.latenessUs,
    aheadUs: plan.aheadUs,
    validate: validator(plan.schema),
    validateTimeless: validator(withoutRequired(plan.schema, plan.time)),
    id: (event) => textOf(id?.(event)),
    timeUs: timeReader(plan),
    key: (event) => textOf(key?.(event)),
    brokenRule: ruleReader(plan),
    ...(reader ? { reader } : {}),
    ...(plan.outcome ? { outcome: bindOutcome(plan, plan.outcome) } : {}),
  };
}

function validator(schema: JsonSchema): (event: unknown) => SchemaFault[] | undefined {
  const validate = compileSchema(schema);
  return (event) => (validate(event) ? undefined : faultsOf(validate, schema));
}

function withoutRequired(schema: JsonSchema, field: string | undefined): JsonSchema {
  const required = schema.required;
  return field !== undefined && Array.isArray(required) ? { ...schema, required: required.filter((name) => name !== field) } : schema;
}

function timeReader(plan: EventPlan): (event: EventValue) => number | undefined {
  if (plan.time === undefined) return () => undefined;
  const read = readerOf(plan.time);
  if (isTime(fieldOf(plan.schema, plan.time))) {
    return (event) => {
      const value = read(event);
      return typeof value === 'string' ? parseTimeUs(value) : undefined;
    };
  }
  return (event) => {
    const value = read(event);
    if (value === undefined || value === null) return undefined;
    const us = Math.floor(Number(value) * SECOND_US);
    if (us >= 0 && us < Number.MAX_SAFE_INTEGER - SECOND_US) return us;
    throw new MillraceError('time_out_of_range', 'poison', `the time ${String(value).slice(0, 40)} lies outside 1970 to 2254`);
  };
}

function ruleReader(plan: EventPlan): BoundEvent['brokenRule'] {
  const scope = eventScope(plan.schema);
  const rules = plan.rules.map(({ expression, reason }) => ({ run: compiledPart(expression, scope).run, expression, reason }));
  return (event) => {
    for (const { run, expression, reason } of rules) {
      try {
        if (run(event, undefined) !== true) return reason;
      } catch (error) {
        throw new MillraceError(
          'rule_failed',
          'poison',
          `the rule ${expression} cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
    }
    return undefined;
  };
}

function bindOutcome(plan: EventPlan, outcome: NonNullable<EventPlan['outcome']>): NonNullable<BoundEvent['outcome']> {
  return {
    plan: outcome,
    match: keyReaderOf(outcome.match),
    value: numberRun(compiledPart(outcome.value, eventScope(plan.schema)), 'the value of an outcome'),
  };
}

/** Undefined where the value is absent: the text "undefined" would be a key that strangers share. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : value === undefined || value === null ? undefined : String(value);
}
