import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { days, history } from '../../../pipelines/card-fraud/demo.js';
import { REPORT_DELAY_MS, type DemoEvent } from '../../../pipelines/card-fraud/generator/events.js';
import { compromisedOn, DAY_MS, drawDay, makePopulation, type Drawn } from '../../../pipelines/card-fraud/generator/population.js';
import { sfc32 } from '../../../pipelines/card-fraud/generator/random.js';
import { chargebacksOf, isSorted, paymentsOf, timeOf } from './demo-events.js';

const START = Date.UTC(2026, 0, 1);
const FIRST_DAY = START / DAY_MS;
const NOW = Date.UTC(2026, 5, 15, 9, 30, 0, 123);

const mean = (numbers: number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

describe('sfc32', () => {
  it('is the published recurrence, restated here with big integers', () => {
    const word = (n: bigint) => n & 0xffffffffn;
    let [a, b, c, counter] = [1n, 2n, 3n, 1n];
    const next = sfc32(1, 2, 3);
    for (let i = 0; i < 15 + 1000; i++) {
      const out = word(a + b + counter++);
      [a, b, c] = [b ^ (b >> 9n), word(c + (c << 3n)), word(word(c << 21n) + (c >> 11n) + out)];
      if (i >= 15) expect(next()).toBe(Number(out));
    }
  });
});

describe('days', () => {
  let events: DemoEvent[];
  beforeAll(() => {
    events = [...days({ seed: 1, start: START, days: 60 })];
  });

  it('gives the same bytes for the same seed, on every version of Node', () => {
    const digest = createHash('sha256');
    for (const event of days({ seed: 1, start: START, days: 60 })) digest.update(JSON.stringify(event) + '\n');
    expect(digest.digest('hex')).toBe('bbc12314a24a0fdb43c5c3a56782f8a9d8ca85cdf915f9b5e58c57e593ebbbf1');
  });

  it('gives other payments for another seed, under other ids', () => {
    const others = paymentsOf([...days({ seed: 2, start: START, days: 2 })]);
    const ids = new Set(paymentsOf(events).map((p) => p.tx));
    expect(others.some((p) => ids.has(p.tx))).toBe(false);
    expect(others.slice(0, 50).map((p) => p.amount)).not.toEqual(paymentsOf(events.slice(0, 50)).map((p) => p.amount));
  });

  it('draws a day the same whether it is asked for alone or among others', () => {
    const alone = paymentsOf([...days({ seed: 1, start: START + 30 * DAY_MS, days: 1 })]);
    const among = paymentsOf(events).filter((p) => p.occurred_at.startsWith('2026-01-31'));
    expect(alone.length).toBeGreaterThan(1000);
    expect(alone).toEqual(among);
  });

  it('is in event-time order across both types, with unique ids', () => {
    expect(isSorted(events.map(timeOf))).toBe(true);
    const payments = paymentsOf(events);
    expect(new Set(payments.map((p) => p.tx)).size).toBe(payments.length);
    const firstChargeback = events.findIndex((e) => e.type === 'chargeback');
    expect(events.slice(firstChargeback).some((e) => e.type === 'payment')).toBe(true);
  });

  it('reports each fraud once, six days after it, and nothing else', () => {
    const population = makePopulation({ seed: 1 });
    const drawn = Array.from({ length: 60 }, (_, day) => drawDay(population, FIRST_DAY + day)).flat();
    const expected = drawn.filter((p) => p.scenario !== 0).map((p) => ({ tx: p.tx, reported_at: new Date(p.at + 6 * 86_400_000).toISOString(), fraud: 1 }));
    expect(chargebacksOf(events)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(2000);
  });

  it('follows the schemas', () => {
    const ajv = new Ajv2020({ strict: true, multipleOfPrecision: 6 });
    ajv.addKeyword('x-subject');
    addFormats.default(ajv);
    const folder = new URL('../../../pipelines/card-fraud/schemas/', import.meta.url);
    const compile = (name: string) => ajv.compile(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    const check = { payment: compile('payment.json'), chargeback: compile('chargeback.json') };
    expect(events.filter((e) => !check[e.type](e.event))).toEqual([]);
    const [payment] = paymentsOf(events);
    expect(check.payment({ ...payment, amount: 1.234 })).toBe(false);
    expect(check.payment({ ...payment, customer: 'C\u00001' })).toBe(false);
    expect(check.payment({ ...payment, occurred_at: 'yesterday' })).toBe(false);
    expect(check.payment({ ...payment, extra: 1 })).toBe(false);
    expect(check.payment({ ...payment, tx: undefined })).toBe(false);
    expect(check.chargeback({ ...chargebacksOf(events)[0], fraud: 2 })).toBe(false);
  });

  it('refuses a start inside a day and numbers out of range', () => {
    expect(() => [...days({ start: START + 1, days: 1 })]).toThrow(/midnight/);
    expect(() => [...days({ start: START, days: 1.5 })]).toThrow(/days/);
    expect(() => [...days({ start: START, days: 1, seed: -1 })]).toThrow(/seed/);
    expect(() => [...days({ start: START, days: 1, customers: 0 })]).toThrow(/customers/);
  });
});

describe('the population', () => {
  const DAYS = 120;
  const population = makePopulation({ seed: 7 });
  const compromised = Array.from({ length: DAYS }, (_, day) => compromisedOn(population, FIRST_DAY + day));
  const compromisedAt = ({ at }: Drawn) => compromised[Math.floor(at / DAY_MS) - FIRST_DAY];
  let drawn: Drawn[];
  beforeAll(() => {
    drawn = Array.from({ length: DAYS }, (_, day) => drawDay(population, FIRST_DAY + day)).flat();
  });

  it('pays only at terminals within a distance of 5, and at all of them', () => {
    const distance = ({ customer, terminal }: Drawn) => {
      const [c, t] = [population.customers[customer], population.terminals[terminal]];
      return Math.hypot(c.x - t.x, c.y - t.y);
    };
    expect(Math.max(...drawn.slice(0, 100_000).map(distance))).toBeLessThan(5);
    const busiest = population.customers.reduce((a, b) => (b.perDay * Number(b.reach.length > 4) > a.perDay ? b : a));
    const used = new Set(drawn.filter((p) => population.customers[p.customer] === busiest).map((p) => p.terminal));
    const inReach = population.terminals.flatMap((t, i) => (Math.hypot(t.x - busiest.x, t.y - busiest.y) < 5 ? [i] : []));
    expect([...used].sort((a, b) => a - b)).toEqual(inReach);
  });

  it('pays as often, at such times and such amounts as described', () => {
    const expectedADay = population.customers.reduce((sum, c) => sum + (c.reach.length > 0 ? c.perDay : 0), 0) * 0.9692;
    expect(drawn.length / DAYS / expectedADay).toBeCloseTo(1, 1);
    const hours = drawn.map((p) => (p.at % DAY_MS) / 3_600_000);
    expect(mean(hours)).toBeCloseTo(12, 1);
    expect(drawn.filter((p) => Math.abs((p.at % DAY_MS) - DAY_MS / 2) < 20_000_000).length / drawn.length).toBeCloseTo(0.683 / 0.969, 2);
    expect(drawn.every((p) => Number.isInteger(p.cents) && p.cents >= 0)).toBe(true);
    const ratio = drawn.filter((p) => p.scenario !== 3).map((p) => p.cents / 100 / population.customers[p.customer].mean);
    expect(mean(ratio)).toBeCloseTo(1.03, 1);
    const center = mean(ratio);
    const spread = Math.sqrt(mean(ratio.map((r) => (r - center) ** 2)));
    expect(spread).toBeGreaterThan(0.45);
    expect(spread).toBeLessThan(0.5);
  });

  it('compromises two terminals a day for 28 days: all that is paid there is fraud', () => {
    const before = compromisedOn(population, FIRST_DAY + 99).terminals;
    const after = compromisedOn(population, FIRST_DAY + 100).terminals;
    expect(after.size).toBeGreaterThan(50);
    expect(after.size).toBeLessThanOrEqual(56);
    expect([...after].filter((t) => !before.has(t)).length).toBeLessThanOrEqual(2);
    const there = drawn.filter((p) => compromisedAt(p).terminals.has(p.terminal));
    expect(there.length / drawn.length).toBeGreaterThan(0.02);
    expect(there.every((p) => p.scenario === 2 || p.scenario === 3)).toBe(true);
    expect(there.filter((p) => p.scenario === 2).length).toBe(drawn.filter((p) => p.scenario === 2).length);
  });

  it('misuses three cards a day for 14 days: a third of their payments, at five times the amount', () => {
    expect(compromisedOn(population, FIRST_DAY + 50).customers.size).toBeGreaterThan(37);
    expect(compromisedOn(population, FIRST_DAY + 50).customers.size).toBeLessThanOrEqual(42);
    const theirs = drawn.filter((p) => compromisedAt(p).customers.has(p.customer));
    const misused = theirs.filter((p) => p.scenario === 3);
    expect(misused.length).toBe(drawn.filter((p) => p.scenario === 3).length);
    expect(misused.length / theirs.length).toBeCloseTo(1 / 3, 1);
    expect(misused.every((p) => p.cents % 5 === 0)).toBe(true);
    expect(mean(misused.map((p) => p.cents / 100 / population.customers[p.customer].mean))).toBeCloseTo(5.15, 0);
  });

  it('counts every amount over 220 as fraud, and of the others only those of the two other scenarios', () => {
    expect(drawn.every((p) => p.cents <= 22_000 || p.scenario !== 0)).toBe(true);
    expect(drawn.every((p) => p.scenario !== 1 || p.cents > 22_000)).toBe(true);
    expect(drawn.some((p) => p.scenario === 1)).toBe(true);
    const frauds = drawn.filter((p) => p.scenario !== 0).length / drawn.length;
    expect(frauds).toBeGreaterThan(0.035);
    expect(frauds).toBeLessThan(0.065);
  });
});

describe('history', () => {
  it('holds about 60,000 payments of 40 days, all before now, with the chargebacks reported by then', () => {
    const events = [...history({ now: NOW, seed: 1 })];
    const times = events.map(timeOf);
    expect(isSorted(times)).toBe(true);
    expect(times[0]).toBeGreaterThanOrEqual(NOW - 40 * DAY_MS);
    expect(times[times.length - 1]).toBeLessThan(NOW);
    expect(paymentsOf(events).length).toBeGreaterThan(55_000);
    expect(paymentsOf(events).length).toBeLessThan(68_000);
    const paidAt = new Map(paymentsOf(events).map((p) => [p.tx, Date.parse(p.occurred_at)]));
    expect(chargebacksOf(events).every((c) => Date.parse(c.reported_at) === paidAt.get(c.tx)! + REPORT_DELAY_MS)).toBe(true);
    expect(paymentsOf(events).every((p) => Number(p.amount.toFixed(2)) === p.amount)).toBe(true);
  });

  it('means the same payment by the same id when asked at another time', () => {
    const first = new Map(paymentsOf([...history({ now: NOW, days: 5 })]).map((p) => [p.tx, p]));
    const again = paymentsOf([...history({ now: NOW + 3 * DAY_MS + 4567, days: 5 })]).filter((p) => first.has(p.tx));
    expect(again.length).toBeGreaterThan(1500);
    expect(again).toEqual(again.map((p) => first.get(p.tx)));
  });
});
