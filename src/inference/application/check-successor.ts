import { MillraceError } from '../../definition/index.js';
import type { ModelTensor } from '../ports/model-runtime.port.js';
import type { ServedModel } from '../ports/scoring.port.js';

/**
 * A new version takes what is sent to the one before, and gives what is read from it; it may give more.
 * Error: `model_incompatible` (poison).
 */
export function checkSuccessor(before: ServedModel, next: ServedModel): void {
  for (const input of before.inputs) {
    const taken = next.inputs.find(({ name }) => name === input.name);
    if (!taken || !same(input, taken)) throw incompatible(next, `does not take "${input.name}" as ${text(input)}${taken ? `, but as ${text(taken)}` : ''}`);
  }
  const more = next.inputs.find(({ name }) => before.inputs.every((input) => input.name !== name));
  if (more) throw incompatible(next, `takes "${more.name}" too, which nobody sends`);
  for (const output of before.outputs) {
    const given = next.outputs.find(({ name }) => name === output.name);
    if (!given || given.type !== output.type || given.shape.length !== output.shape.length)
      throw incompatible(next, `does not give "${output.name}" as ${text(output)}${given ? `, but as ${text(given)}` : ''}`);
  }
}

/** A size that was given may be left open. */
function same(before: ModelTensor, next: ModelTensor): boolean {
  return (
    before.type === next.type && before.shape.length === next.shape.length && next.shape.every((size, i) => size === undefined || size === before.shape[i])
  );
}

const text = ({ type, shape }: ModelTensor): string => `${type ?? 'no tensor'}[${shape.map((size) => size ?? '-1').join(',')}]`;

function incompatible({ name, version }: ServedModel, reason: string): MillraceError {
  const message = `version ${version} of the model "${name}" ${reason}: the version before it goes on; register it under another name, or ask for it by number`;
  return new MillraceError('model_incompatible', 'poison', message);
}
