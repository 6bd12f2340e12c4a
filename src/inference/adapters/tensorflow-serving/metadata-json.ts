import type { SignatureMessage } from '../../domain/tensorflow/signature.js';

type Json = Readonly<Record<string, unknown>>;

/** The signatures in the REST answer for a model's metadata; undefined where it has none. Sizes are digits there, names as in the contract. */
export function signaturesOf(answer: Json): Readonly<Record<string, SignatureMessage>> | undefined {
  const definitions = at(at(at(answer, 'metadata'), 'signature_def'), 'signature_def');
  if (!definitions) return undefined;
  return Object.fromEntries(Object.entries(definitions).map(([name, definition]) => [name, signature(definition as Json)]));
}

function signature(definition: Json): SignatureMessage {
  const infos = (name: string) => Object.fromEntries(Object.entries(at(definition, name) ?? {}).map(([tensor, info]) => [tensor, tensorInfo(info as Json)]));
  return { inputs: infos('inputs'), outputs: infos('outputs') };
}

function tensorInfo(info: Json): NonNullable<SignatureMessage['inputs']>[string] {
  const shape = at(info, 'tensor_shape') ?? {};
  const dim = Array.isArray(shape['dim']) ? (shape['dim'] as { size?: string }[]) : [];
  return { dtype: typeof info['dtype'] === 'string' ? info['dtype'] : 'DT_INVALID', tensorShape: { dim, unknownRank: shape['unknown_rank'] === true } };
}

function at(value: unknown, name: string): Json | undefined {
  const inner = typeof value === 'object' && value !== null ? (value as Json)[name] : undefined;
  return typeof inner === 'object' && inner !== null ? (inner as Json) : undefined;
}
