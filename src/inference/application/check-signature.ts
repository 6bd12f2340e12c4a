import { MillraceError, nearest } from '../../definition/index.js';
import type { ModelTensor, RuntimeModel } from '../ports/model-runtime.port.js';
import type { ModelReference } from '../ports/models.port.js';

const OUTPUT_TYPES = new Set(['float32', 'float64', 'int64', 'int32', 'bool']);

/** What the model's own shape says of its batches. */
export interface Signature {
  readonly input: string;
  /** The only number of rows that the model takes, where it names one. */
  readonly batch: number | undefined;
}

/** Compares a model with what a pipeline will ask of it. Errors: `model_signature_mismatch`, `model_output_unknown` (poison). */
export function checkSignature(model: Pick<RuntimeModel, 'inputs' | 'outputs'>, reference: ModelReference): Signature {
  const input = checkInput(model.inputs, reference);
  for (const name of reference.outputs) checkOutput(model.outputs, name, reference);
  return { input: input.name, batch: input.shape[0] };
}

function checkInput(inputs: readonly ModelTensor[], { name, width }: ModelReference): ModelTensor {
  const [input] = inputs;
  if (inputs.length !== 1)
    throw mismatch(name, `it has ${inputs.length} inputs (${inputs.map((tensor) => tensor.name).join(', ')}), where one input with all features is needed`);
  if (input.type !== 'float32') throw mismatch(name, `its input "${input.name}" is ${input.type ?? 'no tensor'}, where float32 is needed`);
  if (input.shape.length !== 2) throw mismatch(name, `its input "${input.name}" has ${input.shape.length} dimensions, where two are needed: rows and features`);
  if (input.shape[1] !== undefined && input.shape[1] !== width) {
    throw mismatch(
      name,
      `it takes ${input.shape[1]} features, and the pipeline's vector has ${width}: compare "inputs" with the order in which it was trained`,
    );
  }
  return input;
}

function checkOutput(outputs: readonly ModelTensor[], wanted: string, { name }: ModelReference): void {
  const output = outputs.find((tensor) => tensor.name === wanted);
  const names = outputs.map((tensor) => tensor.name);
  if (!output) {
    const near = nearest(wanted, names);
    const message = `the model "${name}" has no output "${wanted}": ${near ? `did you mean "${near}"? ` : ''}It has ${names.join(', ')}`;
    throw new MillraceError('model_output_unknown', 'poison', message, { details: { outputs: names } });
  }
  if (output.type === undefined || !OUTPUT_TYPES.has(output.type)) {
    throw mismatch(name, `its output "${wanted}" is ${output.type ?? 'no tensor'}, where numbers are needed (a classifier is exported without ZipMap)`);
  }
}

function mismatch(name: string, reason: string): MillraceError {
  return new MillraceError('model_signature_mismatch', 'poison', `the model "${name}" does not fit the pipeline: ${reason}`);
}
