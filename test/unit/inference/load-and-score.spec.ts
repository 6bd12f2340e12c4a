import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { OnnxRuntime } from '../../../src/inference/adapters/onnx/onnx.adapter.js';
import { LoadModel } from '../../../src/inference/application/load-model.js';
import { OpenModels } from '../../../src/inference/application/open-models.js';
import { RegisterModel } from '../../../src/inference/application/register-model.js';
import { ResolveModel } from '../../../src/inference/application/resolve-model.js';
import { ScoreBatch } from '../../../src/inference/application/score-batch.js';
import { MemoryModelStore } from './memory-model-store.js';
import { copyModel, DOUBLE, neighbourModel, sizeModel, sumModel, twoInputModel } from './onnx-file.js';

function inference() {
  const store = new MemoryModelStore();
  const runtime = new OnnxRuntime();
  const open = new OpenModels();
  const register = new RegisterModel(store, runtime);
  const resolve = new ResolveModel(store);
  const registry = { register: register.run.bind(register), resolve: resolve.run.bind(resolve) };
  const load = new LoadModel(registry, store, runtime, open);
  const score = new ScoreBatch(open);
  return { store, registry, open, load: load.run.bind(load), score: score.run.bind(score) };
}

const values = (count: number) => Float64Array.from({ length: count }, (_, i) => ((i * 7919) % 1000) / 8 - 30);

describe('loading a model', () => {
  let house: ReturnType<typeof inference>;
  const add = (bytes: Buffer, name = 'sums') => house.registry.register({ name, bytes });
  beforeEach(() => {
    house = inference();
  });

  it('answers the newest version, checked and warm', async () => {
    await add(copyModel(['rows', 3]));
    await add(sumModel);
    const digest = createHash('sha256').update(sumModel).digest('hex');
    const loaded = await house.load({ name: 'sums', width: 3, outputs: ['sum'] });
    expect(loaded).toEqual({
      handle: `sums/2/${digest.slice(0, 16)}/3/sum`,
      name: 'sums',
      version: 2,
      digest,
      inputs: { name: 'features', width: 3 },
      outputs: ['sum'],
      batchInvariant: true,
    });
    expect(structuredClone(loaded)).toEqual(loaded);
    expect(await house.load({ name: 'sums', width: 3, outputs: ['sum'], version: 2, digest })).toBe(loaded);
  });

  it('loads once for many that ask at once, and older versions beside', async () => {
    await add(copyModel(['rows', 3]));
    await add(sumModel);
    const all = await Promise.all(Array.from({ length: 5 }, () => house.load({ name: 'sums', width: 3, outputs: ['sum'] })));
    expect(new Set(all).size).toBe(1);
    const older = await house.load({ name: 'sums', version: 1, width: 3, outputs: ['score'] });
    expect(older.version).toBe(1);
    const rows = Float64Array.of(1, 2, 4);
    expect(await house.score(older.handle, rows, 3)).toEqual({ score: { data: Float32Array.of(1, 2, 4), width: 3 } });
    expect(await house.score(all[0].handle, rows, 3)).toEqual({ sum: { data: Float32Array.of(7), width: 1 } });
  });

  it.each([
    ['another width', sumModel, { width: 4, outputs: ['sum'] }, 'model_signature_mismatch', /takes 3 features, and the pipeline's vector has 4/],
    ['an output that is not there', sumModel, { width: 3, outputs: ['sums'] }, 'model_output_unknown', /did you mean "sum"\? It has sum, largest/],
    ['two inputs', twoInputModel, { width: 3, outputs: ['score'] }, 'model_signature_mismatch', /2 inputs \(features, more\)/],
    ['doubles', copyModel(['rows', 3], DOUBLE), { width: 3, outputs: ['score'] }, 'model_signature_mismatch', /float64/],
    ['three dimensions', copyModel(['rows', 3, 1]), { width: 3, outputs: ['score'] }, 'model_signature_mismatch', /3 dimensions/],
    [
      'rows that depend on each other in a batch of a given size',
      neighbourModel(4),
      { width: 3, outputs: ['score'] },
      'model_signature_mismatch',
      /exactly 4 rows/,
    ],
  ])('refuses %s', async (_, bytes, asked, code, message) => {
    await add(bytes);
    await expect(house.load({ name: 'sums', ...asked })).rejects.toMatchObject({ code, kind: 'poison', message: expect.stringMatching(message) });
  });

  it('refuses what is not registered', async () => {
    await add(sumModel);
    const load = (name: string, version?: number, digest?: string) => house.load({ name, width: 3, outputs: ['sum'], version, digest });
    await expect(load('sumz')).rejects.toMatchObject({ code: 'model_unknown', message: expect.stringContaining('did you mean "sums"?') });
    await expect(load('sums', 2)).rejects.toMatchObject({ code: 'model_unknown', message: expect.stringContaining('newest is 1') });
    await expect(load('sums', 1, 'f'.repeat(64))).rejects.toMatchObject({ code: 'model_digest_mismatch', kind: 'fatal' });
  });

  it('registers the same bytes once, and no bytes that are no model', async () => {
    const first = await add(sumModel);
    expect(await add(sumModel)).toEqual(first);
    expect((await add(sumModel, 'other')).version).toBe(1);
    await expect(add(Buffer.from('junk'))).rejects.toMatchObject({ code: 'model_unreadable' });
    await expect(add(sumModel, 'no/name')).rejects.toMatchObject({ code: 'model_name_invalid' });
    expect((await house.store.newest()).map(({ name }) => name)).toEqual(['other', 'sums']);
  });
});

describe('scoring', () => {
  it.each([
    ['a sum of each row', sumModel, 'sum', { batchInvariant: true }],
    ['a batch of a given size', copyModel([4, 3]), 'score', { batchInvariant: false, fixedBatch: 4 }],
    ['the number of rows', sizeModel, 'score', { batchInvariant: false, fixedBatch: 64 }],
    ['the rows beside it', neighbourModel(), 'score', { batchInvariant: false, fixedBatch: 1 }],
  ])('gives a row the same bits in any batch, with a model of %s', async (_, bytes, output, rule) => {
    const house = inference();
    await house.registry.register({ name: 'model', bytes });
    const loaded = await house.load({ name: 'model', width: 3, outputs: [output] });
    expect({ batchInvariant: loaded.batchInvariant, ...(loaded.fixedBatch ? { fixedBatch: loaded.fixedBatch } : {}) }).toEqual(rule);
    const rows = values(700 * 3);
    const all = (await house.score(loaded.handle, rows, 3))[output];
    expect(all.data).toHaveLength(700 * all.width);
    for (const [from, to] of [
      [0, 1],
      [699, 700],
      [255, 258],
      [30, 95],
    ]) {
      const part = (await house.score(loaded.handle, rows.slice(from * 3, to * 3), 3))[output];
      expect(Array.from(part.data)).toEqual(Array.from(all.data).slice(from * all.width, to * all.width));
    }
  });

  it('answers nothing for no rows, and refuses rows of another width and models that are not loaded', async () => {
    const house = inference();
    await house.registry.register({ name: 'model', bytes: sumModel });
    const { handle } = await house.load({ name: 'model', width: 3, outputs: ['sum'] });
    expect(await house.score(handle, new Float64Array(0), 3)).toEqual({});
    await expect(house.score(handle, values(8), 4)).rejects.toMatchObject({ code: 'model_signature_mismatch' });
    await expect(house.score(handle, values(8), 3)).rejects.toMatchObject({ code: 'model_signature_mismatch' });
    await expect(house.score('model/2', values(3), 3)).rejects.toMatchObject({ code: 'model_not_loaded', kind: 'retryable' });
    await house.open.close();
    await expect(house.score(handle, values(3), 3)).rejects.toMatchObject({ code: 'model_not_loaded' });
  });

  it('lets others in between batches, and gives up at the deadline', async () => {
    const house = inference();
    await house.registry.register({ name: 'model', bytes: sumModel });
    const { handle } = await house.load({ name: 'model', width: 3, outputs: ['sum'] });
    let turns = 0;
    const turning = setInterval(() => undefined, 1);
    const count = () => {
      turns++;
      if (!done) setImmediate(count);
    };
    let done = false;
    setImmediate(count);
    await house.score(handle, values(256 * 20 * 3), 3);
    done = true;
    clearInterval(turning);
    expect(turns).toBeGreaterThanOrEqual(19);
    await expect(house.score(handle, values(256 * 2000 * 3), 3, { deadlineMs: 1 })).rejects.toMatchObject({ code: 'model_deadline', kind: 'retryable' });
  });
});
