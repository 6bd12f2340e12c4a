import { type DocumentFault, type Place, YamlReader } from '../document/yaml-reader.js';
import { readDurationUs } from '../duration.js';
import { typeName } from '../expression/index.js';
import { nearest } from '../nearest.js';
import type { EventPlan, Plan } from '../plan.js';
import { eventType } from '../schema/event-type.js';
import { compileRowExpression, type RowExpression } from './row-expression.js';
import { type Emission, type Fields, type MappedField, type OwnEvent, type RowMap, eventOf, rowMap } from './row-map.js';

/** Compiles a map document against the plan whose events it makes: how each row of a file becomes events. */
export function compileMap(text: string, plan: Plan): { readonly map?: RowMap; readonly faults: readonly DocumentFault[] } {
  const yaml = new YamlReader(text);
  if (!yaml.root) return { faults: yaml.faults };
  const root = { path: '', node: yaml.root };
  const types = plan.events.map((event) => event.type);
  const top = yaml.map(root, [...types, 'emit']) ?? new Map<string, Place>();
  const own = [...top]
    .filter(([name]) => name !== 'emit')
    .map(([type, at]) => ({ event: eventOf(plan, type), fields: readFields(yaml, at, eventOf(plan, type)) }));
  if (own.length === 0 && yaml.faults.length === 0) yaml.fault(root, 'missing', `a map needs an event type: ${types.join(' or ')}`);
  const emit = top.get('emit');
  const emissions = ((emit && yaml.list(emit)) ?? []).flatMap((at) => readEmission(yaml, at, plan, own[0]));
  return yaml.faults.length > 0 ? { faults: yaml.faults } : { map: rowMap(own, emissions), faults: [] };
}

/** @param given a field that need not be mapped, since it is set from elsewhere. */
function readFields(yaml: YamlReader, at: Place, { schema, type }: EventPlan, given?: string): Fields {
  const known = eventType(schema).fields;
  const entries = yaml.map(at, [...known.keys()]);
  if (!entries) return [];
  for (const name of Array.isArray(schema.required) ? schema.required : []) {
    if (name !== given && !entries.has(String(name))) yaml.fault({ ...at, node: at.key ?? at.node }, 'missing', `"${type}" needs the field "${String(name)}"`);
  }
  return [...entries].flatMap(([name, place]) => readField(yaml, name, place, typeName(known.get(name)?.type ?? 'unknown')));
}

/** An expression, or `{value, when}`: then the event has the field only where `when` is true. */
function readField(yaml: YamlReader, name: string, at: Place, wanted: string): MappedField[] {
  const parts = yaml.isMap(at) ? yaml.map(at, ['value', 'when']) : undefined;
  const valueAt = parts ? parts.get('value') : at;
  if (!valueAt) {
    yaml.fault(at, 'missing', `${at.path} needs a value, such as double(row.amount)`);
    return [];
  }
  const whenAt = parts?.get('when');
  const when = whenAt && readExpression(yaml, whenAt, 'bool');
  const value = readExpression(yaml, valueAt, wanted);
  return value ? [{ name, value, when }] : [];
}

function readExpression(yaml: YamlReader, at: Place, wanted: string): RowExpression | undefined {
  const text = yaml.text(at);
  if (text === undefined) return undefined;
  const compiled = compileRowExpression(text, wanted);
  if (typeof compiled === 'function') return compiled;
  yaml.expressionFaults(at, compiled);
  return undefined;
}

function readEmission(yaml: YamlReader, at: Place, plan: Plan, own: OwnEvent | undefined): Emission[] {
  const entries = yaml.map(at, ['event', 'when', 'after', 'fields']);
  const typeAt = entries?.get('event');
  const fieldsAt = entries?.get('fields');
  if (!entries || !typeAt || !fieldsAt) {
    if (entries) yaml.fault(at, 'missing', `${at.path} needs event and fields`);
    return [];
  }
  const event = emittedType(yaml, typeAt, plan);
  if (!event) return [];
  if (own && own.event.time === undefined) yaml.fault(at, 'no_time', `"${own.event.type}" has no time in the pipeline for ${at.path} to come after`);
  const whenAt = entries.get('when');
  return [
    {
      event,
      when: whenAt && readExpression(yaml, whenAt, 'bool'),
      afterUs: readAfter(yaml, entries.get('after')),
      fields: readFields(yaml, fieldsAt, event, event.time),
    },
  ];
}

function emittedType(yaml: YamlReader, at: Place, plan: Plan): EventPlan | undefined {
  const type = yaml.text(at);
  const event = plan.events.find((one) => one.type === type);
  const types = plan.events.map((one) => one.type);
  if (type !== undefined && !event) yaml.fault(at, 'unknown_type', `the pipeline has no event type "${type}"`, nearest(type, types));
  return event;
}

function readAfter(yaml: YamlReader, at: Place | undefined): number {
  const text = at && yaml.text(at);
  if (!at || text === undefined) return 0;
  const us = readDurationUs(text);
  if (us === undefined) yaml.fault(at, 'duration', `"${text}" is no duration: write 10m, 7d, 80ms or 1h30m`);
  return us ?? 0;
}
