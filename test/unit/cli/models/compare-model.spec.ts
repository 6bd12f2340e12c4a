import { expect, it } from 'vitest';
import { compareModel } from '../../../../src/cli/models/compare-model.js';
import type { Conversion } from '../../../../src/cli/models/convert-model.js';
import { openArtifact } from '../../../../src/inference/index.js';
import { sumModel } from '../../inference/onnx-file.js';

const rows = [
  [1, 2, 4],
  [0.5, 0.25, 8],
];
const conversion = (expected: number[][], onnxruntime = expected): Conversion => ({
  estimator: 'Sum',
  kind: 'regressor',
  scikit_learn: '1.9.1',
  width: 3,
  features: null,
  classes: null,
  output: 'sum',
  rows,
  expected,
  onnxruntime,
  allowed: [1e-5, 1e-5],
});

it('tells the largest difference, there and here', async () => {
  const model = await openArtifact(sumModel);
  const found = await compareModel(model, conversion([[7.000001], [8.75]], [[7.000004], [8.75]]));
  expect(found.here).toBeCloseTo(1e-6, 9);
  expect(found.onnxruntime).toBeCloseTo(3e-6, 9);
  expect(found).toMatchObject({ rows: 2, largest: 8.75, telling: true });
  expect(await compareModel(model, conversion([[7], [7]], [[7], [7]])).catch((error: unknown) => error)).toMatchObject({ code: 'model_differs' });
  await model.close();
});

it.each([
  ['here', [[7], [8.7501]], undefined, 'the runtime of this installation'],
  ['there', [[7], [8.75]], [[7.1], [8.75]], 'ONNX Runtime'],
  ['in what is no number', [[7], [8.75]], [[NaN], [8.75]], 'ONNX Runtime'],
])('refuses a difference %s that float32 does not explain', async (_, expected, onnxruntime, where) => {
  const model = await openArtifact(sumModel);
  await expect(compareModel(model, conversion(expected, onnxruntime))).rejects.toMatchObject({
    code: 'model_differs',
    message: expect.stringContaining(where),
  });
  await model.close();
});
