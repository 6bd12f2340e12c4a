import { describe, expect, it } from 'vitest';
import { Checkpointer } from '../../../../src/processing/application/checkpointer.js';
import { ResidentKeys } from '../../../../src/processing/application/resident-keys.js';
import { StateBudget } from '../../../../src/processing/application/state-budget.js';
import { LaneState, type LoggedRecord, NO_RETRIES, PredictionIds, Residency, type StateImage, StepComputer } from '../../../../src/processing/domain/index.js';
import type { Checkpoint, Swept } from '../../../../src/processing/ports/key-images.port.js';
import { fraudPlan } from '../domain/fraud-plan.js';

const START_US = 1_700_000_000_000_000;
const BATCH = 25;
const BOUND = 256 * 1024;

/** Payments of one card each. */
const payments = (from: number, card: (position: number) => string): LoggedRecord[] =>
  Array.from({ length: BATCH }, (_, i) => {
    const position = from + i;
    const event = { tx: `${position}`, t: START_US + position * 10_000_000, customer: card(position), terminal: `of ${card(position)}`, amount: 1 };
    return { position, appendedAtUs: event.t, type: 'payment', digest: Buffer.alloc(16, position), body: '', event };
  });

/** A lane whose images are kept in a map; `questions` counts what was asked of it. */
function make(boundBytes: number) {
  const state = new LaneState(fraudPlan({ delayUs: 0 }));
  const residency = new Residency(state);
  const budget = new StateBudget(boundBytes);
  budget.hold(1, residency);
  const images = new Map<string, StateImage>();
  const seen = { questions: 0, sweeps: [] as number[] };
  const checkpointer = new Checkpointer(
    state,
    residency,
    async ({ images: packed, sweep }: Checkpoint): Promise<Swept> => {
      await Promise.resolve();
      for (const { matches: _, ...image } of packed) images.set(`${image.group} ${image.key}`, image);
      if (sweep) seen.sweeps.push(sweep.endedUs);
      return { gone: [], last: undefined };
    },
    0,
  );
  const keys = new ResidentKeys(residency, checkpointer, budget, ({ keys: wanted }) => {
    seen.questions++;
    return Promise.resolve(wanted.flatMap(({ group, key }) => images.get(`${group} ${key}`) ?? []));
  });
  const computer = new StepComputer(state, new PredictionIds(Buffer.alloc(32), 'p'));
  let vectors: number[] = [];
  const work = async (from: number, card: (position: number) => string): Promise<void> => {
    const records = payments(from, card);
    await keys.prepare(records, NO_RETRIES, from, () => Promise.resolve());
    state.commitNo = from + BATCH;
    const step = computer.compute(records);
    vectors = [...vectors, ...step.vectors];
    checkpointer.afterStep(BATCH, from + BATCH);
    checkpointer.afterCommit(from + BATCH, step.maxTimeUs);
  };
  return { residency, budget, seen, work, told: () => vectors };
}

describe('the keys of a lane in memory', () => {
  it('stay under the bound between batches, and come back with what they had', async () => {
    const [bounded, free] = [make(BOUND), make(Infinity)];
    // Each card three times, far apart.
    const card = (position: number): string => `c${position % 1000}`;
    for (let from = 0; from < 3000; from += BATCH) {
      await bounded.work(from, card);
      await free.work(from, card);
      expect(bounded.residency.bytes).toBeLessThan(BOUND * 1.05);
    }
    expect(bounded.residency.absent).toBeGreaterThan(500);
    expect(free.residency.absent).toBe(0);
    expect(bounded.told()).toEqual(free.told());
    expect(free.residency.bytes).toBeGreaterThan(4 * BOUND);
  });

  it('cost no question for cards that were never seen, and one a batch for those that were', async () => {
    const { seen, work, residency } = make(BOUND);
    for (let from = 0; from < 1000; from += BATCH) await work(from, (position) => `c${position}`);
    const questions = seen.questions;
    expect(residency.absent).toBeGreaterThan(100);
    await work(1000, (position) => `new ${position}`);
    expect(seen.questions).toBe(questions);
    await work(1000 + BATCH, (position) => `c${position - 1000 - BATCH}`);
    expect(seen.questions).toBe(questions + 1);
  });

  it('of several lanes share the bound: each has what the others leave, and an equal share at least', () => {
    const budget = new StateBudget(900);
    const held = (bytes: number): Residency => ({ bytes }) as unknown as Residency;
    const [a, b, c] = [held(100), held(700), held(0)];
    budget.hold(1, a);
    expect(budget.allowance(a)).toBe(900);
    budget.hold(2, b);
    budget.hold(3, c);
    expect([a, b, c].map((one) => budget.allowance(one))).toEqual([300, 800, 300]);
    budget.release(2);
    expect([budget.allowance(a), budget.allowance(c)]).toEqual([900, 800]);
  });
});
