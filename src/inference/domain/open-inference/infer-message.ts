import { MillraceError } from '../../../definition/index.js';
import { type Tensor, type TensorData, type TensorType, elementsOf, invalid } from '../tensor.js';
import { readValues } from '../tensor-values.js';
import { datatypeOf, typeOf } from './datatypes.js';
import { readRaw } from './raw-tensor.js';

/** The fields of the messages as they are read: 64-bit numbers as numbers in shapes, as digits in contents. */
export interface MessageTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly (number | string)[];
  readonly contents?: Contents | null;
}

interface Contents {
  readonly boolContents?: readonly boolean[];
  readonly intContents?: readonly number[];
  readonly int64Contents?: readonly (string | number)[];
  readonly uintContents?: readonly number[];
  readonly uint64Contents?: readonly (string | number)[];
  readonly fp32Contents?: readonly number[];
  readonly fp64Contents?: readonly number[];
  readonly bytesContents?: readonly Uint8Array[];
}

const FIELD: Readonly<Record<TensorType, keyof Contents>> = {
  bool: 'boolContents',
  int8: 'intContents',
  int16: 'intContents',
  int32: 'intContents',
  int64: 'int64Contents',
  uint8: 'uintContents',
  uint16: 'uintContents',
  uint32: 'uintContents',
  uint64: 'uint64Contents',
  float32: 'fp32Contents',
  float64: 'fp64Contents',
  string: 'bytesContents',
};

/** Tensors of a message; `raw` holds their data where it is not in place. Errors: `malformed`, `tensor_invalid` (poison). */
export function readMessageTensors(list: readonly MessageTensor[], raw: readonly Uint8Array[]): Tensor[] {
  if (raw.length > 0 && raw.length !== list.length) {
    throw new MillraceError('malformed', 'poison', `${raw.length} raw contents came with ${list.length} tensors: all tensors have them or none`);
  }
  return list.map(({ name, datatype, shape, contents }, i) => {
    const type = typeOf(datatype);
    if (!type) throw invalid(name, `its datatype is none that is served: "${datatype.slice(0, 40)}"`);
    const sizes = shape.map(Number);
    const elements = elementsOf(name, sizes);
    if (raw.length > 0) return { name, type, shape: sizes, data: readRaw(name, type, elements, raw[i]) };
    return { name, type, shape: sizes, data: readContents(name, type, sizes, contents?.[FIELD[type]] ?? []) };
  });
}

function readContents(name: string, type: TensorType, shape: readonly number[], values: readonly unknown[]): TensorData {
  if (type === 'int64' || type === 'uint64') {
    if (values.length !== elementsOf(name, shape)) throw invalid(name, `it has ${values.length} values, which are not those of its shape`);
    const data = type === 'int64' ? new BigInt64Array(values.length) : new BigUint64Array(values.length);
    for (let i = 0; i < values.length; i++) data[i] = BigInt(values[i] as string);
    return data;
  }
  const texts = type === 'string' ? values.map((bytes) => Buffer.from(bytes as Uint8Array).toString('utf8')) : values;
  return readValues(name, type, shape, texts);
}

/** A tensor with its data in the field of its type. */
export function fullMessageTensor(tensor: Tensor): MessageTensor {
  const { type, data } = tensor;
  return { ...messageTensor(tensor), contents: { [FIELD[type]]: contentsOf(type, data) } };
}

function contentsOf(type: TensorType, data: TensorData): unknown[] {
  if (type === 'string') return Array.from(data as readonly string[], (text) => Buffer.from(text, 'utf8'));
  if (type === 'bool') return Array.from(data as Uint8Array, (value) => value !== 0);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Array.from(data, String);
  return Array.from(data as ArrayLike<number>);
}

/** A tensor without its data, which goes with the message as raw contents. */
export function messageTensor({ name, type, shape }: Tensor): MessageTensor {
  return { name, datatype: datatypeOf(type), shape };
}
