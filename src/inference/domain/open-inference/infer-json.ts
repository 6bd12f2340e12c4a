import { MillraceError } from '../../../definition/index.js';
import { type Tensor, elementsOf, invalid } from '../tensor.js';
import { jsonValues, readValues } from '../tensor-values.js';
import { datatypeOf, typeOf } from './datatypes.js';
import { readRaw } from './raw-tensor.js';

type Json = Readonly<Record<string, unknown>>;

/** An output that is asked for, and whether its values are to come as bytes behind the JSON. */
export interface WantedOutput {
  readonly name: string;
  readonly binary: boolean;
}

export interface InferRequest {
  readonly id: string | undefined;
  readonly inputs: readonly Tensor[];
  /** Undefined: all. */
  readonly outputs: readonly WantedOutput[] | undefined;
  /** How the outputs come that say nothing of it. */
  readonly binary: boolean;
}

/** Reads the request of an inference; `binary` are the bytes behind the JSON. Errors: `malformed`, `tensor_invalid` (poison). */
export function readInferRequest(body: unknown, binary: Uint8Array): InferRequest {
  const json = objectOf(body, 'the request');
  const { id, inputs, outputs, parameters } = json;
  if (id !== undefined && typeof id !== 'string') throw malformed('"id" is no text');
  if (!Array.isArray(inputs) || inputs.length === 0) throw malformed('"inputs" is no list with at least one tensor');
  const asBytes = parameters !== undefined && objectOf(parameters, '"parameters"').binary_data_output === true;
  return { id, inputs: readTensors(inputs, binary), outputs: readWanted(outputs, asBytes), binary: asBytes };
}

/** Reads tensors whose data is in place or in the bytes, one after the other; none of the bytes may be left. */
export function readTensors(list: readonly unknown[], binary: Uint8Array): Tensor[] {
  let at = 0;
  const tensors: Tensor[] = [];
  for (const one of list) {
    const { name, shape, datatype, data, parameters } = objectOf(one, 'a tensor');
    if (typeof name !== 'string') throw malformed('a tensor has no "name"');
    if (!Array.isArray(shape)) throw invalid(name, 'it has no "shape"');
    const type = typeOf(datatype);
    if (!type) throw invalid(name, `its "datatype" is none that is served: ${JSON.stringify(datatype)?.slice(0, 40)}`);
    const size = parameters === undefined ? undefined : objectOf(parameters, '"parameters"').binary_data_size;
    if (size === undefined) {
      tensors.push({ name, type, shape: shape as number[], data: readValues(name, type, shape as number[], data) });
      continue;
    }
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw invalid(name, '"binary_data_size" is no number of bytes');
    if (data !== undefined) throw invalid(name, 'it has "data" and "binary_data_size": one of them is needed');
    if (at + size > binary.length) throw invalid(name, `it needs ${size} bytes behind the JSON, and ${binary.length - at} are left`);
    tensors.push({ name, type, shape: shape as number[], data: readRaw(name, type, elementsOf(name, shape), binary.subarray(at, at + size)) });
    at += size;
  }
  if (at !== binary.length) throw malformed(`${binary.length - at} bytes behind the JSON belong to no tensor`);
  return tensors;
}

function readWanted(outputs: unknown, asBytes: boolean): WantedOutput[] | undefined {
  if (outputs === undefined) return undefined;
  if (!Array.isArray(outputs)) throw malformed('"outputs" is no list');
  // An empty list asks for everything, as no list does.
  if (outputs.length === 0) return undefined;
  return outputs.map((one) => {
    const { name, parameters } = objectOf(one, 'an output');
    if (typeof name !== 'string') throw malformed('an output has no "name"');
    if (parameters === undefined) return { name, binary: asBytes };
    const { binary_data: binary, classification } = objectOf(parameters, '"parameters"');
    if (classification !== undefined) throw malformed('"classification" is not served: read the scores');
    return { name, binary: binary === undefined ? asBytes : binary === true };
  });
}

/** The JSON of a tensor, with its data in it. */
export function tensorJson({ name, type, shape, data }: Tensor): string {
  return `{"name":${JSON.stringify(name)},"datatype":"${datatypeOf(type)}","shape":[${shape.join(',')}],"data":${jsonValues(type, data)}}`;
}

/** The JSON of a tensor whose data comes as so many bytes behind it. */
export function binaryTensorJson({ name, type, shape }: Tensor, bytes: number): string {
  return `{"name":${JSON.stringify(name)},"datatype":"${datatypeOf(type)}","shape":[${shape.join(',')}],"parameters":{"binary_data_size":${bytes}}}`;
}

function objectOf(value: unknown, what: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw malformed(`${what} is no JSON object`);
}

export function malformed(reason: string): MillraceError {
  return new MillraceError('malformed', 'poison', `the inference request cannot be read: ${reason}`);
}
