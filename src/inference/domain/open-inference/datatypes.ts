import type { TensorType } from '../tensor.js';

const DATATYPES: Readonly<Record<TensorType, string>> = {
  bool: 'BOOL',
  int8: 'INT8',
  int16: 'INT16',
  int32: 'INT32',
  int64: 'INT64',
  uint8: 'UINT8',
  uint16: 'UINT16',
  uint32: 'UINT32',
  uint64: 'UINT64',
  float32: 'FP32',
  float64: 'FP64',
  string: 'BYTES',
};
const TYPES = new Map(Object.entries(DATATYPES).map(([type, datatype]) => [datatype, type as TensorType]));

/** The protocol's name of a type; of one that it does not know, that name in capitals. */
export const datatypeOf = (type: string | undefined): string => DATATYPES[type as TensorType] ?? (type ?? 'unknown').toUpperCase();

/** Undefined: none that is served here (FP16, BF16). */
export const typeOf = (datatype: unknown): TensorType | undefined => (typeof datatype === 'string' ? TYPES.get(datatype) : undefined);
