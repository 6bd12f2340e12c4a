import { describe, expect, it } from 'vitest';
import { Checkpointer } from '../../../../src/processing/application/checkpointer.js';
import { LaneState, type LoggedRecord, PredictionIds, Residency, StepComputer } from '../../../../src/processing/domain/index.js';
import { packKey } from '../../../../src/processing/domain/image.js';
import type { Checkpoint } from '../../../../src/processing/ports/key-images.port.js';
import { fraudPlan } from '../domain/fraud-plan.js';

const START_US = 1_700_000_000_000_000;
const CARDS = 600;
/** So many that a checkpoint is due. */
const MANY = 300_000;

/** A payment of each card. */
const payments = (from: number): LoggedRecord[] =>
  Array.from({ length: CARDS }, (_, i) => {
    const event = { tx: `${from} ${i}`, t: START_US + from + i, customer: `c${i}`, terminal: 't', amount: 1 };
    return { position: from + i, appendedAtUs: event.t, type: 'payment', digest: Buffer.alloc(16), body: JSON.stringify(event), event };
  });

describe('a checkpoint', () => {
  function make() {
    const state = new LaneState(fraudPlan());
    const computer = new StepComputer(state, new PredictionIds(Buffer.alloc(32), 'p'));
    const written: Checkpoint[] = [];
    const write = (checkpoint: Checkpoint) => {
      written.push(checkpoint);
      return Promise.resolve({ gone: [], last: undefined });
    };
    const checkpointer = new Checkpointer(state, new Residency(state), write, 0);
    const step = (from: number): void => {
      state.commitNo = from + CARDS;
      computer.compute(payments(from));
    };
    return { state, step, written, checkpointer };
  }

  it('holds the state of its step, whatever was computed before it could be written', () => {
    const { state, step, written, checkpointer } = make();
    step(0);
    checkpointer.afterStep(MANY, CARDS);
    const [group] = state.groups;
    const asOfTheStep = new Map(Array.from({ length: CARDS }, (_, i) => [`c${i}`, packKey(group, group.keys.find(`c${i}`))]));
    step(CARDS);
    checkpointer.afterStep(MANY, 2 * CARDS);
    expect(written).toEqual([]);
    checkpointer.afterCommit(CARDS, START_US);
    const keys = written[0].images.filter((image) => image.group === 0);
    expect(keys.length).toBeGreaterThan(100);
    for (const { key, image, commitNo } of keys) expect([key, commitNo, image]).toEqual([key, CARDS, asOfTheStep.get(key)]);
  });

  it('is not written before its own step is durable', () => {
    const { step, written, checkpointer } = make();
    step(0);
    checkpointer.afterStep(1, CARDS);
    step(CARDS);
    checkpointer.afterStep(MANY, 2 * CARDS);
    checkpointer.afterCommit(CARDS, START_US);
    expect(written).toEqual([]);
    checkpointer.afterCommit(2 * CARDS, START_US);
    expect(written.flatMap(({ images }) => images.map(({ commitNo }) => commitNo))).toContain(2 * CARDS);
  });

  it('forgets no delta that a changed key without a newer image needs', () => {
    const { state, step, written, checkpointer } = make();
    step(0);
    checkpointer.afterStep(MANY, CARDS);
    checkpointer.afterCommit(CARDS, START_US);
    expect(state.groups[0].lives.dirty.size).toBeGreaterThan(0);
    expect(written[0].dropDeltas).toBeLessThan(CARDS);
  });

  it('that failed fails the lane at the next commit', async () => {
    const { state, step } = make();
    const checkpointer = new Checkpointer(state, new Residency(state), () => Promise.reject(new Error('no disk')), 0);
    step(0);
    checkpointer.afterStep(MANY, CARDS);
    checkpointer.afterCommit(CARDS, START_US);
    await checkpointer.settled();
    expect(() => checkpointer.afterCommit(2 * CARDS, START_US)).toThrow('no disk');
  });
});
