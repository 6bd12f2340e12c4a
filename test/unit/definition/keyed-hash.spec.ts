import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyedHash } from '../../../src/definition/index.js';

it('is the HMAC-SHA-256 of prefix and text, for any key and length', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 100 }),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.string({ unit: 'grapheme', maxLength: 3000 }), { minLength: 1, maxLength: 3 }),
      (key, prefix, texts) => {
        const keyed = new KeyedHash(Buffer.from(key), prefix);
        for (const text of texts) {
          const expected = createHmac('sha256', key)
            .update(prefix + text)
            .digest();
          expect(keyed.digest(text, 32)).toEqual(expected);
          expect(keyed.digest(text, 16)).toEqual(expected.subarray(0, 16));
        }
      },
    ),
  );
});
