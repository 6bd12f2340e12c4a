import { describe, expect, it } from 'vitest';
import { OnnxRuntime } from '../../../src/inference/adapters/onnx/onnx.adapter.js';
import { RegisterModel } from '../../../src/inference/application/register-model.js';
import { ResolveModel } from '../../../src/inference/application/resolve-model.js';
import { ServeModels } from '../../../src/inference/application/serve-models.js';
import { ListModels } from '../../../src/inference/application/list-models.js';
import type { ModelRuntime, RuntimeModel } from '../../../src/inference/ports/model-runtime.port.js';
import { MemoryModelStore } from './memory-model-store.js';
import { copyModel, DOUBLE, sumModel, twoInputModel } from './onnx-file.js';

const ROW = { name: 'features', type: 'float32', shape: [1, 3], data: Float32Array.of(1, 2, 4) } as const;
/** The same model in other bytes: a field that no reader of ONNX knows is skipped. */
const again = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0xba, 0x3e, 0x01, 0x00])]);

/** The real runtime, which counts what is open and runs, and can be held up. */
class Watched implements ModelRuntime {
  readonly opened: Set<RuntimeModel> = new Set();
  runs = 0;
  hold: Promise<void> | undefined;

  async open(artifact: Uint8Array): Promise<RuntimeModel> {
    const model = await new OnnxRuntime().open(artifact);
    this.opened.add(model);
    const { infer, close } = model;
    return Object.assign(model, {
      infer: async (...args: Parameters<RuntimeModel['infer']>) => {
        this.runs++;
        const { hold } = this;
        const answer = await infer.apply(model, args);
        await hold;
        return answer;
      },
      close: async () => {
        this.opened.delete(model);
        await close.apply(model);
      },
    });
  }
}

function house() {
  const store = new MemoryModelStore();
  const runtime = new Watched();
  const registry = {
    resolve: (name: string, version?: number) => new ResolveModel(store).run(name, version),
    versions: (name: string) => new ListModels(store).versions(name),
  };
  const serving = new ServeModels(registry, store, runtime);
  const add = (bytes: Buffer, name = 'm') => new RegisterModel(store, new OnnxRuntime()).run({ name, bytes });
  const ask = async (version?: number) => (await serving.infer({ name: 'm', version, inputs: [ROW] })).model.version;
  return { store, runtime, serving, add, ask };
}

describe('a new version', () => {
  it('is loaded and warmed beside the one that is served, and takes over; the old one is closed when its last call has ended', async () => {
    const { runtime, serving, add, ask } = house();
    await add(sumModel);
    expect([await ask(), runtime.opened.size]).toEqual([1, 1]);
    await add(again(sumModel));
    expect(await ask()).toBe(1);
    let release: () => void = () => undefined;
    runtime.hold = new Promise((done) => (release = done));
    const underWay = ask();
    runtime.hold = undefined;
    const before = runtime.runs;
    await serving.look();
    // The two calls that came before were run again on the new one.
    expect(runtime.runs - before).toBeGreaterThanOrEqual(2);
    expect(await ask()).toBe(2);
    expect(runtime.opened.size).toBe(2);
    release();
    expect(await underWay).toBe(1);
    await expect.poll(() => runtime.opened.size).toBe(1);
    await serving.close();
    expect(runtime.opened.size).toBe(0);
  });

  it.each([
    ['takes another type', copyModel(['rows', 3], DOUBLE), 'does not take "features" as float32[-1,3], but as float64[-1,3]'],
    ['takes another width', copyModel(['rows', 4]), 'does not take "features"'],
    ['takes more', twoInputModel, 'takes "more" too'],
    ['does not give what is read', copyModel(['rows', 3]), 'does not give "sum"'],
  ])('that %s is refused, and the one before goes on', async (_, bytes, words) => {
    const { serving, add, ask, runtime } = house();
    await add(sumModel);
    await ask();
    await add(bytes);
    await serving.look();
    expect([await ask(), runtime.opened.size]).toEqual([1, 1]);
    expect(await serving.versions('m')).toEqual([
      { version: 2, state: 'refused', reason: expect.stringContaining(words) },
      { version: 1, state: 'available' },
    ]);
    await serving.close();
  });

  it('whose bytes were changed or cut off is refused, and a later one that is whole is taken', async () => {
    const { serving, store, add, ask } = house();
    await add(sumModel);
    await ask();
    await store.add({ name: 'm', digest: 'cut', format: 'onnx', bytes: sumModel.subarray(0, 40) });
    await serving.look();
    expect(await ask()).toBe(1);
    expect((await serving.versions('m'))[0]).toMatchObject({ version: 2, state: 'refused', reason: expect.stringContaining('no ONNX file') });
    await add(again(sumModel));
    await serving.look();
    expect(await ask()).toBe(3);
    await serving.close();
  });
});

describe('a version asked for by number', () => {
  it('is opened beside, and no more than a few are kept', async () => {
    const { serving, add, ask, runtime } = house();
    let bytes = sumModel;
    for (let i = 0; i < 12; i++) await add((bytes = again(bytes)));
    expect(await ask()).toBe(12);
    for (let version = 1; version <= 12; version++) expect(await ask(version)).toBe(version);
    await expect.poll(() => runtime.opened.size).toBe(9);
    await expect(ask(13)).rejects.toMatchObject({ code: 'model_unknown' });
    await serving.close();
    expect(runtime.opened.size).toBe(0);
  });
});
