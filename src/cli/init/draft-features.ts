import { type Column, numbersRows } from './column.js';
import type { LabelDraft } from './draft-label.js';
import type { Field } from './field.js';
import { type Names, fieldName, literal } from './names.js';
import type { TimePlan } from './time-plan.js';

const MOST_FEATURES = 150;
const MOST_CATEGORIES = 6;
const LONGEST_CATEGORY = 40;
const LONGEST_NAME = 50;

/** A feature as the document writes it. */
export interface Feature {
  readonly name: string;
  readonly expression: string;
  readonly empty?: number;
}

export interface Window {
  readonly per: string;
  readonly over: readonly string[];
  readonly delay?: string;
  readonly features: readonly Feature[];
  readonly comment: string;
}

/** Features of the event alone. */
export function eventFeatures(columns: readonly Column[], time: TimePlan, names: Names): Feature[] {
  const found = [...columns.flatMap((column) => featuresOf(column)), ...timeFeatures(time)].slice(0, MOST_FEATURES);
  return found.map((feature) => ({ ...feature, name: names.free(feature.name.slice(0, LONGEST_NAME)) }));
}

function featuresOf(column: Column): Feature[] {
  const { field, kind, full } = column;
  if (kind === 'time' || numbersRows(column)) return [];
  if (kind === 'text') return categories(column);
  if (full) return [{ name: field, expression: `event.${field}` }];
  const nothing = kind === 'truth' ? 'false' : kind === 'integer' ? '0' : '0.0';
  return [
    { name: field, expression: `has(event.${field}) ? event.${field} : ${nothing}` },
    { name: `${field}_missing`, expression: `!has(event.${field})` },
  ];
}

/** A feature for each of a few texts. */
function categories({ field, facts, full }: Column): Feature[] {
  const values = [...facts.distinct];
  if (values.length < 2 || values.length > MOST_CATEGORIES || facts.longest > LONGEST_CATEGORY || facts.filled < values.length * 2) return [];
  return values.map((value, i) => {
    const test = `event.${field} == ${literal(value)}`;
    return { name: `${field}_is_${fieldName(value, String(i + 1))}`, expression: full ? test : `has(event.${field}) && ${test}` };
  });
}

function timeFeatures({ field, precision }: TimePlan): Feature[] {
  if (precision === 'made') return [];
  const weekend = { name: 'weekend', expression: `event.${field.name}.getDayOfWeek() in [0, 6]` };
  return precision === 'day' ? [weekend] : [{ name: 'hour', expression: `event.${field.name}.getHours()` }, weekend];
}

interface WindowRequest {
  readonly key: Field;
  readonly entities: readonly Field[];
  readonly amounts: readonly Column[];
  readonly time: TimePlan;
  readonly label: LabelDraft | undefined;
  readonly names: Names;
}

export function windowsOf({ key, entities, amounts, time, label, names }: WindowRequest): Window[] {
  const endings = time.over.map((length) => `_${length}`);
  const name = (wanted: string) => names.free(wanted.slice(0, LONGEST_NAME), endings);
  const windows = [key, ...entities].map((entity) => ({
    per: entity.name,
    over: time.over,
    features: [
      { name: name(`${entity.name}_count`), expression: 'count()' },
      ...amounts.map(({ field }) => ({ name: name(`${entity.name}_mean_${field}`), expression: `mean(event.${field})` })),
    ],
    comment: `what happened before at the same ${entity.name}`,
  }));
  if (!label) return windows;
  const known = [key, ...entities].map((entity) => ({
    per: entity.name,
    over: time.over,
    delay: label.after,
    features: [{ name: name(`${entity.name}_${label.type}`), expression: `mean(${label.type}.value)`, empty: 0 }],
    comment: `the ${label.type}s of events at least ${label.after} back: those are known by then`,
  }));
  return [...windows, ...known];
}
