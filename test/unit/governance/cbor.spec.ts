import { encode } from 'cborg';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CborWriter, encodeCbor, type CborValue } from '../../../src/governance/domain/cbor.js';

const integers = fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value));
const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 200 }));
const { tree } = fc.letrec<{ tree: CborValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    integers,
    fc.integer({ min: -300, max: 70_000 }).map((value) => (value === 0 ? 0 : value)),
    texts,
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('tree'), { maxLength: 30 }),
    fc.dictionary(texts, tie('tree'), { maxKeys: 30, noNullPrototype: true }),
  ),
}));

describe('deterministic CBOR', () => {
  it('is byte for byte what another encoder writes', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(encodeCbor(value).equals(encode(value))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [255, '18ff'],
    [256, '190100'],
    [65_536, '1a00010000'],
    [4_294_967_296, '1b0000000100000000'],
    [Number.MAX_SAFE_INTEGER, '1b001fffffffffffff'],
    [-1, '20'],
    [-4_294_967_297, '3b0000000100000000'],
    [Number.MIN_SAFE_INTEGER, '3b001ffffffffffffe'],
    ['ü', '62c3bc'],
    [{ b: 1, aa: 2, a: 3 }, 'a361610361620162616102'],
  ])('writes %o as in RFC 8949', (value, hex) => {
    expect(encodeCbor(value).toString('hex')).toBe(hex);
  });

  it('writes minus zero as zero', () => {
    expect(encodeCbor(-0).toString('hex')).toBe('00');
  });

  it('replaces a lone surrogate, in short and long texts', () => {
    expect(encodeCbor('a\ud800').toString('hex')).toBe('6461efbfbd');
    const long = encodeCbor('x'.repeat(100) + '\udfff');
    expect(long.subarray(2).toString('utf8')).toBe('x'.repeat(100) + '\ufffd');
  });

  it.each([1.5, NaN, Infinity, 2 ** 53, undefined, 1n, Symbol('x')])('refuses %s', (value) => {
    expect(() => encodeCbor(value as CborValue)).toThrow(TypeError);
  });

  it('writes by hand what it writes by value, again and again, past its first room', () => {
    const writer = new CborWriter(1);
    for (const text of ['short', 'y'.repeat(5000), 'ÿ'.repeat(30)]) {
      writer.map(2);
      writer.text('id');
      writer.bytes(Buffer.from(text));
      writer.text('list');
      writer.array(4);
      writer.integer(-7);
      writer.text(text);
      writer.null();
      writer.bool(true);
      expect(writer.view().equals(encode({ id: Buffer.from(text), list: [-7, text, null, true] }))).toBe(true);
    }
    expect(writer.take()).toHaveLength(0);
  });
});
