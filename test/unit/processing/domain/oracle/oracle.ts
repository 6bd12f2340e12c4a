import { rounded, exact, spreadOf, sumOf } from './numbers.js';
import { EMPTY, type Event, type FeatureSpec, HOUR_US, type Spec, type WindowSpec, featureName, passes } from './spec.js';

/** One record of the log as the oracle sees it. Times are µs. */
export type OracleRecord =
  | { readonly type: 'payment' | 'login'; readonly event: Event; readonly appendedAtUs: number }
  | {
      readonly type: 'chargeback';
      readonly event: { readonly id: string; readonly t: number; readonly fraud: number; readonly loss: number };
      readonly appendedAtUs: number;
    };

export interface Expected {
  /** By feature name. */
  readonly features: Readonly<Record<string, number>>;
  readonly truncated: boolean;
}

interface Kept {
  readonly position: number;
  readonly type: 'payment' | 'login';
  readonly event: Event;
  /** The lane's max event time once it was admitted. */
  readonly maxUs: number;
}

interface Outcome {
  readonly position: number;
  readonly text: string;
  readonly id: string;
  readonly t: number;
  readonly value: number;
  readonly maxUs: number;
}

const AHEAD_US = 300_000_000;

/**
 * What the features of each predicted event must be, from their definition alone. Nothing is carried from one event to the next but the list
 * of what was admitted: for every feature of every event the whole of it is read again.
 */
export function oracle(spec: Spec, records: readonly OracleRecord[]): Map<number, Expected> {
  const expected = new Map<number, Expected>();
  const kept: Kept[] = [];
  const outcomes: Outcome[] = [];
  let maxUs = -Infinity;
  records.forEach((record, position) => {
    const { t } = record.event;
    if (t > record.appendedAtUs + AHEAD_US) return;
    if (record.type === 'chargeback') {
      const { id } = record.event;
      const value = record.event[spec.outcome];
      const text = JSON.stringify(record.event);
      const repeated = outcomes.some((one) => one.text === text && one.t + holdUs(spec) >= maxUs);
      if (!repeated) outcomes.push({ position, text, id, t, value, maxUs });
      return;
    }
    if (t < maxUs - spec.latenessUs) return;
    maxUs = Math.max(maxUs, t);
    const held = kept.some((one) => one.type === record.type && one.event.id === record.event.id && one.event.t + spec.latenessUs >= maxUs);
    if (held) return;
    kept.push({ position, type: record.type, event: record.event, maxUs });
    if (record.type === 'payment') expected.set(position, vectorOf(spec, kept, outcomes, record.event, position));
  });
  return expected;
}

function vectorOf(spec: Spec, kept: readonly Kept[], outcomes: readonly Outcome[], event: Event, position: number): Expected {
  const features: Record<string, number> = {};
  let truncated = false;
  spec.windows.forEach((window, w) => {
    for (const hours of window.overHours) {
      window.features.forEach((feature, i) => {
        const found = inWindow(window, feature, hours, kept, event);
        truncated ||= found.truncated;
        const name = `${featureName(w, i)}_${hours}h`;
        const values = valuesOf(spec, window, feature, found.events, kept, outcomes);
        if (feature.operation !== 'last_n') features[name] = aggregateOf(feature, values, found.events, event.t, position);
        else for (let n = 1; n <= feature.values; n++) features[`${name}_${n}`] = values.length >= n ? scaleDown(feature, values[values.length - n]) : EMPTY;
      });
    }
  });
  return { features, truncated };
}

const keyOf = (window: WindowSpec, event: Event): string => JSON.stringify(window.per.map((field) => event[field]));

/** The events of the feature's filter, by the keys of the window, those that left by count taken out; by event time, then log order. */
function entityEvents(window: WindowSpec, feature: FeatureSpec, kept: readonly Kept[], key: string): { events: Kept[]; cutUs: number } {
  let events: Kept[] = [];
  let cutUs = -Infinity;
  for (const one of kept) {
    if (one.type !== window.of || keyOf(window, one.event) !== key || !passes(window.where, one.event) || !passes(feature.where, one.event)) continue;
    events = [...events, one].toSorted((a, b) => a.event.t - b.event.t || a.position - b.position);
    if (window.most === undefined || events.length <= window.most) continue;
    cutUs = Math.max(cutUs, events[0].event.t);
    events = events.slice(1);
  }
  return { events, cutUs };
}

function inWindow(window: WindowSpec, feature: FeatureSpec, hours: number, kept: readonly Kept[], event: Event): { events: Kept[]; truncated: boolean } {
  const tile = (us: number): number =>
    window.resolutionHours === undefined ? us : Math.floor(us / (window.resolutionHours * HOUR_US)) * window.resolutionHours * HOUR_US;
  const until = window.delayHours === 0 ? event.t : tile(event.t - window.delayHours * HOUR_US);
  const after = tile(event.t - window.delayHours * HOUR_US - hours * HOUR_US);
  const { events, cutUs } = entityEvents(window, feature, kept, keyOf(window, event));
  return { events: events.filter((one) => one.event.t > after && one.event.t <= until), truncated: cutUs > after };
}

function valuesOf(
  spec: Spec,
  window: WindowSpec,
  { argument, where }: FeatureSpec,
  events: readonly Kept[],
  kept: readonly Kept[],
  outcomes: readonly Outcome[],
): (number | string)[] {
  if (argument === 'none') return events.map(() => 1);
  if (argument === 'amount') return events.map((one) => Math.round(one.event.amount * 100));
  if (argument !== 'outcome') return events.map(({ event }) => (argument === 'merchant' ? event.merchant : event[argument] + 0));
  const known = outcomesOf(spec, window, where, kept, outcomes);
  return events.flatMap((one) => known.get(one.position) ?? spec.unknown ?? []);
}

/** The outcome of each event of a group, as of now: each outcome in log order goes to the event that it finds, or waits for one. */
function outcomesOf(spec: Spec, window: WindowSpec, where: FeatureSpec['where'], kept: readonly Kept[], outcomes: readonly Outcome[]): Map<number, number> {
  const groups = readingGroups(spec);
  const mine = groups.find((group) => group.key === groupKey(window, where));
  const known = new Map<number, number>();
  const waiting: Outcome[] = [];
  const steps = [...kept.map((event) => ({ event, at: event.position })), ...outcomes.map((outcome) => ({ outcome, at: outcome.position }))].toSorted(
    (a, b) => a.at - b.at,
  );
  const seen: Kept[] = [];
  const set = (id: string, value: number, maxUs: number): boolean => {
    const foundBy = groups.filter((group) => seen.some((one) => one.event.id === id && holds(group, one, seen, maxUs)));
    const target = mine && seen.findLast((one) => one.event.id === id && holds(mine, one, seen, maxUs));
    if (target) known.set(target.position, value);
    return foundBy.length > 0;
  };
  for (const step of steps) {
    if ('outcome' in step) {
      const { id, value, t, maxUs } = step.outcome;
      if (!set(id, value, maxUs) && maxUs <= t + spec.maturesUs) waiting.push(step.outcome);
    } else if (step.event.type === 'payment') {
      seen.push(step.event);
      for (const one of waiting.filter(({ id, t }) => id === step.event.event.id && t + spec.maturesUs >= step.event.maxUs)) {
        set(one.id, one.value, step.event.maxUs);
        waiting.splice(waiting.indexOf(one), 1);
      }
    }
  }
  return known;
}

interface Group {
  readonly key: string;
  readonly window: WindowSpec | undefined;
  readonly where: FeatureSpec['where'];
  readonly retentionUs: number;
}

const groupKey = (window: WindowSpec, where: FeatureSpec['where']): string =>
  JSON.stringify([window.of, window.per, [window.where, where].filter(Boolean), window.resolutionHours ?? 0, window.most ?? 0]);

/** The groups that outcomes are looked for in: those that read them, and a hidden one where none keeps every event long enough. */
function readingGroups(spec: Spec): Group[] {
  const groups = new Map<string, Group & { reads: boolean }>();
  for (const window of spec.windows) {
    for (const feature of window.features) {
      const key = groupKey(window, feature.where);
      const longest = (Math.max(...window.overHours) + window.delayHours + (window.resolutionHours ?? 0)) * HOUR_US + spec.latenessUs;
      const before = groups.get(key);
      const reads = feature.argument === 'outcome' || before?.reads === true;
      groups.set(key, { key, window, where: feature.where, retentionUs: Math.max(longest, before?.retentionUs ?? 0), reads });
    }
  }
  const reading = [...groups.values()].filter((group) => group.reads);
  const neededUs = spec.maturesUs + spec.latenessUs;
  const whole = (group: Group): boolean => !group.window?.where && !group.where && !group.window?.resolutionHours && !group.window?.most;
  const hidden = { key: '', window: undefined, where: undefined, retentionUs: neededUs };
  return reading.some((group) => whole(group) && group.retentionUs >= neededUs) ? reading : [...reading, hidden];
}

function holds({ window, where, retentionUs }: Group, one: Kept, seen: readonly Kept[], maxUs: number): boolean {
  if (one.event.t <= maxUs - retentionUs || one.type !== 'payment') return false;
  if (!window) return true;
  if (!passes(window.where, one.event) || !passes(where, one.event)) return false;
  if (window.most === undefined) return true;
  return entityEvents(window, { where } as FeatureSpec, seen, keyOf(window, one.event)).events.includes(one);
}

function holdUs(spec: Spec): number {
  return Math.max(spec.maturesUs, ...readingGroups(spec).map((group) => group.retentionUs));
}

const scaleDown = ({ argument }: FeatureSpec, value: number | string): number => Number(value) / (argument === 'amount' ? 100 : 1);

function aggregateOf(feature: FeatureSpec, values: readonly (number | string)[], events: readonly Kept[], t: number, position: number): number {
  const numbers = values as readonly number[];
  const n = values.length;
  const scale = feature.argument === 'amount' ? 100 : 1;
  switch (feature.operation) {
    case 'count':
      return n;
    case 'distinct':
      return new Set(values).size === 0 ? EMPTY : new Set(values).size;
    case 'time_since_last': {
      const before = events.findLast((one) => one.position !== position);
      return before ? (t - before.event.t) / 1_000_000 : EMPTY;
    }
    case 'variance':
    case 'stddev': {
      if (n < (feature.sample ? 2 : 1)) return EMPTY;
      const variance = spreadOf(numbers) / (n * (feature.sample ? n - 1 : n) * (scale * scale));
      return feature.operation === 'stddev' ? Math.sqrt(variance) : variance;
    }
  }
  if (n === 0) return EMPTY;
  switch (feature.operation) {
    case 'sum':
      return sumOf(numbers) / scale;
    case 'mean':
      return rounded(numbers.reduce((sum, value) => sum + exact(value), 0n)) / (n * scale);
    case 'min':
      return numbers.reduce((a, b) => (b < a ? b : a)) / scale;
    case 'max':
      return numbers.reduce((a, b) => (b > a ? b : a)) / scale;
    case 'first':
      return numbers[0] / scale;
    default:
      return numbers[n - 1] / scale;
  }
}
