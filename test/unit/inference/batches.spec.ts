import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchRows, cutBatches, OutputRows } from '../../../src/inference/domain/batches.js';
import { PROBE_ROWS, probeRows } from '../../../src/inference/domain/probe-rows.js';

const cases = fc.record({
  rows: fc.nat(600),
  width: fc.integer({ min: 1, max: 5 }),
  mostRows: fc.integer({ min: 1, max: 300 }),
  fixedBatch: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
});

describe('batches', () => {
  it('hold every row once, in order, within the size, and put outputs back in their places', () => {
    fc.assert(
      fc.property(cases, ({ rows, width, mostRows, fixedBatch }) => {
        const values = Float64Array.from({ length: rows * width }, (_, i) => i + 1);
        const gathered = new OutputRows(rows);
        for (const batch of cutBatches(rows, mostRows, fixedBatch)) {
          expect(batch.size).toBe(fixedBatch ?? batch.rows);
          expect(batch.rows).toBeLessThanOrEqual(fixedBatch ?? mostRows);
          const given = batchRows(values, width, batch);
          expect(given).toHaveLength(batch.size * width);
          expect(given.subarray(batch.rows * width).every((value) => value === 0)).toBe(true);
          gathered.add(batch, { same: { data: given.slice(), width } });
        }
        if (rows > 0) expect(gathered.take().same).toEqual({ data: values, width });
      }),
    );
  });

  it('keep the type of the outputs', () => {
    const gathered = new OutputRows(1);
    gathered.add({ from: 0, rows: 1, size: 1 }, { a: { data: Float32Array.of(0.1), width: 1 }, b: { data: [0.1], width: 1 } });
    expect(gathered.take()).toEqual({ a: { data: Float32Array.of(0.1), width: 1 }, b: { data: Float64Array.of(0.1), width: 1 } });
  });
});

describe('probe rows', () => {
  it('are the same on every call, and of every kind', () => {
    const rows = probeRows(15);
    expect(rows).toHaveLength(PROBE_ROWS * 15);
    expect(probeRows(15)).toEqual(rows);
    expect(rows.every(Number.isFinite)).toBe(true);
    const shares = (test: (value: number) => boolean) => rows.filter(test).length / rows.length;
    for (const test of [(v: number) => v === 0, (v: number) => v < 0, (v: number) => v > 1000, (v: number) => v > 0 && v < 1, Number.isInteger])
      expect(shares(test)).toBeGreaterThan(0.05);
  });
});
