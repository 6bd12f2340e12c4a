import type { ModelOutputs } from '../../definition/index.js';

/** Rows that go to the model in one run: `rows` of them from row `from` on, filled up to `size` with zeros. */
export interface Batch {
  readonly from: number;
  readonly rows: number;
  readonly size: number;
}

/** Cuts `rows` into runs of at most `mostRows`, or of exactly `fixedBatch` where the model has one. */
export function cutBatches(rows: number, mostRows: number, fixedBatch: number | undefined): Batch[] {
  const most = fixedBatch ?? mostRows;
  const batches: Batch[] = [];
  for (let from = 0; from < rows; from += most) {
    const taken = Math.min(most, rows - from);
    batches.push({ from, rows: taken, size: fixedBatch ?? taken });
  }
  return batches;
}

/** The values of a batch: a view where it is full, a copy with zeros behind where not. */
export function batchRows(values: Float64Array, width: number, batch: Batch): Float64Array {
  const own = values.subarray(batch.from * width, (batch.from + batch.rows) * width);
  if (batch.size === batch.rows) return own;
  const padded = new Float64Array(batch.size * width);
  padded.set(own);
  return padded;
}

/** `ModelOutputs` whose values lie in typed arrays, so that their bits can be compared. */
export interface TypedOutputs {
  readonly [name: string]: { readonly data: Float32Array | Float64Array; readonly width: number };
}

/** Gathers the outputs of batches in the rows' order; each keeps the type in which the first batch gave it. */
export class OutputRows {
  private readonly targets = new Map<string, TypedOutputs[string]>();

  constructor(private readonly rows: number) {}

  add(batch: Batch, outputs: ModelOutputs): void {
    for (const name of Object.keys(outputs)) {
      const { data, width } = outputs[name];
      let target = this.targets.get(name);
      if (!target) {
        const Values = data instanceof Float32Array ? Float32Array : Float64Array;
        this.targets.set(name, (target = { data: new Values(this.rows * width), width }));
      }
      const from = batch.from * width;
      for (let i = 0, n = batch.rows * width; i < n; i++) target.data[from + i] = data[i];
    }
  }

  take(): TypedOutputs {
    return Object.fromEntries(this.targets);
  }
}
