import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/definition/index.js';

describe('nearest', () => {
  it.each([
    ['amuont', 'amount'],
    ['custmer', 'customer'],
    ['Terminal', 'terminal'],
    ['latenes', 'lateness'],
    ['termnials', 'terminal'],
  ])('%s means %s', (name, meant) => {
    expect(nearest(name, ['amount', 'customer', 'terminal', 'lateness'])).toBe(meant);
  });

  it('knows when nothing is near', () => {
    expect(nearest('colour', ['amount', 'customer'])).toBeUndefined();
    expect(nearest('x'.repeat(200), ['x'.repeat(199)])).toBeUndefined();
  });

  it('finds a name of five letters or more with one slip in it', () => {
    const word = fc.stringMatching(/^[a-z]{5,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'double', 'swap'), (name, at, slip) => {
        const i = at % (name.length - 1);
        const slipped =
          slip === 'drop'
            ? name.slice(0, i) + name.slice(i + 1)
            : slip === 'double'
              ? name.slice(0, i) + name.slice(i, i + 1) + name.slice(i)
              : name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2);
        expect(nearest(slipped, ['0000000000', name])).toBe(name);
      }),
    );
  });
});
