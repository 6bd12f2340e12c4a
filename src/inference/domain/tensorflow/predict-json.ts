import { MillraceError } from '../../../definition/index.js';
import { type ModelTensor, type Tensor, invalid, isTensorType } from '../tensor.js';
import { nestedJson, readNested } from './nested-json.js';

type Json = Readonly<Record<string, unknown>>;

/** A request in rows gets its answer in rows. */
export interface PredictRequest {
  readonly rows: boolean;
  readonly signature: string | undefined;
  readonly inputs: readonly Tensor[];
}

/** Reads the body of `:predict` for a model with these inputs. The words of errors are those of TensorFlow Serving. Errors: `malformed`, `tensor_invalid` (poison). */
export function readPredict(body: unknown, inputs: readonly ModelTensor[]): PredictRequest {
  if (!isObject(body)) throw malformed('JSON Value: is not object');
  const { signature_name: signature, instances, inputs: columns } = body;
  if (signature !== undefined && typeof signature !== 'string') {
    throw malformed("JSON Value: not formatted correctly. 'signature_name' key must be a string value.");
  }
  if (instances !== undefined && columns !== undefined) {
    throw malformed("JSON Value: Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist");
  }
  if (instances !== undefined) return { rows: true, signature, inputs: readRows(instances, inputs) };
  if (columns !== undefined) return { rows: false, signature, inputs: readColumns(columns, inputs) };
  throw malformed("Missing 'inputs' or 'instances' key");
}

function readRows(instances: unknown, inputs: readonly ModelTensor[]): Tensor[] {
  if (!Array.isArray(instances)) throw malformed("JSON Value: Excepting 'instances' to be an list/array");
  if (instances.length === 0) throw malformed("JSON Value: No values in 'instances' array");
  if (!isNamed(instances[0])) {
    if (inputs.length > 1) throw malformed('instances is a plain list, but expecting list of objects as multiple input tensors required as per tensorinfo_map');
    return [readInput(inputs[0], instances)];
  }
  const columns = inputs.map((): unknown[] => []);
  instances.forEach((row: unknown, at) => {
    if (!isNamed(row)) throw malformed(`Expecting object but got list at item ${at} of input list`);
    if (Object.keys(row).length !== inputs.length || inputs.some(({ name }) => !Object.hasOwn(row, name))) {
      const names = inputs.map(({ name }) => name).join(',');
      throw malformed(`Failed to process element: ${at} of 'instances' list. JSON object: keys must be equal to: ${names}`);
    }
    inputs.forEach(({ name }, i) => columns[i].push(row[name]));
  });
  return inputs.map((input, i) => readInput(input, columns[i]));
}

function readColumns(columns: unknown, inputs: readonly ModelTensor[]): Tensor[] {
  if (!isNamed(columns)) {
    if (inputs.length > 1) throw malformed('inputs is a plain value/list, but expecting an object as multiple input tensors required as per tensorinfo_map');
    return [readInput(inputs[0], columns)];
  }
  return inputs.map((input) => {
    if (!Object.hasOwn(columns, input.name)) throw malformed(`Missing named input: ${input.name} in 'inputs' object.`);
    return readInput(input, columns[input.name]);
  });
}

function readInput({ name, type }: ModelTensor, values: unknown): Tensor {
  if (!isTensorType(type)) throw invalid(name, `it is ${type ?? 'no tensor'}, which cannot be sent as JSON`);
  return readNested(name, type, values);
}

/** The answer's body: rows each with every output, or every output with all its rows; an output that is alone stands without its name. */
export function predictJson(outputs: readonly Tensor[], rows: boolean): string {
  const [first] = outputs;
  if (!rows) {
    const named = outputs.map((tensor) => `${JSON.stringify(tensor.name)}:${nestedJson(tensor)}`).join(',');
    return `{"outputs":${outputs.length === 1 ? nestedJson(first) : `{${named}}`}}`;
  }
  const count = first.shape[0];
  const uneven = outputs.find(({ shape }) => shape.length === 0 || shape[0] !== count);
  if (uneven) throw malformed(`Tensor name: ${uneven.name} has inconsistent batch size: ${uneven.shape[0] ?? 'none'} expecting: ${count ?? 'one'}`);
  if (outputs.length === 1) return `{"predictions":${nestedJson(first)}}`;
  const lines = Array.from({ length: count }, (_, row) => `{${outputs.map((tensor) => `${JSON.stringify(tensor.name)}:${rowJson(tensor, row)}`).join(',')}}`);
  return `{"predictions":[${lines.join(',')}]}`;
}

function rowJson({ type, shape, data }: Tensor, row: number): string {
  const width = data.length / shape[0];
  return nestedJson({ type, shape: shape.slice(1), data }, row * width, (row + 1) * width);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of named tensors; one with nothing but "b64" is a value. */
function isNamed(value: unknown): value is Json {
  return isObject(value) && !(typeof value['b64'] === 'string' && Object.keys(value).length === 1);
}

export function malformed(message: string): MillraceError {
  return new MillraceError('malformed', 'poison', message);
}

/** Why a model of tensors cannot be asked by examples. */
export function wrongMethod(call: string): MillraceError {
  const [kind, method] = call === 'classify' ? ['classification', 'classify'] : ['regression', 'regress'];
  return malformed(`Expected ${kind} signature method_name to be tensorflow/serving/${method}. Was: tensorflow/serving/predict`);
}
