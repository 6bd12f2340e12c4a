import fc from 'fast-check';
import type { OracleRecord } from './oracle.js';
import { type FeatureSpec, HOUR_US, type Spec, type WindowSpec } from './spec.js';

/** A pipeline, a log, and what is done to the lane on the way. */
export interface Case {
  readonly spec: Spec;
  readonly records: readonly OracleRecord[];
  readonly batch: number;
  /** How many commits are computed and not durable yet. */
  readonly lag: number;
  /** For each commit, over and over: what happens after it. Of numbers each bit stands for some of the keys. */
  readonly schedule: readonly Afterwards[];
}

interface Afterwards {
  readonly restart: boolean;
  /** Whether the lane itself is stored; which keys are, of those that have changed; which are with what they need to leave memory. */
  readonly laneImage: boolean;
  readonly keys: number;
  readonly findable: number;
  /** Which keys leave memory where they may; which are looked at for their end; which a restart leaves in the database. */
  readonly evict: number;
  readonly expire: number;
  readonly leave: number;
}

export const START_US = 1_700_000_000_000_000;
const APPENDED_US = START_US + 200 * 24 * HOUR_US;
const MINUTE_US = 60_000_000;

const OF_VALUES = ['sum', 'mean', 'min', 'max', 'variance', 'stddev', 'first', 'last', 'last_n', 'distinct'];
const OF_OUTCOMES = ['count', 'sum', 'mean', 'min', 'max', 'variance', 'stddev'];

const filter = fc.option(fc.constantFrom('large' as const, 'middle' as const), { nil: undefined, freq: 2 });

const feature: fc.Arbitrary<FeatureSpec> = fc
  .record({
    kind: fc.integer({ min: 0, max: 9 }),
    ofValue: fc.constantFrom(...OF_VALUES),
    ofOutcome: fc.constantFrom(...OF_OUTCOMES),
    number: fc.constantFrom('amount' as const, 'raw' as const, 'level' as const),
    sample: fc.boolean(),
    values: fc.integer({ min: 1, max: 3 }),
    where: fc.option(fc.constantFrom('large' as const, 'middle' as const), { nil: undefined, freq: 1 }),
  })
  .map(({ kind, ofValue, ofOutcome, number, ...rest }) => {
    if (kind === 0) return { operation: 'count', argument: 'none', ...rest };
    if (kind === 1) return { operation: 'time_since_last', argument: 'none', ...rest };
    if (kind === 2) return { operation: 'distinct', argument: 'merchant', ...rest };
    if (kind <= 4) return { operation: ofOutcome, argument: 'outcome', ...rest };
    return { operation: ofValue, argument: number, ...rest };
  });

const window: fc.Arbitrary<WindowSpec> = fc
  .record({
    of: fc.constantFrom('payment' as const, 'payment' as const, 'payment' as const, 'login' as const),
    per: fc.constantFrom(['customer' as const], ['terminal' as const], ['customer' as const, 'terminal' as const]),
    overHours: fc.constantFrom([2], [6], [24], [2, 6], [6, 24]),
    delayHours: fc.constantFrom(0, 0, 4, 12),
    where: filter,
    kept: fc.constantFrom('all', 'all', 'tiles of 1', 'tiles of 2', 'newest'),
    most: fc.integer({ min: 1, max: 6 }),
    features: fc.array(feature, { minLength: 1, maxLength: 5 }),
  })
  .map(({ kept, most, features, ...rest }) => ({
    ...rest,
    resolutionHours: kept === 'tiles of 1' ? 1 : kept === 'tiles of 2' ? 2 : undefined,
    most: kept === 'newest' ? most : undefined,
    // Logins have no outcomes; tiles have no extremes of them.
    features: features.map((one) => {
      if (one.argument !== 'outcome') return one;
      if (rest.of === 'login') return { ...one, operation: 'sum', argument: 'raw' as const };
      return kept.startsWith('tiles') && /^m(in|ax)$/.test(one.operation) ? { ...one, operation: 'sum' } : one;
    }),
  }));

const spec: fc.Arbitrary<Spec> = fc.record({
  windows: fc.array(window, { minLength: 1, maxLength: 3 }),
  latenessUs: fc.constantFrom(0, 30 * MINUTE_US, 2 * HOUR_US),
  maturesUs: fc.constantFrom(HOUR_US, 24 * HOUR_US),
  unknown: fc.option(fc.constant(0), { nil: undefined }),
  outcome: fc.constantFrom('fraud' as const, 'loss' as const),
});

const raw = fc.oneof(
  fc.constantFrom(0, -0, 0.1, 0.2, 0.3, 1e16, -1e16, 1e-16, 1, 1e30, -1e30, 1e100, -1e100, 3 * 2 ** 60, 2 ** -60),
  fc.integer({ min: -1000, max: 1000 }).map((n) => n / 7),
);
const cents = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 12_000 }) }, { weight: 1, arbitrary: fc.constantFrom(9e14, 4e15, -4e15, 9e15) });

const step = fc.record({
  kind: fc.integer({ min: 0, max: 19 }),
  gapMinutes: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -80, max: 140 }) }, { weight: 1, arbitrary: fc.constantFrom(0, -200, 1500, 60, 120) }),
  micros: fc.constantFrom(0, 0, 1, -1),
  back: fc.nat(12),
  customer: fc.nat(1),
  terminal: fc.nat(1),
  cents,
  raw,
  merchant: fc.nat(3),
  level: fc.nat(3),
});

function recordsOf(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): OracleRecord[] {
  const records: OracleRecord[] = [];
  let clock = START_US;
  steps.forEach(({ kind, gapMinutes, micros, back, ...rest }, i) => {
    clock += gapMinutes * MINUTE_US;
    // Every other time lies on the edge of a tile and of windows, or a microsecond beside it.
    const t = (back % 2 === 0 ? Math.round(clock / HOUR_US) * HOUR_US : clock) + micros;
    const event = {
      ...{ id: `e${i}`, t, customer: `c${rest.customer}`, terminal: `t${rest.terminal}`, amount: rest.cents / 100, raw: rest.raw },
      ...{ merchant: `m${rest.merchant}`, level: rest.level },
    };
    const outcome = (id: number): OracleRecord => ({
      type: 'chargeback',
      event: { id: `e${Math.max(0, id)}`, t, fraud: rest.level % 2, loss: Math.abs(rest.raw) > 1e99 ? 1 : rest.raw + 0 },
      appendedAtUs: APPENDED_US,
    });
    const type = rest.customer + rest.level === 4 ? 'login' : 'payment';
    if (kind <= 2) records.push(outcome(i - back));
    else if (kind === 3) records.push(outcome(i + back));
    else if (kind === 4 && i >= back && back > 0) records.push(records[i - back]);
    else if (kind === 5) records.push({ type: 'payment', event: { ...event, id: `e${Math.max(0, i - back)}` }, appendedAtUs: APPENDED_US });
    else if (kind === 6 && back === 0) records.push({ type: 'payment', event: { ...event, t: APPENDED_US + HOUR_US }, appendedAtUs: APPENDED_US });
    else records.push({ type, event, appendedAtUs: APPENDED_US });
  });
  return records;
}

/** Often all, at times none. */
const some = fc.oneof(fc.constant(255), fc.nat(255), fc.constant(0));

export const cases: fc.Arbitrary<Case> = fc.record({
  spec,
  records: fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }).map(recordsOf),
  batch: fc.integer({ min: 1, max: 17 }),
  lag: fc.integer({ min: 0, max: 2 }).map((n) => (n === 2 ? 1 : 0)),
  schedule: fc.array(
    fc.record({
      restart: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      laneImage: fc.boolean(),
      keys: fc.nat(255),
      findable: fc.tuple(some, fc.nat(255)).map(([a, b]) => a & b),
      evict: some,
      expire: some,
      leave: fc.nat(255),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});
