import { describe, expect, it } from 'vitest';
import { layOut } from '../../../src/cli/table.js';

const table = {
  head: ['name', 'count'],
  rows: [
    ['a', 1],
    ['long name', 1234],
  ] as const,
};

describe('layOut', () => {
  it('aligns columns, numbers to the right', () => {
    expect(layOut(table, 80)).toEqual(['name       count', 'a              1', 'long name   1234']);
  });

  it('turns rows into columns where the table is too wide', () => {
    const wide = { head: ['event', ...Array.from({ length: 30 }, (_, i) => `feature_${i}`)], rows: [['p1', ...Array.from({ length: 30 }, (_, i) => i)]] };
    const lines = layOut(wide, 60);
    expect(lines).toHaveLength(31);
    expect(lines[0]).toBe('event       p1');
    expect(lines[12]).toBe('feature_11  11');
  });

  it('loses no digit of a number', () => {
    expect(layOut({ head: ['x'], rows: [[0.1 + 0.2], [1e21]] }, 80)).toEqual(['                  x', '0.30000000000000004', '              1e+21']);
  });
});
