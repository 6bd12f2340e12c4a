import { type NumberType, type TensorData, type TensorType, elementsOf, invalid, roomFor } from './tensor.js';

const WHOLE: Partial<Record<NumberType, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint8: [0, 2 ** 8 - 1],
  uint16: [0, 2 ** 16 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

/** Where values of JSON go, one after the other. */
interface Sink {
  at: number;
  readonly name: string;
  readonly room: number;
  put(value: unknown, at: number): void;
}

/**
 * Values of JSON, flat or nested as the shape says, to the data of a tensor; nothing is rounded to fit but floats.
 * Error: `tensor_invalid` (poison).
 */
export function readValues(name: string, type: TensorType, shape: readonly number[], values: unknown): TensorData {
  const room = elementsOf(name, shape);
  if (!Array.isArray(values)) throw invalid(name, 'its data is no list');
  if (type === 'float32' || type === 'float64') return readFloats(name, type, room, values);
  const data = type === 'string' ? new Array<string>(room) : roomFor(type, room);
  const sink: Sink = { at: 0, name, room, put: type === 'string' ? textInto(name, data as string[]) : numberInto(name, type, data as Int32Array) };
  fill(values, sink);
  return full(sink, data);
}

/** The common case, without a call for each value. */
function readFloats(name: string, type: 'float32' | 'float64', room: number, values: readonly unknown[]): TensorData {
  const data = type === 'float32' ? new Float32Array(room) : new Float64Array(room);
  if (values.length === room && typeof values[0] === 'number') {
    for (let i = 0; i < room; i++) {
      const value = values[i];
      if (typeof value !== 'number') throw wrong(name, type, value);
      data[i] = value;
    }
    return data;
  }
  const put = (value: unknown, at: number): void => {
    if (typeof value !== 'number') throw wrong(name, type, value);
    data[at] = value;
  };
  const sink: Sink = { at: 0, name, room, put };
  fill(values, sink);
  return full(sink, data);
}

function fill(values: readonly unknown[], sink: Sink): void {
  for (const value of values) {
    if (Array.isArray(value)) {
      fill(value, sink);
      continue;
    }
    if (sink.at >= sink.room) throw invalid(sink.name, `it has more values than its shape, which has room for ${sink.room}`);
    sink.put(value, sink.at++);
  }
}

function full<T>(sink: Sink, data: T): T {
  if (sink.at !== sink.room) throw invalid(sink.name, `it has ${sink.at} values, and its shape has room for ${sink.room}`);
  return data;
}

function textInto(name: string, data: string[]): Sink['put'] {
  return (value, at) => {
    if (typeof value !== 'string') throw wrong(name, 'string', value);
    data[at] = value;
  };
}

function numberInto(name: string, type: NumberType, data: Int32Array | BigInt64Array): Sink['put'] {
  if (type === 'bool') {
    return (value, at) => {
      if (typeof value !== 'boolean' && value !== 0 && value !== 1) throw wrong(name, type, value);
      data[at] = value ? 1 : 0;
    };
  }
  const [least, most] = WHOLE[type] ?? [0, 0];
  const wide = type === 'int64' || type === 'uint64';
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw wrong(name, type, value);
    data[at] = wide ? BigInt(value) : value;
  };
}

function wrong(name: string, type: TensorType, value: unknown): Error {
  const told = typeof value === 'object' ? (value === null ? 'null' : 'an object') : JSON.stringify(value)?.slice(0, 40);
  return invalid(name, `${told} is not of expected type: ${type}`);
}

/** The data of a tensor as JSON has it, flat: numbers that JSON does not know as bare NaN and Infinity. */
export function jsonValues(type: TensorType, data: TensorData, from = 0, to = data.length): string {
  let text = '[';
  for (let i = from; i < to; i++) text += i > from ? `,${jsonValue(type, data[i])}` : jsonValue(type, data[i]);
  return `${text}]`;
}

export function jsonValue(type: TensorType, value: number | bigint | string): string {
  if (type === 'string') return JSON.stringify(value);
  if (type === 'bool') return Number(value) === 0 ? 'false' : 'true';
  // 3.0, not 3: some readers take the first for a float and the second for a whole number.
  return type.startsWith('float') && Number.isInteger(value) && Math.abs(Number(value)) < 1e21 ? `${value}.0` : String(value);
}
