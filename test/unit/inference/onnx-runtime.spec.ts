import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { OnnxRuntime } from '../../../src/inference/adapters/onnx/onnx.adapter.js';
import { copyModel, sumModel } from './onnx-file.js';

const runtime = new OnnxRuntime();

describe('ONNX Runtime', () => {
  it('tells what a model takes and gives', async () => {
    const model = await runtime.open(sumModel);
    expect(model.inputs).toEqual([{ name: 'features', type: 'float32', shape: [undefined, 3] }]);
    expect(model.outputs).toEqual([
      { name: 'sum', type: 'float32', shape: [undefined, 1] },
      { name: 'largest', type: 'int64', shape: [undefined] },
    ]);
    expect((await runtime.open(copyModel([4, 3]))).inputs[0].shape).toEqual([4, 3]);
    await model.close();
  });

  it('gives the outputs that were asked for, and no other', async () => {
    const model = await runtime.open(sumModel);
    const rows = Float64Array.of(1, 2, 3, 9, 5, 6);
    expect(await model.run(rows, 3, ['sum'])).toEqual({ sum: { data: Float32Array.of(6, 20), width: 1 } });
    expect(await model.run(rows, 3, ['largest'])).toEqual({ largest: { data: Float64Array.of(2, 0), width: 1 } });
  });

  it('casts a double once, to the nearest float', async () => {
    const model = await runtime.open(copyModel(['rows', 2]));
    const outputs = await model.run(Float64Array.of(57.16, 1e300), 2, ['score']);
    expect(Array.from(outputs.score.data)).toEqual([Math.fround(57.16), Infinity]);
  });

  it.each([Buffer.from('no model'), Buffer.alloc(0), sumModel.subarray(0, 90)])('refuses a file that is none', async (bytes) => {
    await expect(runtime.open(bytes)).rejects.toMatchObject({ code: 'model_unreadable', kind: 'poison' });
  });

  it('reads a model that lies within a larger buffer', async () => {
    const larger = Buffer.concat([Buffer.alloc(13, 1), sumModel, Buffer.alloc(5, 1)]);
    const model = await runtime.open(larger.subarray(13, 13 + sumModel.length));
    expect(model.inputs[0].name).toBe('features');
  });

  it('tells a failed run as one that may be tried again', async () => {
    const model = await runtime.open(sumModel);
    await expect(model.run(Float64Array.of(1, 2), 2, ['sum'])).rejects.toMatchObject({ code: 'model_failed', kind: 'retryable' });
  });

  it('opens the example pipeline’s model', async () => {
    const model = await runtime.open(await readFile(new URL('../../../pipelines/card-fraud/card-fraud.onnx', import.meta.url)));
    expect(model.inputs).toEqual([{ name: 'features', type: 'float32', shape: [undefined, 15] }]);
    expect(model.outputs.map((output) => output.name)).toEqual(['label', 'probabilities']);
  });
});
