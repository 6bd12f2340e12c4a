import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LaneState,
  type LoggedRecord,
  PredictionIds,
  Recovery,
  type StateImage,
  StepComputer,
  packKey,
  packLane,
} from '../../../../src/processing/domain/index.js';
import { DAY_US, fraudPlan } from './fraud-plan.js';
import { HOUR_US, type OracleRecord, oracle } from './oracle.js';

const START_US = 1_700_000_000_000_000;
const WINDOWS = [6 * HOUR_US, DAY_US];
const DELAY_US = 12 * HOUR_US;
const LATENESS_US = 2 * HOUR_US;
const MATURES_US = DAY_US;
const options = { windows: WINDOWS, delayUs: DELAY_US, latenessUs: LATENESS_US, maturesUs: MATURES_US };

/** A log: payments at jittered times, some repeated, some late, and chargebacks before, after and again. */
const logs = fc.array(
  fc.record({
    gapMinutes: fc.integer({ min: -90, max: 200 }),
    customer: fc.integer({ min: 0, max: 2 }),
    terminal: fc.integer({ min: 0, max: 2 }),
    cents: fc.integer({ min: 0, max: 99_999 }),
    kind: fc.integer({ min: 0, max: 9 }),
    back: fc.nat(12),
  }),
  { minLength: 1, maxLength: 80 },
);

function recordsOf(steps: readonly { gapMinutes: number; customer: number; terminal: number; cents: number; kind: number; back: number }[]): OracleRecord[] {
  let clock = START_US;
  return steps.map(({ gapMinutes, customer, terminal, cents, kind, back }, i) => {
    clock += gapMinutes * 60_000_000;
    if (kind === 0) return { type: 'chargeback', event: { tx: `e${Math.max(0, i - back)}`, t: clock, fraud: 1 } };
    if (kind === 1) return { type: 'chargeback', event: { tx: `e${i + back}`, t: clock, fraud: back % 2 } };
    return { type: 'payment', event: { tx: `e${i}`, t: clock, customer: `c${customer}`, terminal: `t${terminal}`, amount: cents / 100 } };
  });
}

function logged(records: readonly OracleRecord[]): LoggedRecord[] {
  return records.map(({ type, event }, position) => ({
    position,
    appendedAtUs: START_US + 100 * DAY_US,
    type,
    digest: digestOf(event),
    body: JSON.stringify(event),
  }));
}

function digestOf(event: Record<string, unknown>): Buffer {
  const digest = Buffer.alloc(16);
  digest.write(JSON.stringify(event).slice(-16));
  return digest;
}

function vectorsOf(computer: StepComputer, records: readonly LoggedRecord[], batch: number): Map<string, number[]> {
  const vectors = new Map<string, number[]>();
  for (let from = 0; from < records.length; from += batch) {
    const step = computer.compute(records.slice(from, from + batch));
    const width = step.candidates.length === 0 ? 0 : step.vectors.length / step.candidates.length;
    step.candidates.forEach((candidate, i) => vectors.set(candidate.eventId, [...step.vectors.subarray(i * width, (i + 1) * width)]));
  }
  return vectors;
}

const newComputer = (state: LaneState): StepComputer => new StepComputer(state, new PredictionIds(Buffer.alloc(32, 7), 'p'));

describe('features in log order', () => {
  it('equal the definition for any disorder, outcomes and batch size', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 20 }), (steps, batch) => {
        const records = recordsOf(steps);
        const vectors = vectorsOf(newComputer(new LaneState(fraudPlan(options))), logged(records), batch);
        expect(Object.fromEntries(vectors)).toEqual(Object.fromEntries(oracle(records, WINDOWS, DELAY_US, LATENESS_US, MATURES_US)));
      }),
      { numRuns: 400 },
    );
  });

  it('are the same after a restart at any commit from images of any age and the deltas after them', () => {
    fc.assert(
      fc.property(
        logs,
        fc.integer({ min: 1, max: 6 }),
        fc.nat(30),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }),
        (steps, batch, restartAt, choices) => {
          const records = logged(recordsOf(steps));
          const whole = vectorsOf(newComputer(new LaneState(fraudPlan(options))), records, batch);
          const restarted = vectorsWithRestart(records, batch, restartAt, choices);
          expect(Object.fromEntries(restarted)).toEqual(Object.fromEntries([...whole].filter(([id]) => restarted.has(id))));
          expect(restarted.size).toBe([...whole.keys()].filter((id) => Number(id.slice(1)) >= restartAt * batch).length);
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** Works up to a commit taking images of random keys on the way, rebuilds from them and all deltas, goes on; the vectors after the restart. */
function vectorsWithRestart(records: readonly LoggedRecord[], batch: number, restartAt: number, choices: readonly number[]): Map<string, number[]> {
  const state = new LaneState(fraudPlan(options));
  const computer = newComputer(state);
  const images = new Map<string, StateImage>();
  const deltas: { commitNo: number; from: number; delta: Buffer }[] = [];
  for (let commitNo = 1; commitNo <= restartAt && (commitNo - 1) * batch < records.length; commitNo++) {
    const from = (commitNo - 1) * batch;
    state.commitNo = commitNo;
    deltas.push({ commitNo, from, delta: computer.compute(records.slice(from, from + batch)).delta });
    const choice = choices[commitNo % choices.length];
    if (choice % 3 === 0) images.set('lane', { group: -1, key: '', commitNo, image: packLane(state) });
    state.groups.forEach((group, g) => {
      for (const key of group.series.keys())
        if ((choice + key.charCodeAt(1)) % 4 === g) images.set(`${g}${key}`, { group: g, key, commitNo, image: packKey(group, key) });
    });
  }
  const rebuilt = new LaneState(fraudPlan(options));
  const recovery = new Recovery(rebuilt);
  const lane = images.get('lane');
  if (lane) recovery.image(lane);
  for (const [name, image] of images) if (name !== 'lane') recovery.image(image);
  for (const delta of deltas) recovery.replay(delta);
  return vectorsOf(newComputer(rebuilt), records.slice(restartAt * batch), batch);
}

describe('dispositions', () => {
  const at = (t: number, more: object = {}): Record<string, unknown> => ({ tx: 'a', t: START_US + t, customer: 'c', terminal: 't', amount: 1, ...more });
  const run = (events: Record<string, unknown>[]): { dispositions: number[]; codes: string[] } => {
    const step = newComputer(new LaneState(fraudPlan(options))).compute(
      logged(events.map((event) => ({ type: event.fraud === undefined ? 'payment' : 'chargeback', event }))),
    );
    return { dispositions: [...step.dispositions], codes: step.setAside.map((aside) => aside.code) };
  };

  it('tell a repeat from a reused id', () => {
    expect(run([at(0), at(0), at(0, { amount: 2 })])).toEqual({ dispositions: [1, 7, 8], codes: ['duplicate', 'id_reused'] });
  });

  it('judge lateness before the id, and by the greatest time so far', () => {
    expect(run([at(0), at(LATENESS_US + 1, { tx: 'b' }), at(0)])).toEqual({ dispositions: [1, 1, 6], codes: ['late'] });
    expect(run([at(0), at(LATENESS_US, { tx: 'b' }), at(0)])).toEqual({ dispositions: [1, 1, 7], codes: ['duplicate'] });
  });

  it('set aside what lies in the future, without moving time', () => {
    expect(run([at(200 * DAY_US), at(0, { tx: 'b' })])).toEqual({ dispositions: [8, 1], codes: ['future'] });
  });

  it('quarantine a broken rule with its text and free the id for a corrected event', () => {
    expect(run([at(0, { refuse: true }), at(0)])).toEqual({ dispositions: [8, 1], codes: ['rule'] });
  });

  it('park an outcome, join it when its event comes, count a revision as joined', () => {
    const state = new LaneState(fraudPlan(options));
    const computer = newComputer(state);
    const records = logged([
      { type: 'payment', event: at(0, { tx: 'x' }) },
      { type: 'chargeback', event: { tx: 'a', t: START_US, fraud: 1 } },
      { type: 'payment', event: at(1) },
      { type: 'chargeback', event: { tx: 'a', t: START_US + 2, fraud: 0 } },
    ]);
    const step = computer.compute(records);
    expect([...step.dispositions]).toEqual([1, 4, 1, 3]);
    expect(step.transitions).toEqual([{ position: 1, to: 3 }]);
  });

  it('end a parked outcome as unmatched once time has passed it', () => {
    const computer = newComputer(new LaneState(fraudPlan(options)));
    const records = logged([
      { type: 'chargeback', event: { tx: 'nobody', t: START_US, fraud: 1 } },
      { type: 'payment', event: at(MATURES_US) },
      { type: 'payment', event: at(MATURES_US + 1, { tx: 'b' }) },
    ]);
    expect(computer.compute(records.slice(0, 2)).transitions).toEqual([]);
    expect(computer.compute(records.slice(2)).transitions).toEqual([{ position: 0, to: 5 }]);
  });

  it('set aside what cannot be read, and go on', () => {
    const computer = newComputer(new LaneState(fraudPlan(options)));
    const [good] = logged([{ type: 'payment', event: at(0) }]);
    const step = computer.compute([
      { ...good, type: 'refund' },
      { ...good, position: 1, body: '{' },
      { ...good, position: 2 },
    ]);
    expect([...step.dispositions]).toEqual([8, 8, 1]);
    expect(step.setAside.map((aside) => aside.code)).toEqual(['unknown_type', 'crash']);
  });
});
