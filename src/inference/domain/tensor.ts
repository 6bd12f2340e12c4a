import { MillraceError } from '../../definition/index.js';

/** Arrays of the element types; strings lie in plain arrays, truth values are bytes of 0 and 1. */
const ARRAYS = {
  bool: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export type NumberType = keyof typeof ARRAYS;
export type TensorType = NumberType | 'string';
export type NumberData =
  Int8Array | Int16Array | Int32Array | BigInt64Array | Uint8Array | Uint16Array | Uint32Array | BigUint64Array | Float32Array | Float64Array;
export type TensorData = NumberData | readonly string[];

/** Values with a shape, row-major. Structured-cloneable. */
export interface Tensor {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** What a model takes or gives. */
export interface ModelTensor {
  readonly name: string;
  /** Element type as `TensorType` names it where that knows it; undefined for what is no tensor. */
  readonly type: string | undefined;
  /** Sizes; undefined where the model leaves one open. */
  readonly shape: readonly (number | undefined)[];
}

/** More elements than this are refused before room is made for them: a shape is a few bytes, whatever it asks for. */
const MOST_ELEMENTS = 2 ** 28;

export function isTensorType(type: string | undefined): type is TensorType {
  return type === 'string' || (type !== undefined && type in ARRAYS);
}

export function bytesPerElement(type: NumberType): number {
  return ARRAYS[type].BYTES_PER_ELEMENT;
}

/** @param shape sizes, checked here. Error: `tensor_invalid` (poison). */
export function elementsOf(name: string, shape: readonly unknown[]): number {
  let count = 1;
  for (const size of shape) {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw invalid(name, 'its shape is no list of whole numbers from 0');
    count *= size;
  }
  if (count > MOST_ELEMENTS) throw invalid(name, `it has ${count} elements, where ${MOST_ELEMENTS} are the most`);
  return count;
}

/** Room for so many numbers, zero. */
export function roomFor(type: NumberType, elements: number): NumberData {
  return new ARRAYS[type](elements);
}

/** Numbers from little-endian bytes: a view of them where they lie on a boundary of the type, else a copy. Error: `tensor_invalid` (poison). */
export function fromBytes(name: string, type: NumberType, bytes: Uint8Array): NumberData {
  const Values = ARRAYS[type];
  const size = Values.BYTES_PER_ELEMENT;
  if (bytes.length % size !== 0) throw invalid(name, `its ${bytes.length} bytes are no whole number of ${type} values`);
  if (bytes.byteOffset % size === 0) return new Values(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / size);
  return new Values(new Uint8Array(bytes).buffer);
}

/** The bytes of numbers, little-endian. */
export function toBytes(data: NumberData): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** Numbers as doubles, or as they are where they are floats: what a pipeline reads. */
export function asFloats({ name, data, type }: Tensor): Float32Array | Float64Array {
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  if (type === 'string') throw new MillraceError('model_failed', 'retryable', `the output "${name}" is text, where numbers are needed`);
  const values = new Float64Array(data.length);
  for (let i = 0; i < values.length; i++) values[i] = Number(data[i]);
  return values;
}

export function invalid(name: string, reason: string): MillraceError {
  return new MillraceError('tensor_invalid', 'poison', `the tensor "${name.slice(0, 100)}" cannot be taken: ${reason}`);
}
