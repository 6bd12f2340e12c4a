import { describe, expect, it } from 'vitest';
import { MillraceError, guardEvent } from '../../../src/definition/index.js';

function codeOf(value: unknown): string | undefined {
  try {
    guardEvent(value);
    return undefined;
  } catch (error) {
    return error instanceof MillraceError ? `${error.kind} ${error.code}` : String(error);
  }
}

const nested = (depth: number, list = false): unknown => (depth === 0 ? 1 : list ? [nested(depth - 1, list)] : { a: nested(depth - 1, list) });
const wide = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, i]));

describe('guardEvent', () => {
  it.each([
    [{ a: 1, b: 'x', c: null, d: true, e: [1, { f: 2.5 }] }],
    [{}],
    [nested(32)],
    [wide(1_000)],
    [{ n: Number.MAX_SAFE_INTEGER, m: -Number.MAX_SAFE_INTEGER }],
    [{ emoji: '😀' }],
    [{ x: 1e-300 }],
  ])('takes %#', (value) => {
    expect(codeOf(value)).toBeUndefined();
  });

  it.each([
    ['a text', 'event_not_object', 'x'],
    ['a list', 'event_not_object', []],
    ['null', 'event_not_object', null],
    ['33 objects in each other', 'event_too_deep', nested(33)],
    ['33 levels of lists', 'event_too_deep', { a: nested(32, true) }],
    ['1,001 members', 'event_too_wide', wide(1_001)],
    ['1,001 items', 'event_too_wide', { a: Array.from({ length: 1_001 }, () => 0) }],
    ['1,001 members over two levels', 'event_too_wide', { ...wide(500), more: wide(500) }],
    ['NUL in a text', 'text_refused', { a: 'x\0' }],
    ['NUL in a name', 'text_refused', { 'a\0': 1 }],
    ['NUL in an item', 'text_refused', { a: ['\0'] }],
    ['half a surrogate pair', 'text_refused', { a: '\ud83d' }],
    ['2^53', 'number_out_of_range', { a: 2 ** 53 }],
    ['-2^53 in a list', 'number_out_of_range', { a: [-(2 ** 53)] }],
    ['a number that JSON reads as infinite', 'number_out_of_range', JSON.parse('{"a":1e400}')],
    ['__proto__', 'member_refused', JSON.parse('{"__proto__":{"a":1}}')],
    ['__proto__ further down', 'member_refused', JSON.parse('{"a":[{"__proto__":1}]}')],
  ])('refuses %s', (_, code, value) => {
    expect(codeOf(value)).toBe(`poison ${code}`);
  });
});
