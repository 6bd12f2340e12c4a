import type { BoundEvent, BoundGroup, BoundPlan, BoundPredict, EventValue } from './bound-plan.js';
import { bindEvent } from './bind-event.js';
import { MillraceError } from './error.js';
import { type Scope, compiledPart, decisionScope, eventScope, numberRun, outputScope } from './expression/index.js';
import { keyReaderOf } from './json-schema.js';
import type { AggregateOperation, EventPlan, GroupPlan, InputPlan, Plan, PredictPlan } from './plan.js';

/** Compiles a plan's expressions and schemas. The plan was checked: what does not compile is `plan_broken` (fatal). */
export function bindPlan(plan: Plan): BoundPlan {
  const on = eventOf(plan, plan.on);
  const scope = eventScope(on.schema);
  const expressions = plan.features.flatMap((feature) =>
    feature.kind === 'event' ? [numberRun(compiledPart(feature.expression, scope), `the feature "${feature.name}"`)] : [],
  );
  return {
    plan,
    events: new Map(plan.events.map((event): [string, BoundEvent] => [event.type, bindEvent(event)])),
    groups: plan.groups.map((group) => bindGroup(plan, group)),
    eventFeatures: (event, into, offset) => {
      for (let i = 0; i < expressions.length; i++) into[offset + i] = expressions[i](event);
    },
    ...(plan.predict ? { predict: bindPredict(plan.predict, on) } : {}),
  };
}

/** Most groups read no texts and no outcomes: nothing is made for each of their events. */
const NONE: readonly string[] = [];

function bindGroup(plan: Plan, group: GroupPlan): BoundGroup {
  const scope = eventScope(eventOf(plan, group.of).schema);
  const squared = new Set(group.windows.flatMap(({ aggregates }) => aggregates.flatMap(({ operation, input }) => (isSpread(operation) ? [input] : []))));
  const inputs = group.inputs.map((input, i) => bindInput(scope, input, squared.has(i)));
  const texts = group.inputs.flatMap((input) => (input.kind === 'text' ? [compiledPart(input.expression, scope).run] : []));
  const where = group.where === undefined ? undefined : compiledPart(group.where, scope).run;
  const keys = group.per.map(keyReaderOf);
  const [only] = keys;
  const matches = group.outcomes.map((type) => keyReaderOf(eventOf(plan, type).outcome?.match ?? ''));
  return {
    plan: group,
    key: keys.length === 1 ? only : (event) => JSON.stringify(keys.map((key) => key(event))),
    inputs: (event, into) => {
      for (let i = 0; i < inputs.length; i++) into[i] = inputs[i](event);
    },
    texts: texts.length === 0 ? () => NONE : (event) => texts.map((text) => text(event, undefined) as string),
    matches: matches.length === 0 ? () => NONE : (event) => matches.map((match) => match(event)),
    ...(where ? { where: (event: EventValue) => where(event, undefined) === true } : {}),
  };
}

function bindInput(scope: Scope, input: InputPlan, squared: boolean): (event: EventValue) => number {
  if (input.kind === 'outcome' || input.kind === 'text') return () => NaN;
  const value = numberRun(compiledPart(input.expression, scope), `the input ${input.expression}`);
  if (input.kind === 'double') return squared ? (event) => squarable(value(event)) : (event) => summable(value(event));
  const scale = 10 ** input.digits;
  return (event) => toDecimal(value(event), scale);
}

function isSpread(operation: AggregateOperation): boolean {
  return operation === 'variance' || operation === 'stddev';
}

/** With these bounds no sum of up to 2^53 values, and no square, leaves the range in which doubles add and multiply without loss. */
const MOST_SUMMED = 2 ** 960;
const MOST_SQUARED = 2 ** 400;
const LEAST_SQUARED = 2 ** -400;

function summable(value: number): number {
  if (Math.abs(value) < MOST_SUMMED) return value + 0;
  throw new MillraceError('out_of_range', 'poison', `${value} is too large to be summed exactly`);
}

function squarable(value: number): number {
  const size = Math.abs(value);
  if (size < MOST_SQUARED && (size === 0 || size >= LEAST_SQUARED)) return value + 0;
  throw new MillraceError('out_of_range', 'poison', `the square of ${value} cannot be summed exactly`);
}

/** The integer nearest to x * 10^digits; for a value that is a multiple of 10^-digits it is exactly that multiple. */
function toDecimal(value: number, scale: number): number {
  const integer = Math.round(value * scale);
  if (!Number.isSafeInteger(integer)) throw new MillraceError('out_of_range', 'poison', `${value} has too many digits to be summed exactly`);
  return integer === 0 ? 0 : integer;
}

function bindPredict(predict: PredictPlan, on: EventPlan): BoundPredict {
  const score = compiledPart(predict.score, outputScope);
  const decision = predict.decision === undefined ? undefined : compiledPart(predict.decision, decisionScope(on.schema)).run;
  const fallback = predict.fallback && {
    afterUs: predict.fallback.afterUs,
    score: numberRun(compiledPart(predict.fallback.score, eventScope(on.schema)), 'the score of the fallback'),
  };
  return {
    outputs: score.outputs,
    score: numberRun(score, 'the score'),
    decision: (value, event) => decision?.(value, event) as string | undefined,
    ...(fallback ? { fallback } : {}),
  };
}

export function eventOf(plan: Pick<Plan, 'events'>, type: string): EventPlan {
  const event = plan.events.find((one) => one.type === type);
  if (!event) throw new MillraceError('plan_broken', 'fatal', `the plan has no event type "${type}"`);
  return event;
}
