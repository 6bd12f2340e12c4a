import { DEFAULT_SIGNATURE } from '../../domain/tensorflow/signature.js';
import { dtypeOf } from '../../domain/tensorflow/tensor-proto.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';
import type { ServedModel, ServingState } from '../../ports/scoring.port.js';

const STATE: Readonly<Record<ServingState['state'], string | undefined>> = { available: 'AVAILABLE', loading: 'LOADING', refused: 'END', idle: undefined };

/** The protocol's name of a state; undefined for a version that it would not know of. */
export const stateOf = ({ state }: ServingState): string | undefined => STATE[state];

/** The versions that are open, are being opened or were refused: the protocol does not know of others. Versions are texts. */
export function statusJson(versions: readonly ServingState[], only: number | undefined): string {
  const told = versions.filter(({ version, state }) => STATE[state] !== undefined && (only === undefined || only === version));
  const statuses = told.map(({ version, state, reason = '' }) => ({
    version: String(version),
    state: STATE[state],
    status: { error_code: state === 'refused' ? 'FAILED_PRECONDITION' : 'OK', error_message: reason },
  }));
  return JSON.stringify({ model_version_status: statuses });
}

export function metadataJson({ name, version, inputs, outputs }: ServedModel): string {
  const signature = { inputs: infos(inputs), outputs: infos(outputs), method_name: 'tensorflow/serving/predict' };
  return JSON.stringify({
    model_spec: { name, signature_name: '', version: String(version) },
    metadata: { signature_def: { signature_def: { [DEFAULT_SIGNATURE]: signature } } },
  });
}

function infos(tensors: readonly ModelTensor[]): object {
  return Object.fromEntries(tensors.map(({ name, type, shape }) => [name, { dtype: dtypeOf(type), tensor_shape: tensorShape(shape), name }]));
}

function tensorShape(shape: ModelTensor['shape']): object {
  return { dim: shape.map((size) => ({ size: String(size ?? -1), name: '' })), unknown_rank: false };
}
