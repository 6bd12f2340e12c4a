import { type DocumentFault, type Place, YamlReader } from '../document/yaml-reader.js';
import { MillraceError } from '../error.js';
import { type JsonSchema, propertiesOf } from '../json-schema.js';
import { nearest } from '../nearest.js';
import type { EventPlan, Plan } from '../plan.js';
import { bindEvent } from '../bind-event.js';
import { readDurationUs } from '../duration.js';
import { formatTimeUs } from '../time.js';
import { type Row, type RowExpression, compileRowExpression } from './row-expression.js';

/** An event made from a row. */
export interface MappedEvent {
  readonly type: string;
  readonly event: Readonly<Record<string, unknown>>;
  /** Event time, µs. */
  readonly timeUs: number;
  /** How long after the row's own event it happens; 0 for that event itself. */
  readonly afterUs: number;
}

/** Rows of a file to events: a pure function. */
export interface RowMap {
  /** The row's own event, then what it emits. Errors (poison): `map_value`, `time_malformed`, `time_out_of_range`. */
  apply(row: Row): MappedEvent[];
}

interface Emission {
  readonly type: string;
  readonly when: RowExpression | undefined;
  readonly afterUs: number;
  readonly fields: readonly (readonly [string, RowExpression])[];
  readonly timeField: string | undefined;
}

/** Compiles a map document against the plan whose events it makes. */
export function compileMap(text: string, plan: Plan): { readonly map?: RowMap; readonly faults: readonly DocumentFault[] } {
  const yaml = new YamlReader(text);
  const root = { path: '', node: yaml.root };
  const types = plan.events.map((event) => event.type);
  const top = yaml.root && yaml.map(root, [...types, 'emit']);
  const own = top && [...top].find(([name]) => name !== 'emit');
  if (top && !own) yaml.fault(root, 'missing', `a map needs an event type: one of ${types.join(', ')}`);
  const fields = own && readFields(yaml, own[1], eventOf(plan, own[0]));
  const emit = top?.get('emit');
  const emissions = ((emit && yaml.list(emit)) || []).flatMap((at) => readEmission(yaml, at, plan));
  if (yaml.faults.length > 0 || !own || !fields) return { faults: yaml.faults };
  return { map: mapOf(eventOf(plan, own[0]), fields, emissions), faults: [] };
}

/** Columns named like the schema's fields, converted by the schema's types. */
export function identityMap(plan: Plan, type: string): RowMap {
  const event = eventOf(plan, type);
  const fields = Object.entries(propertiesOf(event.schema)).map(([name, schema]): [string, RowExpression] => [name, (row) => convert(name, row[name], schema)]);
  return mapOf(event, fields, []);
}

function mapOf(event: EventPlan, fields: readonly (readonly [string, RowExpression])[], emissions: readonly Emission[]): RowMap {
  const bound = bindEvent(event);
  return {
    apply(row) {
      const own = build(fields, row);
      const ownTimeUs = bound.timeUs(own) ?? 0;
      const events: MappedEvent[] = [{ type: event.type, event: own, timeUs: ownTimeUs, afterUs: 0 }];
      for (const { type, when, afterUs, fields: emitted, timeField } of emissions) {
        if (when && when(row) !== true) continue;
        const value = build(emitted, row);
        if (timeField !== undefined && value[timeField] === undefined) value[timeField] = formatTimeUs(ownTimeUs + afterUs);
        events.push({ type, event: value, timeUs: ownTimeUs + afterUs, afterUs });
      }
      return events;
    },
  };
}

function build(fields: readonly (readonly [string, RowExpression])[], row: Row): Record<string, unknown> {
  const event: Record<string, unknown> = {};
  for (const [name, expression] of fields) {
    const value = expression(row);
    if (value !== undefined) event[name] = value;
  }
  return event;
}

function readFields(yaml: YamlReader, at: Place, event: EventPlan): [string, RowExpression][] {
  const entries = yaml.map(at, Object.keys(propertiesOf(event.schema)));
  return [...(entries ?? [])].flatMap(([name, place]) => {
    const expression = readExpression(yaml, place);
    return expression ? [[name, expression] as [string, RowExpression]] : [];
  });
}

function readExpression(yaml: YamlReader, at: Place): RowExpression | undefined {
  const text = yaml.text(at);
  if (text === undefined) return undefined;
  const compiled = compileRowExpression(text);
  if (typeof compiled === 'function') return compiled;
  yaml.expressionFaults(at, compiled);
  return undefined;
}

function readEmission(yaml: YamlReader, at: Place, plan: Plan): Emission[] {
  const entries = yaml.map(at, ['event', 'when', 'after', 'fields']);
  const typeAt = entries?.get('event');
  const fieldsAt = entries?.get('fields');
  if (!entries || !typeAt || !fieldsAt) {
    if (entries) yaml.fault(at, 'missing', `${at.path} needs event and fields`);
    return [];
  }
  const type = yaml.text(typeAt) ?? '';
  const types = plan.events.map((event) => event.type);
  if (!types.includes(type)) {
    yaml.fault(typeAt, 'unknown_type', `the pipeline has no event type "${type}"`, nearest(type, types));
    return [];
  }
  const event = eventOf(plan, type);
  const whenAt = entries.get('when');
  const afterAt = entries.get('after');
  const after = afterAt && yaml.text(afterAt);
  const afterUs = after === undefined ? 0 : readDurationUs(after);
  if (afterAt && afterUs === undefined) yaml.fault(afterAt, 'duration', `"${after}" is no duration: write 10m, 7d, 80ms or 1h30m`);
  return [{ type, when: whenAt && readExpression(yaml, whenAt), afterUs: afterUs ?? 0, fields: readFields(yaml, fieldsAt, event), timeField: event.time }];
}

function convert(name: string, text: string | undefined, schema: JsonSchema): unknown {
  if (text === undefined || text === '') return undefined;
  if (schema.type === 'boolean') return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
  if (schema.type !== 'number' && schema.type !== 'integer') return text;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new MillraceError('map_value', 'poison', `the column "${name}" holds "${text.slice(0, 40)}", which is no number`);
}

function eventOf(plan: Plan, type: string): EventPlan {
  const event = plan.events.find((one) => one.type === type);
  if (!event) throw new MillraceError('type_unknown', 'poison', `the pipeline has no event type "${type}"`);
  return event;
}
