import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RuntimeOfFormat } from '../../src/inference/adapters/runtimes.js';
import { checkBatchInvariance } from '../../src/inference/application/check-batch-invariance.js';
import { checkSignature } from '../../src/inference/application/check-signature.js';
import type { ModelFormat, RuntimeModel } from '../../src/inference/ports/model-runtime.port.js';
import { GrpcPeer, serviceOf } from '../../src/platform/grpc/index.js';
import { sumModel } from '../unit/inference/onnx-file.js';
import { type ModelServers, mlserver, tensorflowServices } from './model-servers/servers.js';

const MINUTES = 60_000;
const runtimes = new RuntimeOfFormat();
const open = (format: ModelFormat, uri: string | Buffer) => runtimes.open(Buffer.from(uri), format);

let tensorflow: ModelServers;
let v2: ModelServers;
beforeAll(async () => {
  [tensorflow, v2] = [await tensorflowServices(), await mlserver()];
}, 15 * MINUTES);
afterAll(async () => {
  await tensorflow?.stop();
  await v2?.stop();
});

const adapters: [string, () => Promise<RuntimeModel>, ((model: string) => Promise<RuntimeModel>) | undefined][] = [
  ['ONNX Runtime', () => open('onnx', sumModel), undefined],
  ['the services of TensorFlow Serving by gRPC', ...remote('tensorflow-serving', () => `tfserving+grpc://${tensorflow.grpc}`)],
  ['the services of TensorFlow Serving by REST', ...remote('tensorflow-serving', () => `tfserving+http://${tensorflow.rest}`)],
  ['MLServer by gRPC', ...remote('open-inference', () => `v2+grpc://${v2.grpc}`)],
  ['MLServer by REST', ...remote('open-inference', () => `v2+http://${v2.rest}`)],
];

function remote(format: ModelFormat, base: () => string): [() => Promise<RuntimeModel>, (model: string) => Promise<RuntimeModel>] {
  return [() => open(format, `${base()}/sums/1`), (model) => open(format, `${base()}/${model}`)];
}

describe.each(adapters)('%s', (name, openSums, openOther) => {
  let model: RuntimeModel;
  beforeAll(async () => {
    model = await openSums();
  });
  afterAll(() => model?.close());

  it('tells what the model takes and gives', () => {
    expect(model.inputs).toEqual([{ name: 'features', type: 'float32', shape: [undefined, 3] }]);
    const outputs = model.outputs.toSorted((a, b) => (a.name < b.name ? 1 : -1));
    expect(outputs.map((output) => [output.name, output.type])).toEqual([
      ['sum', 'float32'],
      ['largest', 'int64'],
    ]);
    expect(checkSignature(model, { name: 'sums', width: 3, outputs: ['sum', 'largest'] })).toEqual({ input: 'features', batch: undefined });
    expect(() => checkSignature(model, { name: 'sums', width: 4, outputs: ['sum'] })).toThrow(expect.objectContaining({ code: 'model_signature_mismatch' }));
  });

  it('scores rows as the model does, cast to its type, and gives only what was asked for', async () => {
    const rows = Float64Array.of(0.1, 0.2, 0.4, -1e6, 3.25, 1e-3);
    const { sum, ...others } = await model.run(rows, 3, ['sum']);
    expect([others, sum.width, sum.data.length]).toEqual([{}, 1, 2]);
    [0.7, -999996.749].forEach((wanted, i) => expect(Math.abs(sum.data[i] - wanted)).toBeLessThan(1e-6 * Math.max(1, Math.abs(wanted))));
    expect(Array.from((await model.run(rows, 3, ['largest'])).largest.data)).toEqual([2, 1]);
  });

  it('passes on what is no number, or fails', async () => {
    const scored = model.run(Float64Array.of(NaN, 1, 2, Infinity, 0, 0), 3, ['sum']);
    // MLServer 1.7.1 takes neither by any way: its parser of JSON refuses them, and its gRPC makes them nothing.
    if (name.startsWith('MLServer')) await expect(scored).rejects.toMatchObject({ code: 'model_failed' });
    else expect(Array.from((await scored).sum.data)).toEqual([NaN, Infinity]);
  });

  it('gives a row the same bits in any batch', async () => {
    expect(await checkBatchInvariance(model, 3, ['sum'], undefined)).toEqual({ invariant: true });
  });

  it('takes many calls at once, each with its own answer', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, (__, i) => model.run(Float64Array.of(i, 1, 0), 3, ['sum'])));
    expect(all.map(({ sum }) => sum.data[0])).toEqual(Array.from({ length: 100 }, (__, i) => i + 1));
  });

  it('takes and gives tensors', async () => {
    const [largest, sum] = await model.infer([{ name: 'features', type: 'float32', shape: [1, 3], data: Float32Array.of(1, 8, 2) }], ['largest', 'sum']);
    // MLServer gives a vector as a column.
    expect([largest.name, largest.type, largest.data, largest.shape[0]]).toEqual(['largest', 'int64', BigInt64Array.of(1n), 1]);
    expect(sum).toEqual({ name: 'sum', type: 'float32', shape: [1, 1], data: Float32Array.of(11) });
  });

  it('says what went wrong with a call', async () => {
    const flat = { name: 'features', type: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) } as const;
    await expect(model.infer([flat], ['sum'])).rejects.toMatchObject({ code: 'model_failed', kind: 'retryable' });
  });

  if (openOther) {
    it('does not open what the server does not have', async () => {
      await expect(openOther('nothing')).rejects.toMatchObject({ code: 'model_unknown', kind: 'poison' });
      await expect(openOther('sums/77')).rejects.toMatchObject({ code: 'model_unknown' });
    });
  }
});

describe('the contract of TensorFlow Serving, as the official messages have it', () => {
  const call = async <T>(service: string, method: string, request: object): Promise<T> => {
    const peer = new GrpcPeer(tensorflow.grpc, false, {});
    try {
      return await peer.call<T>(serviceOf('tensorflow_serving/serving.proto', `tensorflow.serving.${service}`)[method], request, 20_000);
    } finally {
      peer.close();
    }
  };
  const examples = (x: number) => ({ exampleList: { examples: [{ features: { feature: { x: { floatList: { value: [x] } } } } }] } });
  const spec = (signatureName: string) => ({ name: 'half_plus_two', signatureName });

  it('classifies and regresses examples', async () => {
    expect(await call('PredictionService', 'Regress', { modelSpec: spec('regress_x'), input: examples(80) })).toMatchObject({
      result: { regressions: [{ value: 42 }] },
    });
    const classified = await call('PredictionService', 'Classify', { modelSpec: spec('classify_x'), input: examples(20) });
    expect(classified).toMatchObject({ result: { classifications: [{ classes: [{ score: 12 }] }] } });
    await expect(call('PredictionService', 'Classify', { modelSpec: spec('regress_x'), input: examples(20) })).rejects.toMatchObject({ code: 3 });
  });

  it('tells the status, and takes a configuration in while models are open', async () => {
    const status = (name: string) => call('ModelService', 'GetModelStatus', { modelSpec: { name } });
    expect(await status('sums')).toMatchObject({ modelVersionStatus: [{ version: '1', state: 'AVAILABLE' }] });
    if (tensorflow.folder === undefined) return;
    const model = await open('tensorflow-serving', `tfserving+grpc://${tensorflow.grpc}/sums`);
    const config = [
      { name: 'sums', basePath: join(tensorflow.folder, 'models/sums'), modelPlatform: 'tensorflow' },
      { name: 'half_plus_two', basePath: join(tensorflow.folder, 'later/half_plus_two'), modelPlatform: 'tensorflow' },
    ];
    await call('ModelService', 'HandleReloadConfigRequest', { config: { modelConfigList: { config } } });
    expect(await status('half_plus_two')).toMatchObject({ modelVersionStatus: [{ version: '2', state: 'AVAILABLE' }] });
    expect((await model.run(Float64Array.of(1, 2, 3), 3, ['sum'])).sum.data[0]).toBe(6);
    await model.close();
  });

  it('names another signature in the URI, and refuses one that is not there', async () => {
    const uri = `tfserving+grpc://${tensorflow.grpc}/half_plus_two`;
    const regress = await open('tensorflow-serving', `${uri}?signature=regress_x`);
    expect(regress.inputs).toMatchObject([{ name: 'inputs', type: 'string' }]);
    await regress.close();
    await expect(open('tensorflow-serving', `${uri}?signature=regres_x`)).rejects.toMatchObject({
      code: 'model_signature_unknown',
      message: expect.stringContaining('"regress_x"'),
    });
  });
});

/** A server that tells of a model as it should, and then does what is asked of it. */
async function faultyServer(answer: (body: string) => { status: number; body: string } | undefined) {
  let calls = 0;
  const metadata = JSON.stringify({
    name: 'sums',
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 3] }],
    outputs: [{ name: 'sum', datatype: 'FP32', shape: [-1, 1] }],
  });
  const server = createHttpServer((request, response) => {
    if (request.method === 'GET') return void response.end(metadata);
    calls++;
    const answered = answer('');
    if (answered) response.writeHead(answered.status).end(answered.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const model = await open('open-inference', `v2+http://127.0.0.1:${(server.address() as AddressInfo).port}/sums`);
  const stop = async () => {
    await model.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { model, calls: () => calls, stop };
}

describe('a server at fault', () => {
  const row = Float64Array.of(1, 2, 3);

  it.each([
    ['no JSON', 200, '<html>'],
    ['JSON of something else', 200, '{"a": 1}'],
    ['nothing', 200, ''],
    ['an error', 500, 'segmentation fault'],
    ['another output', 200, '{"outputs":[{"name":"x","datatype":"FP32","shape":[1,1],"data":[1]}]}'],
    ['another type', 200, '{"outputs":[{"name":"sum","datatype":"INT64","shape":[1,1],"data":[1]}]}'],
    ['more rows', 200, '{"outputs":[{"name":"sum","datatype":"FP32","shape":[2,1],"data":[1,2]}]}'],
    ['no shape', 200, '{"outputs":[{"name":"sum","datatype":"FP32","data":[1]}]}'],
  ])('that answers %s is not believed', async (_, status, body) => {
    const { model, stop } = await faultyServer(() => ({ status, body }));
    await expect(model.run(row, 3, ['sum'])).rejects.toMatchObject({ code: 'model_failed', kind: 'retryable' });
    await stop();
  });

  it('that hangs is left at the deadline, and not asked twice', async () => {
    const { model, calls, stop } = await faultyServer(() => undefined);
    await expect(model.run(row, 3, ['sum'], 50)).rejects.toMatchObject({ code: 'model_deadline', kind: 'retryable' });
    expect(calls()).toBe(1);
    await stop();
  });

  it('that is away is asked once more, then left alone for a while and tried again', async () => {
    let away = true;
    const good = { status: 200, body: '{"outputs":[{"name":"sum","datatype":"FP32","shape":[1,1],"data":[6]}]}' };
    const { model, calls, stop } = await faultyServer(() => (away ? { status: 503, body: 'not now' } : good));
    for (let i = 0; i < 5; i++) await expect(model.run(row, 3, ['sum'])).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(calls()).toBe(10);
    await expect(model.run(row, 3, ['sum'])).rejects.toMatchObject({ code: 'model_unavailable', message: expect.stringContaining('left alone') });
    expect(calls()).toBe(10);
    away = false;
    await expect
      .poll(
        () =>
          model.run(row, 3, ['sum']).then(
            ({ sum }) => sum.data[0],
            () => undefined,
          ),
        { timeout: 20_000, interval: 200 },
      )
      .toBe(6);
    await stop();
  });

  it('that nobody answers for is no model', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => silent.once('listening', done));
    const { port } = silent.address() as AddressInfo;
    await new Promise((done) => silent.close(done));
    for (const [format, uri] of [
      ['open-inference', 'v2+http'],
      ['open-inference', 'v2+grpc'],
      ['tensorflow-serving', 'tfserving+http'],
      ['tensorflow-serving', 'tfserving+grpc'],
    ] as const)
      await expect(open(format, `${uri}://127.0.0.1:${port}/sums`)).rejects.toMatchObject({
        code: expect.stringMatching(/^model_(unavailable|deadline)$/),
        kind: 'retryable',
      });
  });
});
