import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLoose } from '../../../../src/inference/domain/loose-json.js';

describe('JSON with numbers that JSON does not have', () => {
  it('is what JSON says where it is plain', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseLoose(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reads bare tokens, and leaves alone what stands in a text', () => {
    const text = '{"a": [NaN, -Infinity,Infinity, 1], "NaN": "Infinity \\" NaN", "b": {"c": NaN}}';
    expect(parseLoose(text)).toEqual({ a: [NaN, -Infinity, Infinity, 1], NaN: 'Infinity " NaN', b: { c: NaN } });
  });

  it.each(['', ' ', '{', 'nan', '[-NaN]', '[NaNa]', '[Infinity1]', '{NaN: 1}'])('refuses %j', (text) => {
    expect(() => parseLoose(text)).toThrow(expect.objectContaining({ code: 'malformed', kind: 'poison' }));
  });
});
