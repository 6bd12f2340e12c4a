import type { ASTNode } from '@marcbachmann/cel-js';
import type { ModelOutputs } from '../bound-plan.js';
import { MillraceError } from '../error.js';
import type { Faults, Run, Term } from './term.js';

/** `name` alone: an output with one value a row. */
export function output(node: ASTNode, name: string): Term {
  return { node, type: 'double', path: [name], run: outputReader(name, 0, 1) };
}

/** `name[i]`: value i of an output. */
export function outputItem(node: ASTNode, name: string, index: ASTNode, faults: Faults): Term {
  const at = index.op === 'value' && typeof index.args === 'bigint' ? Number(index.args) : NaN;
  if (!(at >= 0 && at < 1_000_000))
    return faults.at(index, 'unknown_output_form', `an output of a model is read as ${name} or ${name}[0]: with a whole number between the brackets`);
  return { node, type: 'double', path: [name], run: outputReader(name, at, undefined) };
}

function outputReader(name: string, at: number, width: number | undefined): Run {
  return (outputs, row) => {
    const found = (outputs as ModelOutputs)[name];
    if (!found || at >= found.width || (width !== undefined && found.width !== width)) throw mismatch(name, at, width, found);
    return found.data[(row as number) * found.width + at];
  };
}

function mismatch(name: string, at: number, width: number | undefined, found: ModelOutputs[string] | undefined): MillraceError {
  if (!found) return new MillraceError('model_output', 'poison', `the model gave no output "${name}"`);
  const wanted = width === undefined ? `value ${at}` : 'one value';
  return new MillraceError('model_output', 'poison', `the score reads ${wanted} of "${name}", which has ${found.width} a row`);
}
