import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRaw, rawBytes } from '../../../../src/inference/domain/open-inference/raw-tensor.js';
import { type TensorData, type TensorType, fromBytes, toBytes } from '../../../../src/inference/domain/tensor.js';
import { jsonValues, readValues } from '../../../../src/inference/domain/tensor-values.js';
import { nestedJson, readNested } from '../../../../src/inference/domain/tensorflow/nested-json.js';
import { fieldTensorProto, readTensorProto, tensorProto } from '../../../../src/inference/domain/tensorflow/tensor-proto.js';
import { parseLoose } from '../../../../src/inference/domain/loose-json.js';

const data: Record<TensorType, fc.Arbitrary<TensorData>> = {
  bool: fc.array(fc.integer({ min: 0, max: 1 })).map((values) => Uint8Array.from(values)),
  int8: fc.int8Array(),
  int16: fc.int16Array(),
  int32: fc.int32Array(),
  int64: fc.array(fc.maxSafeInteger()).map((values) => BigInt64Array.from(values, BigInt)),
  uint8: fc.uint8Array(),
  uint16: fc.uint16Array(),
  uint32: fc.uint32Array(),
  uint64: fc.array(fc.maxSafeNat()).map((values) => BigUint64Array.from(values, BigInt)),
  float32: fc.float32Array(),
  float64: fc.float64Array(),
  string: fc.array(fc.string({ unit: 'grapheme' })),
};
const list = (values: TensorData): unknown[] => Array.from(values as ArrayLike<unknown>);
const types = Object.keys(data) as TensorType[];
/** Minus zero goes as zero in JSON's shortest form. */
const plain = (values: TensorData) => Array.from(values as ArrayLike<unknown>, (value) => (Object.is(value, -0) ? 0 : value));

describe.each(types)('a tensor of %s', (type) => {
  const each = (check: (values: TensorData) => void) => fc.assert(fc.property(data[type], check));

  it('comes back from JSON, flat and nested', () =>
    each((values) => {
      const shape = [values.length];
      expect(plain(readValues('x', type, shape, parseLoose(jsonValues(type, values))))).toEqual(plain(values));
      expect(plain(readNested('x', type, parseLoose(nestedJson({ type, shape, data: values }))).data)).toEqual(plain(values));
    }));

  it('comes back from bytes, wherever they lie', () =>
    each((values) => {
      const bytes = Buffer.concat([Buffer.alloc(1), rawBytes(type, values)]).subarray(1);
      expect(list(readRaw('x', type, values.length, bytes))).toEqual(list(values));
    }));

  it("comes back from TensorFlow's message, as bytes and in the field of its type", () =>
    each((values) => {
      const tensor = { name: 'x', type, shape: [values.length], data: values };
      for (const message of [tensorProto(tensor), fieldTensorProto(tensor)]) expect(list(readTensorProto('x', message).data)).toEqual(list(values));
    }));
});

describe('values', () => {
  it.each([
    ['a fraction for a whole number', 'int32', [1.5]],
    ['a number too large', 'int8', [128]],
    ['a negative one for an unsigned', 'uint8', [-1]],
    ['one that JSON has rounded', 'int64', [2 ** 53]],
    ['text for a number', 'float32', ['1']],
    ['a number for text', 'string', [1]],
    ['two for a truth value', 'bool', [2]],
    ['null', 'float64', [null]],
    ['too many', 'float32', [1, 2]],
    ['too few', 'float32', []],
  ] as const)('refuses %s', (_, type, values) => {
    expect(() => readValues('x', type, [1], values)).toThrow(expect.objectContaining({ code: 'tensor_invalid', kind: 'poison' }));
  });

  it('fill up with the last one in a message of TensorFlow, and never from nothing', () => {
    const message = (floatVal: number[]) => ({ dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '3' }] }, floatVal });
    expect(list(readTensorProto('x', message([1, 2])).data)).toEqual([1, 2, 2]);
    expect(() => readTensorProto('x', message([]))).toThrow('has 0 values');
    expect(() => readTensorProto('x', message([1, 2, 3, 4]))).toThrow('has 4 values');
  });

  it('are nested as the shape says', () => {
    expect(nestedJson({ type: 'float32', shape: [2, 1, 2], data: Float32Array.of(1, 2.5, 3, 4) })).toBe('[[[1.0,2.5]],[[3.0,4.0]]]');
    expect(nestedJson({ type: 'int64', shape: [], data: BigInt64Array.of(2n ** 60n) })).toBe('1152921504606846976');
    expect(
      readNested('x', 'float32', [
        [1, 2],
        [3, 4],
      ]).shape,
    ).toEqual([2, 2]);
    expect(() => readNested('x', 'float32', [[1, 2], [3]])).toThrow('not all of one length');
  });

  it('are refused in bytes that are no whole number of them', () => {
    expect(() => fromBytes('x', 'float32', Buffer.alloc(7))).toThrow('no whole number');
    expect(() => readRaw('x', 'float32', 2, Buffer.alloc(4))).toThrow('takes 8 bytes');
    expect(() => readRaw('x', 'string', 1, Buffer.of(5, 0, 0, 0, 65))).toThrow('end within a text');
    expect(toBytes(Float32Array.of(1))).toEqual(Buffer.of(0, 0, 0x80, 0x3f));
  });
});
