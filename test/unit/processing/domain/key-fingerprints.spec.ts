import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyFingerprints } from '../../../../src/processing/domain/key-fingerprints.js';

/** So many that some tens of them share their 32 bits with another. */
const MANY = 600_000;

describe('fingerprints of keys', () => {
  it('never deny a key that was put in and not taken out, whatever came and went and collided', () => {
    const prints = new KeyFingerprints();
    const key = (i: number): string => `customer ${i * 7919}`;
    for (let i = 0; i < MANY; i++) prints.add(key(i));
    for (let i = 0; i < MANY; i += 2) prints.remove(key(i));
    let denied = 0;
    for (let i = 1; i < MANY; i += 2) if (!prints.has(key(i))) denied++;
    let left = 0;
    for (let i = 0; i < MANY; i += 2) if (prints.has(key(i))) left++;
    expect([denied, prints.size, left < 500]).toEqual([0, MANY / 2, true]);
  });

  it('count a key as often as it was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(40)), { maxLength: 600, size: 'max' }), (steps) => {
        const prints = new KeyFingerprints();
        const counts = new Map<number, number>();
        for (const [add, key] of steps) {
          const count = counts.get(key) ?? 0;
          if (!add && count === 0) continue;
          if (add) prints.add(`k${key}`);
          else prints.remove(`k${key}`);
          counts.set(key, count + (add ? 1 : -1));
        }
        for (const [key, count] of counts) expect([key, prints.has(`k${key}`)]).toEqual([key, count > 0]);
        expect(prints.size).toBe([...counts.values()].reduce((sum, count) => sum + count, 0));
      }),
      { numRuns: 200 },
    );
  });

  it('give their memory back', () => {
    const prints = new KeyFingerprints();
    const small = prints.bytes;
    for (let i = 0; i < 10_000; i++) prints.add(`k${i}`);
    expect(prints.bytes / 10_000).toBeLessThan(13);
    for (let i = 0; i < 10_000; i++) prints.remove(`k${i}`);
    expect([prints.size, prints.bytes <= 8 * small]).toEqual([0, true]);
  });
});
