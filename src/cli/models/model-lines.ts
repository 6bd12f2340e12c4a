import { layOut } from '../table.js';
import { count } from '../terminal.js';
import type { Comparison } from './compare-model.js';
import type { Conversion } from './convert-model.js';
import type { ModelAnswer, ModelVersionAnswer } from './model-answers.js';

const SHORT_DIGEST = 12;

/** A version with what it takes and gives. */
export function modelLines(model: ModelAnswer, classes?: readonly string[] | null): string[] {
  const head = `${model.name} version ${model.version}: ${model.format}, ${count(model.size_bytes)} bytes, sha256 ${model.digest}, registered ${model.registered_at}`;
  return [head, ...signatureLines(model, classes)];
}

/** Inputs and outputs; the classes beside the probabilities, whose columns they are. */
export function signatureLines({ inputs, outputs }: Pick<ModelAnswer, 'inputs' | 'outputs'>, classes?: readonly string[] | null): string[] {
  const rows = [...inputs.map((tensor) => ({ side: 'input', tensor })), ...outputs.map((tensor) => ({ side: 'output', tensor }))].map(({ side, tensor }) => {
    const shape = `[${tensor.shape.map((size) => size ?? 'n').join(', ')}]`;
    const note = side === 'output' && tensor.name === 'probabilities' && classes ? `classes ${classes.join(', ')}` : '';
    return [`  ${side}`, tensor.name, `${tensor.type ?? 'no tensor'} ${shape}`, note];
  });
  return layOut({ head: ['', '', '', ''], rows }, Infinity).slice(1);
}

export function conversionLines({ estimator, kind, scikit_learn: version, width, features }: Conversion, compared: Comparison): string[] {
  const names = features ? `: ${features.join(', ')}` : ', which it does not name';
  const told = `compared on ${compared.rows} rows: the largest difference from scikit-learn is ${digits(compared.onnxruntime)} in ONNX Runtime for Python, ${digits(compared.here)} in this installation${kind === 'classifier' ? '' : ` (answers reach ${compared.largest.toPrecision(3)})`}`;
  return [
    `${estimator} of scikit-learn ${version}, ${width} features${names}`,
    told,
    ...(compared.telling ? [] : ['note: all rows come out alike, so the comparison says little; try the model on rows of your own']),
  ];
}

function digits(difference: number): string {
  return difference === 0 ? '0' : difference.toExponential(1);
}

/** One row for each version. */
export function listLines(models: readonly ModelVersionAnswer[], columns: number): string[] {
  if (models.length === 0) return ['no model is registered: add one with `millrace models add FILE`'];
  const rows = models.map((one) => [one.name, one.version, one.format, one.size_bytes, one.digest.slice(0, SHORT_DIGEST), one.registered_at]);
  return layOut({ head: ['model', 'version', 'format', 'bytes', 'sha256', 'registered'], rows }, columns);
}
