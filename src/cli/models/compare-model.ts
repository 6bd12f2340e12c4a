import { MillraceError } from '../../definition/index.js';
import { type RuntimeModel, runBatches } from '../../inference/index.js';
import type { Conversion } from './convert-model.js';

/** Largest differences from what scikit-learn answered, over all rows and values. */
export interface Comparison {
  readonly rows: number;
  /** ONNX Runtime where the model was converted. */
  readonly onnxruntime: number;
  /** The runtime of this installation. */
  readonly here: number;
  /** The largest answer of scikit-learn: what the differences are to be measured by. */
  readonly largest: number;
  /** False where scikit-learn answers all rows alike: then equality says little. */
  readonly telling: boolean;
}

/** Scores the drawn rows here and compares. Error: `model_differs` (poison) where the difference is more than float32 explains. */
export async function compareModel(model: RuntimeModel, conversion: Conversion): Promise<Comparison> {
  const { rows, expected, width, output, allowed } = conversion;
  const outputs = await runBatches(model, { values: Float64Array.from(rows.flat()), width, outputs: [output] }, { mostRows: model.mostRows });
  const { data, width: answers } = outputs[output];
  const here = expected.map((_, row) => Array.from(data.subarray(row * answers, (row + 1) * answers)));
  const found = { onnxruntime: differences(expected, conversion.onnxruntime), here: differences(expected, here) };
  for (const [where, of] of Object.entries(found)) refuse(where, of, allowed);
  const last = expected.map((row) => row.at(-1) ?? 0);
  const telling = last.some((value) => Math.abs(value - last[0]) > 1e-3 * Math.max(1e-9, Math.abs(last[0])));
  return {
    rows: rows.length,
    onnxruntime: Math.max(...found.onnxruntime),
    here: Math.max(...found.here),
    largest: Math.max(...expected.flat().map(Math.abs)),
    telling,
  };
}

/** The largest difference of each row. */
function differences(expected: Conversion['expected'], got: Conversion['expected']): number[] {
  return expected.map((row, i) => Math.max(...row.map((value, j) => Math.abs(value - got[i][j]))));
}

/** What is no number compares as false, and is refused too. */
function refuse(where: string, of: readonly number[], allowed: readonly number[]): void {
  const row = of.findIndex((difference, i) => !(difference <= allowed[i]));
  if (row < 0) return;
  const runtime = where === 'here' ? 'the runtime of this installation' : 'ONNX Runtime';
  throw new MillraceError(
    'model_differs',
    'poison',
    `the converted model is not the same: on row ${row + 1} of ${of.length} ${runtime} and scikit-learn differ by ${of[row].toExponential(1)}, ` +
      `where float32 explains ${allowed[row].toExponential(1)}. It is not added`,
  );
}
