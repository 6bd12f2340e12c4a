import { type NumberType, type Tensor, type TensorData, type TensorType, elementsOf, fromBytes, invalid, roomFor, toBytes } from '../tensor.js';

const DTYPES: Readonly<Record<TensorType, string>> = {
  bool: 'DT_BOOL',
  int8: 'DT_INT8',
  int16: 'DT_INT16',
  int32: 'DT_INT32',
  int64: 'DT_INT64',
  uint8: 'DT_UINT8',
  uint16: 'DT_UINT16',
  uint32: 'DT_UINT32',
  uint64: 'DT_UINT64',
  float32: 'DT_FLOAT',
  float64: 'DT_DOUBLE',
  string: 'DT_STRING',
};
const TYPES = new Map(Object.entries(DTYPES).map(([type, dtype]) => [dtype, type as TensorType]));

/** TensorFlow's name of a type. */
export const dtypeOf = (type: string | undefined): string => DTYPES[type as TensorType] ?? 'DT_INVALID';
/** Undefined: none that is served here (DT_HALF, DT_BFLOAT16, complex numbers). */
export const typeOfDtype = (dtype: string | undefined): TensorType | undefined => TYPES.get(dtype ?? 'DT_INVALID');

export interface ShapeMessage {
  readonly dim?: readonly { readonly size?: string | number }[];
  readonly unknownRank?: boolean;
}

/** `TensorProto` as it is read: 64-bit numbers as digits. */
export interface TensorMessage {
  readonly dtype?: string;
  readonly tensorShape?: ShapeMessage | null;
  readonly tensorContent?: Uint8Array;
  readonly floatVal?: readonly number[];
  readonly doubleVal?: readonly number[];
  readonly intVal?: readonly number[];
  readonly stringVal?: readonly Uint8Array[];
  readonly int64Val?: readonly string[];
  readonly boolVal?: readonly boolean[];
  readonly uint32Val?: readonly number[];
  readonly uint64Val?: readonly string[];
}

type ValueField = Exclude<keyof TensorMessage, 'dtype' | 'tensorShape' | 'tensorContent' | 'stringVal'>;
const FIELD: Readonly<Record<NumberType, ValueField>> = {
  bool: 'boolVal',
  int8: 'intVal',
  int16: 'intVal',
  int32: 'intVal',
  int64: 'int64Val',
  uint8: 'intVal',
  uint16: 'intVal',
  uint32: 'uint32Val',
  uint64: 'uint64Val',
  float32: 'floatVal',
  float64: 'doubleVal',
};

/** Error: `tensor_invalid` (poison). */
export function readTensorProto(name: string, message: TensorMessage): Tensor {
  const type = typeOfDtype(message.dtype);
  if (!type) throw invalid(name, `its dtype is none that is served: ${message.dtype ?? 'DT_INVALID'}`);
  if (message.tensorShape?.unknownRank) throw invalid(name, 'its shape is not known');
  const shape = (message.tensorShape?.dim ?? []).map(({ size }) => Number(size ?? 0));
  const elements = elementsOf(name, shape);
  if (type === 'string') return { name, type, shape, data: readTexts(name, elements, message.stringVal ?? []) };
  const bytes = message.tensorContent;
  if (!bytes || bytes.length === 0) return { name, type, shape, data: readNumbers(name, type, elements, message[FIELD[type]] ?? []) };
  const data = fromBytes(name, type, bytes);
  if (data.length !== elements) throw invalid(name, `it has ${data.length} values, and its shape has room for ${elements}`);
  return { name, type, shape, data };
}

/** The last value stands for those that are missing. */
function readNumbers(name: string, type: NumberType, elements: number, values: readonly (number | string | boolean)[]): TensorData {
  if (values.length > elements || (values.length === 0 && elements > 0)) throw misfit(name, values.length, elements);
  const data = roomFor(type, elements);
  const wide = data instanceof BigInt64Array || data instanceof BigUint64Array;
  for (let i = 0; i < elements; i++) {
    const value = values[Math.min(i, values.length - 1)];
    if (wide) data[i] = BigInt(value);
    else data[i] = Number(value);
  }
  return data;
}

function readTexts(name: string, elements: number, values: readonly Uint8Array[]): string[] {
  if (values.length !== elements && values.length !== 1) throw misfit(name, values.length, elements);
  const texts = values.map((bytes) => Buffer.from(bytes).toString('utf8'));
  return Array.from({ length: elements }, (_, i) => texts[Math.min(i, texts.length - 1)]);
}

function misfit(name: string, got: number, elements: number): Error {
  return invalid(name, `it has ${got} values, and its shape has room for ${elements}`);
}

/** With the data in the field of its type, where clients look for it. */
export function fieldTensorProto(tensor: Tensor): TensorMessage {
  const { type, data, shape } = tensor;
  if (type === 'string') return tensorProto(tensor);
  const values =
    type === 'bool'
      ? Array.from(data as Uint8Array, (value) => value !== 0)
      : data instanceof BigInt64Array || data instanceof BigUint64Array
        ? Array.from(data, String)
        : Array.from(data as Float32Array);
  return { dtype: dtypeOf(type), tensorShape: { dim: shape.map((size) => ({ size })) }, [FIELD[type]]: values };
}

/** With the data as bytes, which is quickest. */
export function tensorProto({ type, shape, data }: Tensor): TensorMessage {
  const head = { dtype: dtypeOf(type), tensorShape: { dim: shape.map((size) => ({ size })) } };
  if (type === 'string') return { ...head, stringVal: (data as readonly string[]).map((text) => Buffer.from(text, 'utf8')) };
  return { ...head, tensorContent: toBytes(data as Exclude<TensorData, readonly string[]>) };
}
