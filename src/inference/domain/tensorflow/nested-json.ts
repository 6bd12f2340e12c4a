import { type Tensor, type TensorData, type TensorType, invalid } from '../tensor.js';
import { jsonValue, jsonValues, readValues } from '../tensor-values.js';

/** The nested lists of a tensor as JSON; a tensor without a dimension is one value. */
export function nestedJson({ type, shape, data }: Pick<Tensor, 'type' | 'shape' | 'data'>, from = 0, to = data.length, depth = 0): string {
  if (shape.length === depth) return jsonOf(type, data[from]);
  if (shape.length === depth + 1) return type === 'string' ? textList(data, from, to) : jsonValues(type, data, from, to);
  const step = shape[depth] === 0 ? 0 : (to - from) / shape[depth];
  const parts: string[] = [];
  for (let i = 0; i < shape[depth]; i++) parts.push(nestedJson({ type, shape, data }, from + i * step, from + (i + 1) * step, depth + 1));
  return `[${parts.join(',')}]`;
}

const jsonOf = (type: TensorType, value: TensorData[number]): string => jsonValue(type, value);

function textList(data: TensorData, from: number, to: number): string {
  const parts: string[] = [];
  for (let i = from; i < to; i++) parts.push(JSON.stringify(data[i]));
  return `[${parts.join(',')}]`;
}

/** The shape of nested lists, by the first value of each; that the others have it too is seen when they are read. */
export function shapeOfNested(values: unknown): number[] {
  const shape: number[] = [];
  for (let at = values; Array.isArray(at); at = at[0] as unknown) {
    shape.push(at.length);
    if (at.length === 0) break;
  }
  return shape;
}

/** Nested lists to a tensor of the given type. Error: `tensor_invalid` (poison). */
export function readNested(name: string, type: TensorType, values: unknown): Tensor {
  const plain = type === 'string' ? withTexts(values) : values;
  const shape = shapeOfNested(plain);
  if (!evenly(plain, shape, 0)) throw invalid(name, 'its lists are not all of one length');
  return { name, type, shape, data: readValues(name, type, shape, Array.isArray(plain) ? plain : [plain]) };
}

function evenly(values: unknown, shape: readonly number[], depth: number): boolean {
  if (depth === shape.length) return !Array.isArray(values);
  if (!Array.isArray(values) || values.length !== shape[depth]) return false;
  if (depth === shape.length - 1 && typeof values[0] === 'number') return true;
  return values.every((value) => evenly(value, shape, depth + 1));
}

/** Bytes are `{"b64": "..."}`. */
function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  const { b64, ...others } = value as Record<string, unknown>;
  return typeof b64 === 'string' && Object.keys(others).length === 0 ? Buffer.from(b64, 'base64').toString('utf8') : value;
}
