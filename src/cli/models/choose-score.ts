import { MillraceError } from '../../definition/index.js';
import type { BindableModel } from './bindable-model.js';

const NUMBERS = new Set(['float32', 'float64']);
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** What `predict` says of the model's outputs. */
export interface Chosen {
  readonly score: string;
  readonly decision?: string;
}

/**
 * What of the model's outputs is the score: the probability of the second of two classes, or the only number it gives; else the caller
 * says. Error: `model_score` (poison) with the outputs there are.
 */
export function chooseScore({ name, outputs, classes }: BindableModel, asked: string | undefined): Chosen {
  if (asked !== undefined) return { score: asked };
  const numbers = outputs.filter(({ type }) => type !== undefined && NUMBERS.has(type));
  const [only] = numbers;
  if (!only) {
    throw refused(
      `the model "${name}" gives no tensor of numbers (it has ${outputs.map((output) => output.name).join(', ')}): export a classifier without ZipMap, with options={'zipmap': False}`,
    );
  }
  const output = numbers.find((tensor) => tensor.name === 'probabilities') ?? only;
  if (!IDENTIFIER.test(output.name))
    throw refused(`the output "${output.name}" cannot be named in an expression: export it with a name of letters, digits and _`);
  const width = classes?.length ?? output.shape[1] ?? 1;
  if (width === 1 && numbers.length === 1) return { score: output.name };
  if (width === 2)
    return { score: `${output.name}[1]`, decision: `score >= 0.5 ? ${quoted(classes?.[1] ?? 'positive')} : ${quoted(classes?.[0] ?? 'negative')}` };
  const named = classes ? ` (${classes.map((label, i) => `${i} is ${label}`).join(', ')})` : '';
  throw refused(
    `the model "${name}" gives ${numbers.map((tensor) => tensor.name).join(', ')}, ${output.name} with ${width} values a row${named}: say which is the score with --score, such as --score "${output.name}[0]"`,
  );
}

/** A text of CEL. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function refused(message: string): MillraceError {
  return new MillraceError('model_score', 'poison', message);
}
