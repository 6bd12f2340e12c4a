import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaneState, type LoggedRecord, PredictionIds, type QuarantinedRecord, StepComputer } from '../../../../src/processing/domain/index.js';
import { DAY_US, fraudPlan } from './fraud-plan.js';
import { HOUR_US } from './oracle/spec.js';

const START_US = 1_700_000_000_000_000;
const WINDOWS = [6 * HOUR_US, DAY_US];
const LATENESS_US = 2 * HOUR_US;
const RETENTION_US = DAY_US + LATENESS_US;
const PREDICTED = 1;
const DUPLICATE = 7;
const QUARANTINED = 8;
const plan = () => fraudPlan({ windows: WINDOWS, delayUs: 12 * HOUR_US, latenessUs: LATENESS_US });

const newComputer = () => new StepComputer(new LaneState(plan()), new PredictionIds(Buffer.alloc(32, 7), 'p'));
const event = (tx: string, hours: number, more: object = {}) => ({ tx, t: START_US + hours * HOUR_US, customer: 'c', terminal: 't', amount: 1, ...more });

function logged(position: number, body: object, retryOf?: number): LoggedRecord {
  const digest = Buffer.alloc(16);
  digest.write(JSON.stringify(body).slice(0, 16));
  return {
    ...{ position, appendedAtUs: START_US + 100 * DAY_US, type: 'payment', digest, body: JSON.stringify(body) },
    ...(retryOf === undefined ? {} : { retryOf }),
  };
}
const kept = (about: Partial<QuarantinedRecord> = {}): QuarantinedRecord => ({ timeUs: undefined, vector: undefined, retriedBy: undefined, ...about });

describe('a record that tries a quarantined one again', () => {
  const log = [logged(0, event('bad', 0, { refuse: true })), logged(1, event('far', 30)), logged(2, event('bad', 0), 0)];

  it('is taken however late it is, and once', () => {
    const step = newComputer().compute([...log, logged(3, event('bad', 0), 0)], new Map([[0, kept()]]));
    expect([...step.dispositions]).toEqual([QUARANTINED, PREDICTED, PREDICTED, DUPLICATE]);
    expect([...step.retried]).toEqual([[0, 2]]);
    expect(step.setAside.at(-1)).toMatchObject({ position: 3, code: 'duplicate', firstPosition: 2 });
  });

  it('is taken once also over commits: what the quarantine says counts', () => {
    const computer = newComputer();
    computer.compute(log.slice(0, 2));
    expect([...computer.compute([log[2]], new Map([[0, kept({ retriedBy: 1 })]])).dispositions]).toEqual([DUPLICATE]);
    // The same record, read again after its commit: a replay takes it as the first time.
    expect([...computer.compute([log[2]], new Map([[0, kept({ retriedBy: 2 })]])).dispositions]).toEqual([PREDICTED]);
  });

  it('is a duplicate to a lane that did not quarantine the first', () => {
    const step = newComputer().compute([logged(0, event('good', 0)), logged(1, event('good', 0), 0)]);
    expect([...step.dispositions]).toEqual([PREDICTED, DUPLICATE]);
    expect(step.setAside[0]).toMatchObject({ firstPosition: 0 });
  });

  it('asks only the model where the model had failed: the state has the event already', () => {
    const computer = newComputer();
    const first = computer.compute([logged(0, event('a', 0))]);
    const step = computer.compute([logged(1, event('a', 0), 0), logged(2, event('b', 1))], new Map([[0, kept({ vector: first.vectors.slice() })]]));
    expect([...step.dispositions]).toEqual([PREDICTED, PREDICTED]);
    const width = plan().plan.vector.length;
    expect([...step.vectors.subarray(0, width)]).toEqual([...first.vectors]);
    expect(step.candidates[0]).toMatchObject({ eventId: 'a', timeUs: START_US, hash: first.candidates[0].hash });
    expect(step.vectors[width]).toBe(2);
  });

  it('stays set aside when the features are others by now', () => {
    const computer = newComputer();
    computer.compute([logged(0, event('a', 0))]);
    const step = computer.compute([logged(1, event('a', 0), 0)], new Map([[0, kept({ vector: new Float64Array(0) })]]));
    expect(step.setAside).toEqual([expect.objectContaining({ code: 'pipeline_changed', disposition: QUARANTINED })]);
  });

  it('keeps the time of the first arrival where the event has none of its own', () => {
    const step = newComputer().compute([logged(0, { ...event('a', 0), t: undefined }, 7)], new Map([[7, kept({ timeUs: START_US - HOUR_US })]]));
    expect(step.candidates[0].timeUs).toBe(START_US - HOUR_US);
  });

  it('counts exactly what is kept for certain, whatever was dropped by then and however it is batched', () => {
    const times = fc.array(fc.integer({ min: -3, max: 20 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 7 }), (gaps, backHours, batch) => {
        let hours = 0;
        let max = -Infinity;
        const admitted: number[] = [];
        const records = gaps.map((gap, i) => {
          const late = (hours += gap) < max - LATENESS_US / HOUR_US;
          max = Math.max(max, hours);
          if (!late) admitted.push(hours);
          return logged(i, event(`e${i}`, hours));
        });
        const at = max - backHours;
        records.push(logged(gaps.length, event('again', at), 0));
        const computer = newComputer();
        let last;
        for (let from = 0; from < records.length; from += batch) last = computer.compute(records.slice(from, from + batch), new Map([[0, kept()]]));
        const floor = max - RETENTION_US / HOUR_US;
        const counts = WINDOWS.map((over) => [...admitted, at].filter((one) => one > at - over / HOUR_US && one <= at && one > floor).length);
        const width = plan().plan.vector.length;
        const vector = last?.vectors.subarray(-width) ?? [];
        expect([vector[0], vector[5]]).toEqual(counts);
      }),
      { numRuns: 300 },
    );
  });
});
