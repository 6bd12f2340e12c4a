import { MillraceError } from '../../definition/index.js';
import type { TypedOutputs } from '../domain/batches.js';
import { PROBE_ROWS, probeRows } from '../domain/probe-rows.js';
import type { RuntimeModel } from '../ports/model-runtime.port.js';
import { type ModelRows, runBatches } from './run-batches.js';

/** Batches in which rows must come out as they do alone: an odd size with a rest, and all at once. */
const COMPARED = [7, PROBE_ROWS];
/** Tried where they do not. */
const PADDED = 64;
/** Not a multiple of it, so that padding is tried too. */
const STEADY_ROWS = 250;

/** How a model is to be called so that a row gets the same bits whatever it comes with. */
export interface BatchRule {
  readonly invariant: boolean;
  readonly fixedBatch?: number;
}

/**
 * Scores the probe rows in batches of several sizes and compares bits; this also warms the model. Where they differ, a batch size is
 * pinned at which a row's bits depend neither on its place nor on the rows beside it; alone, a row can depend on nothing else.
 * @param given the only batch size that the model's shape allows. Error: `model_signature_mismatch` (poison) when its rows depend on each other.
 */
export async function checkBatchInvariance(model: RuntimeModel, width: number, outputs: readonly string[], given: number | undefined): Promise<BatchRule> {
  const rows = { values: probeRows(width), width, outputs };
  if (given === undefined) {
    if (await scoresAlike(model, rows)) return { invariant: true };
    return { invariant: false, fixedBatch: (await isSteady(model, rows, PADDED)) ? PADDED : 1 };
  }
  if (given > 1 && !(await isSteady(model, rows, given))) {
    const message = `the model takes exactly ${given} rows and a row's outputs depend on the others: export it with an open batch dimension`;
    throw new MillraceError('model_signature_mismatch', 'poison', message);
  }
  return { invariant: false, fixedBatch: given };
}

async function scoresAlike(model: RuntimeModel, rows: ModelRows): Promise<boolean> {
  const alone = await runBatches(model, rows, { mostRows: 1 });
  for (const mostRows of COMPARED) {
    if (!sameBits(alone, await runBatches(model, rows, { mostRows }))) return false;
  }
  return true;
}

/** The rows in the opposite order have other neighbours and other places in their batch. */
async function isSteady(model: RuntimeModel, { values, width, outputs }: ModelRows, fixedBatch: number): Promise<boolean> {
  const ahead = values.slice(0, STEADY_ROWS * width);
  const back = reverseRows(ahead, width);
  const limits = { mostRows: fixedBatch, fixedBatch };
  const scoredAhead = await runBatches(model, { values: ahead, width, outputs }, limits);
  const scoredBack = await runBatches(model, { values: back, width, outputs }, limits);
  const turned = Object.entries(scoredBack).map(([name, output]) => [name, { width: output.width, data: reverseRows(output.data, output.width) }]);
  return sameBits(scoredAhead, Object.fromEntries(turned));
}

function reverseRows<T extends Float32Array | Float64Array>(values: T, width: number): T {
  const turned = values.slice() as T;
  const rows = values.length / width;
  for (let row = 0; row < rows; row++) turned.set(values.subarray(row * width, (row + 1) * width), (rows - 1 - row) * width);
  return turned;
}

function sameBits(left: TypedOutputs, right: TypedOutputs): boolean {
  return Object.keys(left).every((name) => bytesOf(left[name].data).equals(bytesOf(right[name].data)));
}

function bytesOf(values: Float32Array | Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
