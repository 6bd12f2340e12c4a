import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindPlan, checkDocument } from '../../../../src/definition/index.js';
import { files, small } from '../documents.js';

const resolve = (path: string) => files[path];

/** The document with a piece cut out and another put in. */
const edited = fc
  .tuple(
    fc.nat(small.length),
    fc.nat(12),
    fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(' ', '\n', '  ', ': ', '[', ']', '{', '}', '"', "'", '- ', 'null', '1', '&a', '*', 'event', '.', '(', ')', '~', '|', '>'),
    ),
  )
  .map(([at, length, text]) => small.slice(0, at) + text + small.slice(at + length));

describe('any document', () => {
  it('gives a plan that can be bound, or faults that stand within it, and never throws', () => {
    fc.assert(
      fc.property(edited, (text) => {
        const { plan, faults } = checkDocument(text, resolve);
        expect(plan === undefined).toBe(faults.length > 0);
        if (plan) bindPlan(plan);
        const lines = text.split('\n').length;
        for (const { line, column, file } of faults) expect([line >= 1, column >= 1, file !== undefined || line <= lines]).toEqual([true, true, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('may be of any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(checkDocument(text, resolve).faults.length).toBeGreaterThan(0);
      }),
    );
  });
});
