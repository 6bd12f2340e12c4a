import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyedHashes } from '../../../../src/definition/index.js';

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 9000 }).map((n) => 'é1'.repeat(n)) },
);

it('is the HMAC-SHA-256 of prefix and text, for any key, any lengths beside each other and any number of texts', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 100 }),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.array(text, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 1, max: 32 }),
      (key, prefix, batches, bytes) => {
        const keyed = new KeyedHashes(Buffer.from(key), prefix);
        for (const texts of batches) {
          keyed.begin();
          for (const one of texts) keyed.add(one);
          const expected = texts.map((one) => hmac(key, prefix + one).subarray(0, bytes));
          expect(keyed.take(bytes)).toEqual(Buffer.concat(expected));
        }
      },
    ),
  );
});

it('says when a text does not fit any more', () => {
  const keyed = new KeyedHashes(Buffer.from('key'));
  const long = 'x'.repeat(1000);
  let count = 0;
  for (keyed.begin(); keyed.fits(long.length); count++) keyed.add(long);
  expect(count).toBeGreaterThan(2000);
  expect(keyed.take(4)).toEqual(Buffer.concat(Array.from({ length: count }, () => hmac(Buffer.from('key'), long).subarray(0, 4))));
  keyed.begin();
  expect(keyed.fits(long.length)).toBe(true);
});

function hmac(key: Uint8Array, message: string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}
