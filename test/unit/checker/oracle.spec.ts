import { describe, expect, it } from 'vitest';
import { FEATURES, featureOracle } from '../../checker/features.js';
import { averagePrecision, rocAuc } from '../../checker/metrics.js';
import type { Payment } from '../../checker/payments-csv.js';

const DAY = 86_400;

describe('featureOracle', () => {
  const pay = (tx: string, t: number, more: Partial<Payment> = {}): Payment => ({ tx, t, customer: 'c', terminal: 'k', cents: 1000, fraud: 0, ...more });
  const run = (payments: Payment[]) => {
    const oracle = featureOracle();
    return payments.map((payment) => Object.fromEntries([...oracle(payment)].map((value, i) => [FEATURES[i], value])));
  };

  it('counts its own payment, and those of the same second only up to it', () => {
    const found = run([pay('0', 5), pay('1', 5, { cents: 2001 })]);
    expect(found.map((row) => row['customer_tx_count_1d'])).toEqual([1, 2]);
    expect(found.map((row) => row['customer_avg_amount_30d'])).toEqual([10, 15.005]);
  });

  it('leaves out what lies exactly a window back', () => {
    const found = run([pay('0', 0), pay('1', 1), pay('2', DAY)]);
    expect(found[2]).toMatchObject({ customer_tx_count_1d: 2, customer_tx_count_7d: 3 });
  });

  it("looks at the terminal's payments of seven days ago and before", () => {
    const found = run([pay('0', 0, { fraud: 1 }), pay('1', 1), pay('2', 7 * DAY), pay('3', 8 * DAY)]);
    expect(found[2]).toMatchObject({ terminal_tx_count_1d: 1, terminal_risk_1d: 1 });
    expect(found[3]).toMatchObject({ terminal_tx_count_1d: 1, terminal_risk_1d: 0, terminal_tx_count_7d: 2, terminal_risk_7d: 0.5 });
    expect(found[0]).toMatchObject({ terminal_tx_count_30d: 0, terminal_risk_30d: 0 });
  });

  it('knows Sundays, Saturdays and nights: the file begins on a Sunday at midnight', () => {
    const found = run([0, 7 * 3600 - 1, 7 * 3600, DAY, 6 * DAY].map((t, i) => pay(String(i), t)));
    expect(found.map((row) => row['weekend'])).toEqual([1, 1, 1, 0, 1]);
    expect(found.map((row) => row['night'])).toEqual([1, 1, 0, 1, 1]);
  });
});

describe('metrics', () => {
  const rows = (text: string) =>
    text.split(' ').map((pair) => ({ customer: '1', day: 0, fraud: pair.endsWith('!') ? (1 as const) : (0 as const), score: Number.parseFloat(pair) }));

  it('counts ties half in the area under the curve', () => {
    expect(rocAuc(rows('0.9! 0.8 0.7! 0.1'))).toBe(0.75);
    expect(rocAuc(rows('0.5! 0.5'))).toBe(0.5);
  });

  it('adds precision step by step', () => {
    expect(averagePrecision(rows('0.9! 0.8 0.7! 0.1'))).toBeCloseTo(0.5 + 0.5 * (2 / 3), 15);
    expect(averagePrecision(rows('0.5! 0.5'))).toBe(0.5);
  });
});
