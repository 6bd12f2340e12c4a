import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MillraceError, formatTimeUs, parseTimeUs } from '../../../src/definition/index.js';

const LAST_MS = Date.UTC(2255, 0, 1) - 1;

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof MillraceError && error.kind === 'poison' ? error.code : String(error);
  }
}

describe('parseTimeUs', () => {
  it('agrees with Date on every millisecond from 1970 to 2254', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_MS }), (ms) => {
        expect(parseTimeUs(new Date(ms).toISOString())).toBe(ms * 1_000);
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with Date on offsets', () => {
    const offset = fc.record({ sign: fc.constantFrom('+', '-'), hours: fc.integer({ min: 0, max: 23 }), minutes: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(fc.integer({ min: 86_400_000, max: LAST_MS - 86_400_000 }), offset, (ms, { sign, hours, minutes }) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const text = new Date(ms).toISOString().replace('Z', `${sign}${two(hours)}:${two(minutes)}`);
        expect(parseTimeUs(text)).toBe(Date.parse(text) * 1_000);
      }),
    );
  });

  it('takes exactly the dates that the calendar has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2254 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00Z`;
        const date = new Date(Date.UTC(year, month - 1, day));
        const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(codeOf(() => parseTimeUs(text))).toBe(real ? undefined : 'time_malformed');
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['2026-01-31T09:30:00.1Z', 100_000],
    ['2026-01-31T09:30:00.000001Z', 1],
    ['2026-01-31T09:30:00.0000019Z', 1],
    ['2026-01-31T09:30:00.999999999999Z', 999_999],
    ['2026-01-31t09:30:00.12z', 120_000],
  ])('reads the fraction of %s and cuts it below a microsecond', (text, us) => {
    expect(parseTimeUs(text)).toBe(Date.UTC(2026, 0, 31, 9, 30) * 1_000 + us);
  });

  it.each([
    '',
    '2026-01-31',
    '2026-01-31T09:30:00',
    '2026-01-31 09:30:00Z',
    '2026-01-31T09:30Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T09:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-01-31T09:30:00.Z',
    '2026-01-31T09:30:00+0100',
    '2026-01-31T09:30:00+24:00',
    '2026-01-31T09:30:00+01:60',
    '2026-01-31T09:30:00ZZ',
    '2026-01-31T09:30:00Zx',
    ' 2026-01-31T09:30:00Z',
    '2026-1-31T09:30:00ZZZ',
    '+002026-01-31T09:30:00Z',
    '２026-01-31T09:30:00Z',
    `2026-01-31T09:30:00.${'0'.repeat(100)}Z`,
  ])('refuses %j', (text) => {
    expect(codeOf(() => parseTimeUs(text))).toBe('time_malformed');
  });

  it.each([
    '1969-12-31T23:59:59.999999Z',
    '1970-01-01T00:00:00+00:01',
    '2255-01-01T00:00:00Z',
    '2254-12-31T23:59:59-00:01',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
  ])('refuses %s: out of range', (text) => {
    expect(codeOf(() => parseTimeUs(text))).toBe('time_out_of_range');
  });

  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2254-12-31T23:59:59.999999Z', (LAST_MS + 1) * 1_000 - 1],
    ['1970-01-01T00:00:00-00:01', 60_000_000],
  ])('takes %s, at the edge', (text, us) => {
    expect(parseTimeUs(text)).toBe(us);
  });
});

describe('formatTimeUs', () => {
  it('prints what parseTimeUs reads back, to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_MS }), fc.integer({ min: 0, max: 999 }), (ms, rest) => {
        const us = ms * 1_000 + rest;
        expect(parseTimeUs(formatTimeUs(us))).toBe(us);
      }),
      { numRuns: 2_000 },
    );
  });

  it('prints a fraction of three or six digits, and only where it is not zero', () => {
    const base = Date.UTC(2026, 0, 31, 9, 5, 7) * 1_000;
    expect([0, 120_000, 1, 999_999].map((us) => formatTimeUs(base + us))).toEqual([
      '2026-01-31T09:05:07Z',
      '2026-01-31T09:05:07.120Z',
      '2026-01-31T09:05:07.000001Z',
      '2026-01-31T09:05:07.999999Z',
    ]);
  });

  it.each([-1, NaN, Infinity, 0.5, (LAST_MS + 1) * 1_000])('refuses %s', (us) => {
    expect(codeOf(() => formatTimeUs(us))).toBe('time_out_of_range');
  });
});
