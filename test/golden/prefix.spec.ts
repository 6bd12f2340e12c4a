import { describe, expect, it } from 'vitest';
import { fraudRun } from '../long/fraud-run.js';
import { missing } from '../long/workspace.js';

const reason = missing();
const ROWS = 200_000;

describe('the first card payments', () => {
  it.skipIf(reason !== undefined && !process.env['CI'])(
    'get feature vectors that are equal, bit for bit, to those computed anew, and the books balance',
    async () => {
      expect(reason).toBeUndefined();
      expect(await fraudRun({ rows: ROWS, write: false })).toEqual([]);
    },
    600_000,
  );
});
