/** Writes small ONNX files by hand (protocol buffers after onnx.proto), so that a test can have a model of any shape. */

export const FLOAT = 1;
export const INT64 = 7;
export const DOUBLE = 11;

interface TensorSpec {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly (number | string)[];
}

interface NodeSpec {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly ints?: Readonly<Record<string, number | readonly number[]>>;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return Buffer.from([...bytes, value]);
}

const number = (field: number, value: number) => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
};
const text = (field: number, value: string) => bytes(field, Buffer.from(value));

function valueInfo(field: number, { name, type, dims }: TensorSpec): Buffer {
  const shape = dims.map((dim) => bytes(1, typeof dim === 'number' ? number(1, dim) : text(2, dim)));
  return bytes(field, text(1, name), bytes(2, bytes(1, number(1, type), bytes(2, ...shape))));
}

function node({ op, inputs, output, ints = {} }: NodeSpec): Buffer {
  const attributes = Object.entries(ints).map(([name, value]) =>
    typeof value === 'number'
      ? bytes(5, text(1, name), number(3, value), number(20, 2))
      : bytes(5, text(1, name), ...value.map((item) => number(8, item)), number(20, 7)),
  );
  return bytes(1, ...inputs.map((input) => text(1, input)), text(2, output), text(4, op), ...attributes);
}

export function onnxFile(inputs: readonly TensorSpec[], outputs: readonly TensorSpec[], nodes: readonly NodeSpec[]): Buffer {
  const graph = bytes(
    7,
    ...nodes.map(node),
    text(2, 'graph'),
    ...inputs.map((input) => valueInfo(11, input)),
    ...outputs.map((output) => valueInfo(12, output)),
  );
  return Buffer.concat([number(1, 6), graph, bytes(8, text(1, ''), number(2, 11))]);
}

const features: TensorSpec = { name: 'features', type: FLOAT, dims: ['rows', 3] };
const score: TensorSpec = { name: 'score', type: FLOAT, dims: ['rows', 3] };

/** Sum of a row's three values, the place of the largest (int64), and one output that is not for numbers. */
export const sumModel = onnxFile(
  [features],
  [
    { name: 'sum', type: FLOAT, dims: ['rows', 1] },
    { name: 'largest', type: INT64, dims: ['rows'] },
  ],
  [
    { op: 'ReduceSum', inputs: ['features'], output: 'sum', ints: { axes: [1], keepdims: 1 } },
    { op: 'ArgMax', inputs: ['features'], output: 'largest', ints: { axis: 1, keepdims: 0 } },
  ],
);

/** Adds to each value the mean of its column: a row's outputs depend on the rows beside it. */
export const neighbourModel = (rows: number | string = 'rows') =>
  onnxFile(
    [{ ...features, dims: [rows, 3] }],
    [{ ...score, dims: [rows, 3] }],
    [
      { op: 'ReduceMean', inputs: ['features'], output: 'mean', ints: { axes: [0], keepdims: 1 } },
      { op: 'Add', inputs: ['features', 'mean'], output: 'score' },
    ],
  );

/** Adds to each value the number of rows of the batch: outputs depend on its size alone. */
export const sizeModel = onnxFile(
  [features],
  [score],
  [
    { op: 'Shape', inputs: ['features'], output: 'shape' },
    { op: 'Cast', inputs: ['shape'], output: 'sizes', ints: { to: FLOAT } },
    { op: 'ReduceSum', inputs: ['sizes'], output: 'size', ints: { keepdims: 0 } },
    { op: 'Add', inputs: ['features', 'size'], output: 'score' },
  ],
);

/** Gives back what it gets, in the shape and type given. */
export const copyModel = (dims: readonly (number | string)[], type = FLOAT) =>
  onnxFile([{ name: 'features', type, dims }], [{ name: 'score', type, dims }], [{ op: 'Identity', inputs: ['features'], output: 'score' }]);

export const twoInputModel = onnxFile([features, { ...features, name: 'more' }], [score], [{ op: 'Add', inputs: ['features', 'more'], output: 'score' }]);

/**
 * Gives a row's sum, and cannot run at all when a value of the batch is above about e^width: it reads the column whose number is the
 * logarithm of the largest one. A model with rows that it fails on, as real ones have.
 */
export const brittleModel = (width: number) =>
  onnxFile(
    [{ ...features, dims: ['rows', width] }],
    [{ name: 'sum', type: FLOAT, dims: ['rows', 1] }],
    [
      { op: 'Sub', inputs: ['features', 'features'], output: 'zeros' },
      { op: 'Exp', inputs: ['zeros'], output: 'ones' },
      { op: 'Abs', inputs: ['features'], output: 'sizes' },
      { op: 'Add', inputs: ['sizes', 'ones'], output: 'above' },
      { op: 'ReduceMax', inputs: ['above'], output: 'largest', ints: { keepdims: 0 } },
      { op: 'Log', inputs: ['largest'], output: 'logarithm' },
      { op: 'Cast', inputs: ['logarithm'], output: 'column', ints: { to: INT64 } },
      { op: 'Gather', inputs: ['features', 'column'], output: 'read', ints: { axis: 1 } },
      { op: 'Sub', inputs: ['read', 'read'], output: 'nothing' },
      { op: 'Unsqueeze', inputs: ['nothing'], output: 'nothings', ints: { axes: [1] } },
      { op: 'ReduceSum', inputs: ['features'], output: 'total', ints: { axes: [1], keepdims: 1 } },
      { op: 'Add', inputs: ['total', 'nothings'], output: 'sum' },
    ],
  );
