import { describe, expect, it } from 'vitest';
import { LaneState, type LoggedRecord, PredictionIds, StepComputer } from '../../../../src/processing/domain/index.js';
import { fraudPlan } from './fraud-plan.js';
import { HOUR_US } from './oracle/spec.js';

const START_US = 1_700_000_000_000_000;
const options = { windows: [6 * HOUR_US], delayUs: 12 * HOUR_US, latenessUs: 2 * HOUR_US };

function record(position: number, type: string, event: Record<string, unknown>): LoggedRecord {
  return {
    position,
    appendedAtUs: START_US * 2,
    type,
    digest: Buffer.alloc(16, position),
    body: '',
    event: { ...event, t: START_US + Number(event.hour) * HOUR_US },
  };
}

const payment = (position: number, hour: number, amount: number): LoggedRecord =>
  record(position, 'payment', { tx: `e${position}`, customer: 'c', terminal: 't', amount, hour });

describe('the events behind a vector', () => {
  const records = [
    payment(0, 0, 1),
    payment(1, 1, 2),
    record(2, 'chargeback', { tx: 'e1', fraud: 1, hour: 2 }),
    payment(3, 12, 4),
    payment(4, 11.5, 3),
    payment(5, 13, 5),
  ];
  const computer = new StepComputer(new LaneState(fraudPlan(options)), new PredictionIds(Buffer.alloc(32), 'p'));
  const { candidates } = computer.compute(records);
  const behind = new Map(computer.behind(candidates[4], 2).map((one) => [one.feature.replace(/_\d+$/, ''), one]));

  it('are those of the window, by event time, the newest of them where there are more than the limit', () => {
    expect(behind.get('customer_sum')).toEqual({
      ...{ feature: `customer_sum_${6 * HOUR_US}`, key: 'c', fromUs: START_US + 7 * HOUR_US, toUs: START_US + 13 * HOUR_US, total: 3 },
      rows: [
        { position: 3, timeUs: START_US + 12 * HOUR_US, value: 4 },
        { position: 5, timeUs: START_US + 13 * HOUR_US, value: 5 },
      ],
    });
    expect(behind.get('customer_count')?.rows.map((row) => row.value)).toEqual([null, null]);
  });

  it('have the outcome as their value, what an unknown one counts as included', () => {
    expect(behind.get('terminal_mean')).toMatchObject({ key: 't', toUs: START_US + HOUR_US, total: 2 });
    expect(behind.get('terminal_mean')?.rows.map(({ position, value }) => [position, value])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
});
