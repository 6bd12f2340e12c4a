import { describe, expect, it } from 'vitest';
import { patternFault } from '../../../../src/definition/schema/pattern-steps.js';

describe('the steps of a pattern', () => {
  it.each([
    ['^[A-Za-z0-9][A-Za-z0-9._:-]*$', 64],
    ['^[A-Za-z0-9][A-Za-z0-9._:-]*$', undefined],
    ['^(A|B|C)$', undefined],
    ['^[^@]+@[^@]+$', 254],
    ['^-?\\d+(\\.\\d+)?$', 30],
    ['^(\\d{3}-){2}$', undefined],
    ['abc', undefined],
    ['[()+*]{2}', 100],
    ['\\(a\\)*x', 3],
    ['^\\{a+\\}$', undefined],
    ['^(GB|DE)\\d{2}[A-Z0-9]{4,30}$', 34],
  ])('%s over %s characters are few', (pattern, maxLength) => {
    expect(patternFault(pattern, maxLength)).toBeUndefined();
  });

  it.each([
    ['(a+)+$', 10],
    ['^(a*)*$', 10],
    ['^(a|b)*$', 10],
    ['^(a|ab){9}$', 10],
    ['^((a+)b)*$', 10],
    ['^(?:a?){30}a{30}$', 60],
    ['^(?<x>a{1,9}){1,9}$', 60],
    ['(?=a)b', 3],
    ['(?<!a)b', 3],
    ['^(\\w)\\1$', 3],
    ['^(?<x>\\w)\\k<x>$', 3],
    ['a+b', undefined],
    ['^[^@]+@[^@]+$', undefined],
    ['^.*x.*y.*z$', 1_000],
    [`^${'a?'.repeat(30)}${'a'.repeat(30)}$`, 60],
    ['^a+$|b', undefined],
  ])('%s over %s characters could be many', (pattern, maxLength) => {
    expect(patternFault(pattern, maxLength)).toEqual(expect.any(String));
  });

  it.each([
    ['^[^@]+@[^@]+$', 254, '@'.repeat(254)],
    ['^.*x.*y$', 3_000, 'x'.repeat(3_000)],
    ['[a-z]+\\d', 3_000, 'a'.repeat(3_000)],
    ['^(\\d{1,3})(\\.\\d{1,3})?(\\.\\d{1,3})?(\\.\\d{1,3})?x$', 100, '111.111.111.111'],
  ])('%s, which is let through for %d characters, is done in a moment at its worst', (pattern, maxLength, text) => {
    expect(patternFault(pattern, maxLength)).toBeUndefined();
    const start = performance.now();
    new RegExp(pattern, 'u').test(text);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
