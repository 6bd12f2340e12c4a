import { MillraceError, nearest } from '../../definition/index.js';
import { type Tensor, invalid } from '../domain/tensor.js';
import type { ModelTensor } from '../ports/model-runtime.port.js';

/** Checks tensors against what a model takes, and names outputs; made once for a model, so that a request costs no more than comparisons. */
export class TensorCheck {
  private readonly inputs: ReadonlyMap<string, ModelTensor>;
  private readonly outputs: readonly string[];

  constructor(
    private readonly name: string,
    signature: { readonly inputs: readonly ModelTensor[]; readonly outputs: readonly ModelTensor[] },
  ) {
    this.inputs = new Map(signature.inputs.map((input) => [input.name, input]));
    this.outputs = signature.outputs.map((output) => output.name);
  }

  /** Error: `tensor_invalid` (poison). */
  check(tensors: readonly Tensor[]): void {
    for (const tensor of tensors) {
      const input = this.inputs.get(tensor.name);
      if (!input) throw invalid(tensor.name, `the model "${this.name}" has no such input, it takes ${[...this.inputs.keys()].join(', ')}`);
      if (input.type !== tensor.type) throw invalid(tensor.name, `it is ${tensor.type}, where the model takes ${input.type ?? 'no tensor'}`);
      if (!fits(tensor.shape, input.shape)) throw invalid(tensor.name, `its shape is [${tensor.shape.join(',')}], where the model takes ${shapeText(input)}`);
    }
    if (tensors.length !== this.inputs.size || new Set(tensors.map(({ name }) => name)).size !== tensors.length) throw this.incomplete(tensors);
  }

  /** The outputs that are asked for; all of them where none are named. Error: `model_output_unknown` (poison). */
  wanted(names: readonly string[] | undefined): readonly string[] {
    if (!names) return this.outputs;
    for (const name of names) {
      if (this.outputs.includes(name)) continue;
      const near = nearest(name, this.outputs);
      const hint = near ? `did you mean "${near}"? ` : '';
      const message = `the model "${this.name}" has no output "${name.slice(0, 100)}": ${hint}It has ${this.outputs.join(', ')}`;
      throw new MillraceError('model_output_unknown', 'poison', message);
    }
    return names;
  }

  private incomplete(tensors: readonly Tensor[]): MillraceError {
    const missing = [...this.inputs.keys()].filter((name) => tensors.every((tensor) => tensor.name !== name));
    const reason = missing.length > 0 ? `misses ${missing.join(', ')}` : 'has an input twice';
    return new MillraceError('tensor_invalid', 'poison', `the request to the model "${this.name}" ${reason}`);
  }
}

function fits(shape: readonly number[], wanted: readonly (number | undefined)[]): boolean {
  if (shape.length !== wanted.length) return false;
  for (let i = 0; i < shape.length; i++) if (wanted[i] !== undefined && wanted[i] !== shape[i]) return false;
  return true;
}

const shapeText = ({ shape }: ModelTensor): string => `[${shape.map((size) => size ?? '-1').join(',')}]`;
