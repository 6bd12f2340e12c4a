import { expect, it } from 'vitest';
import { eventLines, quarantineLines, retryLine } from '../../../src/cli/quarantine-lines.js';

const record = {
  ...{ position: 7, code: 'rule', reason: 'event.amount >= 0.0', event_id: 'a', time: '2026-01-01T00:00:00Z', state: 'open' as const, retried_by: null },
  ...{ type: 'payment', event: { tx: 'a' } },
};

it('lists what is open with its reason, and what became of the rest', () => {
  const lines = quarantineLines([record, { ...record, position: 8, state: 'retried', retried_by: 11 }, { ...record, position: 9, state: 'dropped' }], 200);
  expect(lines.slice(1).map((line) => line.trim().split(/ {2,}/).at(-1))).toEqual(['event.amount >= 0.0', 'tried again at 11', 'given up']);
  expect(quarantineLines([], 80)).toEqual(['nothing is quarantined']);
});

it('shows an event with what to mend', () => {
  expect(eventLines(record).join('\n')).toBe('position 7, payment "a": rule, event.amount >= 0.0\n{\n  "tx": "a"\n}');
});

it('tells what became of a retry', () => {
  const base = { of: 7, position: 11, prediction: null, reason: null };
  expect(retryLine({ ...base, disposition: 'predicted', prediction: { id: 'i', score: 0.5, decision: 'pass' } })).toBe('7 -> 11: predicted, score 0.5, pass');
  expect(retryLine({ ...base, disposition: 'quarantined', reason: { code: 'rule', reason: 'still' } })).toBe('7 -> 11: quarantined: rule, still');
  expect(retryLine({ ...base, disposition: null })).toContain('not committed yet');
});
