import { describe, expect, it } from 'vitest';
import { LaneState, type LoggedRecord, PredictionIds, StepComputer } from '../../../../src/processing/domain/index.js';
import { DAY_US, fraudPlan } from './fraud-plan.js';
import { HOUR_US } from './oracle/spec.js';

interface TestRecord {
  readonly type: string;
  readonly event: Record<string, unknown>;
}

const START_US = 1_700_000_000_000_000;
const WINDOWS = [6 * HOUR_US, DAY_US];
const DELAY_US = 12 * HOUR_US;
const LATENESS_US = 2 * HOUR_US;
const MATURES_US = DAY_US;
const options = { windows: WINDOWS, delayUs: DELAY_US, latenessUs: LATENESS_US, maturesUs: MATURES_US };

function logged(records: readonly TestRecord[]): LoggedRecord[] {
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

const newComputer = (state: LaneState): StepComputer => new StepComputer(state, new PredictionIds(Buffer.alloc(32, 7), 'p'));

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
