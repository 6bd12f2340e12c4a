import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { OnnxRuntime } from '../../../src/inference/adapters/onnx/onnx.adapter.js';
import { checkBatchInvariance } from '../../../src/inference/application/check-batch-invariance.js';
import { runBatches } from '../../../src/inference/application/run-batches.js';
import { sharedData } from './shared-data.js';

const WIDTH = 15;
const FIRST_FEATURE = 6;

const golden = sharedData('fraud-golden-features.csv.gz');
const forest = sharedData('fraud-forest.onnx');
const logreg = sharedData('fraud-logreg.onnx');

describe.skipIf(!golden || !forest || !logreg)('published models', () => {
  it.each([
    ['p_forest', forest, 1e-6, { invariant: true }],
    // The product of a row and of many rows with the coefficients are summed in another order: it needs a fixed batch.
    ['p_logreg', logreg, 1e-6, { invariant: false, fixedBatch: 64 }],
  ])('%s scores as published, a row alike in any batch', async (column, file, tolerance, ruled) => {
    const [head, ...lines] = gunzipSync(readFileSync(golden as string))
      .toString('utf8')
      .trim()
      .split('\n');
    const names = head.trim().split(',');
    const rows = lines.map((line) => line.split(',').map(Number));
    const values = Float64Array.from(rows.flatMap((row) => row.slice(FIRST_FEATURE, FIRST_FEATURE + WIDTH)));
    const expected = rows.map((row) => row[names.indexOf(column)]);

    const model = await new OnnxRuntime().open(readFileSync(file as string));
    const rule = await checkBatchInvariance(model, WIDTH, ['probabilities'], undefined);
    expect(rule).toEqual(ruled);
    const score = (part: Float64Array) =>
      runBatches(model, { values: part, width: WIDTH, outputs: ['probabilities'] }, { mostRows: model.mostRows, fixedBatch: rule.fixedBatch });
    const all = await score(values);
    for (const size of [1, 11, 300]) {
      for (let row = 0; row < rows.length; row += size) {
        const part = await score(values.slice(row * WIDTH, (row + size) * WIDTH));
        expect(part.probabilities.data).toEqual(all.probabilities.data.slice(row * 2, (row + size) * 2));
      }
    }
    const furthest = Math.max(...expected.map((p, i) => Math.abs(p - all.probabilities.data[i * 2 + 1])));
    expect(furthest).toBeLessThan(tolerance);
  });
});
