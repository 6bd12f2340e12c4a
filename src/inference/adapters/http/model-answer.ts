import { count, integer, nullable, object, schemaRef, text, time } from '../../../platform/http/index.js';
import type { ModelSignature, ModelVersion } from '../../ports/model-registry.port.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';

/** A version of a model, as it is told over REST. */
export interface ModelVersionAnswer {
  readonly name: string;
  readonly version: number;
  readonly digest: string;
  readonly format: string;
  readonly size_bytes: number;
  readonly registered_at: string;
}

interface TensorAnswer {
  readonly name: string;
  readonly type: string | null;
  readonly shape: readonly (number | null)[];
}

/** The same with what the model takes and gives. */
export interface ModelAnswer extends ModelVersionAnswer {
  readonly inputs: readonly TensorAnswer[];
  readonly outputs: readonly TensorAnswer[];
}

export function versionAnswer({ name, version, digest, format, sizeBytes, createdAt }: ModelVersion): ModelVersionAnswer {
  return { name, version, digest, format, size_bytes: sizeBytes, registered_at: createdAt.toISOString() };
}

export function modelAnswer(model: ModelVersion, { inputs, outputs }: ModelSignature): ModelAnswer {
  return { ...versionAnswer(model), inputs: inputs.map(tensorAnswer), outputs: outputs.map(tensorAnswer) };
}

function tensorAnswer({ name, type, shape }: ModelTensor): TensorAnswer {
  return { name, type: type ?? null, shape: shape.map((size) => size ?? null) };
}

const tensor = object({
  name: text,
  type: nullable({ ...text, description: 'Element type; null for what is no tensor' }),
  shape: { type: 'array', items: nullable(integer), description: 'Sizes; null where the model leaves one open' },
});
const version = {
  name: text,
  version: { ...count, minimum: 1, description: 'From 1, without a gap' },
  digest: { ...text, description: 'SHA-256 of the file, hex; of a model on another server, of its URI' },
  format: { enum: ['onnx', 'tensorflow-serving', 'open-inference'], description: 'What the artifact is: a file, or the URI of a model on another server' },
  ...{ size_bytes: count, registered_at: time },
};
const EXAMPLE: ModelVersionAnswer = {
  ...{ name: 'card-fraud', version: 1, digest: '8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae' },
  ...{ format: 'onnx', size_bytes: 251708, registered_at: '2026-01-01T09:30:00.000Z' },
};
const inputs: TensorAnswer[] = [{ name: 'features', type: 'float32', shape: [null, 15] }];
const outputs: TensorAnswer[] = [{ name: 'probabilities', type: 'float32', shape: [null, 2] }];
const versions = { type: 'array', items: schemaRef('ModelVersion') };

/** JSON Schemas of what this module answers over HTTP; the composition root makes them components of the OpenAPI document. */
export const inferenceSchemas: Readonly<Record<string, object>> = {
  ModelVersion: object(version, { examples: [EXAMPLE] }),
  Model: object(
    { ...version, inputs: { type: 'array', items: tensor }, outputs: { type: 'array', items: tensor } },
    { description: 'A version, with what it takes and gives', examples: [{ ...EXAMPLE, inputs, outputs }] },
  ),
  ModelList: object({ models: { ...versions, description: 'The newest version of every name' } }, { examples: [{ models: [EXAMPLE] }] }),
  ModelVersions: object({ name: text, versions: { ...versions, description: 'Newest first' } }, { examples: [{ name: 'card-fraud', versions: [EXAMPLE] }] }),
};
