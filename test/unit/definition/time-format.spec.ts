import { describe, expect, it } from 'vitest';
import { formatTimeUs, strptime } from '../../../src/definition/index.js';

const read = (text: string, form: string): string => formatTimeUs(strptime(text, form));

describe('strptime', () => {
  it('reads the forms that programs write', () => {
    expect(read('2018-04-01 00:00:31', '%Y-%m-%d %H:%M:%S')).toBe('2018-04-01T00:00:31Z');
    expect(read('31/12/2019 23:59', '%d/%m/%Y %H:%M')).toBe('2019-12-31T23:59:00Z');
    expect(read('1/5/2020', '%m/%d/%Y')).toBe('2020-01-05T00:00:00Z');
    expect(read('5-Mar-70', '%d-%b-%y')).toBe('1970-03-05T00:00:00Z');
    expect(read('02 january 2021', '%d %B %Y')).toBe('2021-01-02T00:00:00Z');
    expect(read('20240229', '%Y%m%d')).toBe('2024-02-29T00:00:00Z');
    expect(read('2024-01-01 10:00:00.123456789', '%Y-%m-%d %H:%M:%S')).toBe('2024-01-01T10:00:00.123456Z');
  });

  it('reads half days and zones', () => {
    expect(read('1/5/2020 12:30 AM', '%m/%d/%Y %I:%M %p')).toBe('2020-01-05T00:30:00Z');
    expect(read('1/5/2020 12:30 pm', '%m/%d/%Y %I:%M %p')).toBe('2020-01-05T12:30:00Z');
    expect(read('2020-01-05 12:00:00+0530', '%Y-%m-%d %H:%M:%S%z')).toBe('2020-01-05T06:30:00Z');
    expect(read('2020-01-05 12:00:00 UTC', '%Y-%m-%d %H:%M:%S %Z')).toBe('2020-01-05T12:00:00Z');
  });

  it('refuses what is no time of the form, and a form that is none', () => {
    expect(() => strptime('2020-02-30', '%Y-%m-%d')).toThrow(/RFC 3339/);
    expect(() => strptime('13/13/2020', '%d/%m/%Y')).toThrow();
    expect(() => strptime('2020-01-01 ', '%Y-%m-%d')).toThrow('no time of the form %Y-%m-%d');
    expect(() => strptime('2020.01.01', '%Y-%m-%d')).toThrow('no time of the form');
    expect(() => strptime('13:00 AM', '%I:%M %p')).toThrow();
    expect(() => strptime('1', '%Q')).toThrow('does not know %Q');
    expect(() => strptime('1 1', '%d %d')).toThrow('stands twice');
    expect(() => strptime('1'.repeat(100_000), '%Y')).toThrow('no time of the form');
  });
});
