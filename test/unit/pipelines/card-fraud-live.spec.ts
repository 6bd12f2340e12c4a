import { describe, expect, it } from 'vitest';
import { history, live } from '../../../pipelines/card-fraud/demo.js';
import type { DemoEvent } from '../../../pipelines/card-fraud/generator/events.js';
import type { Clock } from '../../../pipelines/card-fraud/generator/live.js';
import { DAY_MS, drawDay, makePopulation } from '../../../pipelines/card-fraud/generator/population.js';
import { chargebacksOf, isSorted, paymentsOf, timeOf } from './demo-events.js';

const NOW = Date.UTC(2026, 5, 15, 9, 30, 0, 123);

/** A clock that only moves when somebody sleeps. */
function testClock(start: number): Clock & { slept: number } {
  let now = start;
  const clock = {
    slept: 0,
    now: () => now,
    sleep: (ms: number) => {
      now += Math.max(1, Math.ceil(ms));
      clock.slept++;
      return Promise.resolve();
    },
  };
  return clock;
}

async function take(events: AsyncGenerator<DemoEvent>, enough: (taken: DemoEvent[]) => boolean): Promise<DemoEvent[]> {
  const taken: DemoEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (enough(taken)) break;
  }
  return taken;
}

describe('live', () => {
  const options = { from: NOW, seed: 1 };

  it('goes on where history ended: later events, other ids, and the chargebacks still owed', async () => {
    const past = [...history({ now: NOW, seed: 1 })];
    const clock = testClock(NOW);
    const coming = await take(live({ ...options, ratePerSecond: 0.02, clock }), () => clock.now() > NOW + 7 * DAY_MS);
    expect(isSorted([...past, ...coming].map(timeOf))).toBe(true);
    expect(timeOf(coming[0])).toBeGreaterThanOrEqual(NOW);
    const payments = [...paymentsOf(past), ...paymentsOf(coming)];
    expect(new Set(payments.map((p) => p.tx)).size).toBe(payments.length);
    const reported = [...chargebacksOf(past), ...chargebacksOf(coming)].map((c) => c.tx);
    expect(new Set(reported).size).toBe(reported.length);
    const frauds = new Set(reported);
    const drawn = Array.from({ length: 42 }, (_, i) => drawDay(makePopulation({ seed: 1 }), Math.floor(NOW / DAY_MS) - i)).flat();
    const owed = drawn.filter((p) => p.scenario !== 0 && p.at < NOW && p.at >= NOW - 40 * DAY_MS);
    expect(owed.filter((p) => !frauds.has(p.tx))).toEqual([]);
    const ofLive = new Set(paymentsOf(coming).map((p) => p.tx));
    expect(chargebacksOf(coming).filter((c) => ofLive.has(c.tx)).length).toBeGreaterThan(10);
  });

  it('gives out a chargeback of the very millisecond between the two, which history does not', async () => {
    const middle = chargebacksOf([...history({ now: NOW, seed: 1 })])[1000];
    const now = Date.parse(middle.reported_at);
    expect(chargebacksOf([...history({ now, seed: 1 })]).map((c) => c.tx)).not.toContain(middle.tx);
    const [first] = await take(live({ from: now, seed: 1, ratePerSecond: 0.02, clock: testClock(now) }), () => true);
    expect(first).toEqual({ type: 'chargeback', event: middle });
  });

  it('owes nothing for payments from before the history', async () => {
    const clock = testClock(NOW);
    const coming = await take(live({ ...options, since: NOW, ratePerSecond: 0.02, clock }), () => clock.now() > NOW + 5 * DAY_MS);
    expect(chargebacksOf(coming)).toEqual([]);
  });

  it('keeps the rate, and the wall clock as event time', async () => {
    const clock = testClock(NOW);
    const coming = paymentsOf(await take(live({ ...options, since: NOW, ratePerSecond: 20, clock }), (taken) => taken.length === 4000));
    const seconds = (clock.now() - NOW) / 1000;
    expect(4000 / seconds / 20).toBeGreaterThan(0.93);
    expect(4000 / seconds / 20).toBeLessThan(1.07);
    expect(Date.parse(coming[3999].occurred_at)).toBe(clock.now());
  });

  it('gives other ids to a run that starts a millisecond later', async () => {
    const ids = async (from: number) =>
      paymentsOf(await take(live({ seed: 1, from, since: from, clock: testClock(from) }), (t) => t.length === 500)).map((p) => p.tx);
    const [first, second] = [await ids(NOW), await ids(NOW + 1)];
    expect(new Set([...first, ...second]).size).toBe(1000);
    expect(await ids(NOW)).toEqual(first);
  });

  it('does not go back when the wall clock is set back, and does not wait for it', async () => {
    let now = NOW;
    const clock: Clock = { now: () => now, sleep: async (ms) => void (now += Math.max(1, Math.ceil(ms))) };
    const events = await take(live({ ...options, ratePerSecond: 10, clock }), (taken) => {
      if (taken.length === 50) now -= 3_600_000;
      return taken.length === 100;
    });
    expect(isSorted(events.map(timeOf))).toBe(true);
    expect(now).toBeLessThan(NOW - 3_500_000);
  });

  it('forgives what a slow consumer missed', async () => {
    const clock = testClock(NOW);
    const events = live({ ...options, since: NOW, ratePerSecond: 10, clock });
    await events.next();
    await clock.sleep(600_000);
    const before = clock.slept;
    let inARow = 0;
    while (clock.slept === before) {
      await events.next();
      inARow++;
    }
    expect(inARow).toBeGreaterThan(2);
    expect(inARow).toBeLessThan(40);
  });

  it.each([0.001, 1_000_000])('ends promptly when aborted, at %d payments a second', async (ratePerSecond) => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    let abortedAt = 0;
    stop.signal.addEventListener('abort', () => (abortedAt = performance.now()));
    const from = Date.now();
    for await (const event of live({ seed: 1, from, since: from, ratePerSecond, signal: stop.signal })) expect(timeOf(event)).toBeGreaterThanOrEqual(from);
    expect(abortedAt).toBeGreaterThan(0);
    expect(performance.now() - abortedAt).toBeLessThan(500);
  });

  it('refuses a rate that is not a positive number', async () => {
    await expect(live({ ...options, ratePerSecond: 0 }).next()).rejects.toThrow(/ratePerSecond/);
    await expect(live({ ...options, ratePerSecond: NaN }).next()).rejects.toThrow(/ratePerSecond/);
  });
});
