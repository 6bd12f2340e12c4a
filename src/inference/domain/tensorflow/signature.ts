import { MillraceError, nearest } from '../../../definition/index.js';
import type { ModelTensor } from '../tensor.js';
import { type ShapeMessage, typeOfDtype } from './tensor-proto.js';

interface TensorInfo {
  readonly dtype?: string;
  readonly tensorShape?: ShapeMessage | null;
}

/** `SignatureDef` with names in camelCase. */
export interface SignatureMessage {
  readonly inputs?: Readonly<Record<string, TensorInfo>>;
  readonly outputs?: Readonly<Record<string, TensorInfo>>;
  readonly methodName?: string;
}

export const DEFAULT_SIGNATURE = 'serving_default';

/** What a signature takes and gives, by name. Error: `model_signature_unknown` (poison). */
export function readSignature(
  signatures: Readonly<Record<string, SignatureMessage>>,
  name: string,
): { inputs: readonly ModelTensor[]; outputs: readonly ModelTensor[] } {
  if (!Object.hasOwn(signatures, name)) {
    // What tools add for themselves is no signature to call.
    const names = Object.keys(signatures).filter((one) => !one.startsWith('__'));
    const near = nearest(name, names);
    const message = `the model has no signature "${name}": ${near ? `did you mean "${near}"? ` : ''}It has ${names.join(', ')}; name one with ?signature= in its URI`;
    throw new MillraceError('model_signature_unknown', 'poison', message);
  }
  const { inputs, outputs } = signatures[name];
  return { inputs: tensors(inputs), outputs: tensors(outputs) };
}

function tensors(infos: Readonly<Record<string, TensorInfo>> = {}): ModelTensor[] {
  return Object.keys(infos)
    .toSorted()
    .map((name) => {
      const { dtype, tensorShape } = infos[name];
      const shape = (tensorShape?.dim ?? []).map(({ size }) => (Number(size ?? 0) >= 0 ? Number(size ?? 0) : undefined));
      return { name, type: typeOfDtype(dtype) ?? (dtype ?? 'DT_INVALID').slice(3).toLowerCase(), shape };
    });
}
