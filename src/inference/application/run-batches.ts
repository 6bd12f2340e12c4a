import { MillraceError } from '../../definition/index.js';
import { batchRows, cutBatches, OutputRows, type TypedOutputs } from '../domain/batches.js';
import type { RuntimeModel } from '../ports/model-runtime.port.js';

/** Rows for a model, row-major. */
export interface ModelRows {
  readonly values: Float64Array;
  readonly width: number;
  readonly outputs: readonly string[];
}

export interface BatchLimits {
  readonly mostRows: number;
  readonly fixedBatch?: number | undefined;
  /** When to give up, by `performance.now()`. */
  readonly untilMs?: number | undefined;
}

/** Runs the rows in batches and lets the loop turn between two of them. Errors: `model_deadline`, `model_failed` (retryable). */
export async function runBatches(model: RuntimeModel, { values, width, outputs }: ModelRows, limits: BatchLimits): Promise<TypedOutputs> {
  const rows = values.length / width;
  const gathered = new OutputRows(rows);
  for (const batch of cutBatches(rows, limits.mostRows, limits.fixedBatch)) {
    if (batch.from > 0) await new Promise((resolve) => setImmediate(resolve));
    const leftMs = limits.untilMs === undefined ? undefined : limits.untilMs - performance.now();
    if (leftMs !== undefined && leftMs < 0) {
      throw new MillraceError('model_deadline', 'retryable', `the model did not answer in time: ${batch.from} of ${rows} rows were scored`);
    }
    gathered.add(batch, await model.run(batchRows(values, width, batch), width, outputs, leftMs));
  }
  return gathered.take();
}
