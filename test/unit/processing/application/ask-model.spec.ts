import { beforeAll, describe, expect, it } from 'vitest';
import { MillraceError, type ModelOutputs } from '../../../../src/definition/index.js';
import { OnnxRuntime } from '../../../../src/inference/adapters/onnx/onnx.adapter.js';
import type { RuntimeModel } from '../../../../src/inference/ports/model-runtime.port.js';
import type { Models } from '../../../../src/inference/index.js';
import { askModel } from '../../../../src/processing/application/ask-model.js';
import { brittleModel } from '../../inference/onnx-file.js';

const WIDTH = 3;
const TOO_LARGE = 1e6;
const rowsOf = (firsts: readonly number[]) => Float64Array.from(firsts.flatMap((first) => [first, 1, 1]));
const never = (): Promise<ModelOutputs> => new Promise(() => undefined);

describe('asking a model', () => {
  let model: RuntimeModel;
  let asked = 0;

  beforeAll(async () => {
    model = await new OnnxRuntime().open(brittleModel(WIDTH));
  });
  const models: Models = {
    load: () => Promise.reject(new Error('not here')),
    score: (_, rows, width) => (asked++, model.run(rows, width, ['sum'])),
  };
  const ask = (firsts: readonly number[], score: Models['score'] = models.score, budgetMs = 60_000) => {
    asked = 0;
    return askModel({ ...models, score }, { handle: 'm', rows: rowsOf(firsts), width: WIDTH, budgetMs });
  };

  it('asks once where all goes well', async () => {
    const { outputs, failed } = await ask([1, 2, 3]);
    expect([Array.from(outputs['sum'].data), failed.size, asked]).toEqual([[3, 4, 5], 0, 1]);
  });

  it.each([
    ['first', 0],
    ['somewhere', 41],
    ['last', 99],
  ])('leaves out the one row that fails, standing %s, and nobody else', async (_, bad) => {
    const firsts = Array.from({ length: 100 }, (__, i) => (i === bad ? TOO_LARGE : i / 10));
    const { outputs, failed } = await ask(firsts);
    expect([...failed.keys()]).toEqual([bad]);
    expect(failed.get(bad)).toMatchObject({ code: 'model_failed' });
    const whole = await model.run(rowsOf(firsts.map((first, i) => (i === bad ? 0 : first))), WIDTH, ['sum']);
    for (let i = 0; i < 100; i++) expect(outputs['sum'].data[i]).toBe(i === bad ? NaN : whole['sum'].data[i]);
    expect(asked).toBeLessThan(20);
  });

  it('asks a row alone once more before it gives up on it', async () => {
    let calls = 0;
    const flaky: Models['score'] = (_, rows, width) =>
      ++calls === 1 ? Promise.reject(new MillraceError('model_failed', 'retryable', 'the connection was reset')) : model.run(rows, width, ['sum']);
    const { outputs, failed } = await ask([5], flaky);
    expect([outputs['sum'].data[0], failed.size, calls]).toEqual([7, 0, 2]);
  });

  it('waits no longer than its budget for a model that hangs, whatever the model makes of its deadline', async () => {
    const { failed } = await ask([1, 2, 3], never, 20);
    expect([...failed].map(([row, error]) => [row, error.code])).toEqual([0, 1, 2].map((row) => [row, 'model_deadline']));
  });

  it('does not take for a failed row what no row is to blame for', async () => {
    const notLoaded = new MillraceError('model_not_loaded', 'retryable', 'load it again');
    await expect(ask([1], () => Promise.reject(notLoaded))).rejects.toBe(notLoaded);
    await expect(ask([1], () => Promise.reject(new TypeError('a fault of ours')))).rejects.toThrow(TypeError);
  });
});
