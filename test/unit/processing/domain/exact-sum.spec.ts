import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSum } from '../../../../src/processing/domain/exact-sum.js';

describe('exactSum', () => {
  it('gives what math.fsum gives where plain addition does not', () => {
    expect(exactSum([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])).toBe(5.5);
    expect(exactSum(new Array<number>(10).fill(0.1))).toBe(1);
    expect(exactSum([1e16, 1, 1e-16])).toBe(10000000000000002);
    expect(exactSum([1e16, 1, -1e16])).toBe(1);
    expect(exactSum([])).toBe(0);
  });

  it('does not depend on the order, and agrees with exact rational arithmetic', () => {
    const value = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).chain((m) => fc.integer({ min: -30, max: 30 }).map((e) => m * 2 ** e));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const exact = values.reduce((sum, one) => sum + BigInt(one * 2 ** 30), 0n);
        expect(exactSum(values)).toBe(Number(exact) / 2 ** 30);
        expect(exactSum(values.toReversed())).toBe(exactSum(values));
      }),
      { numRuns: 2000 },
    );
  });
});
