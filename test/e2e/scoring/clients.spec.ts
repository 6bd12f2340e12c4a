import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCORING_CLIENT_PACKAGES, TENSORFLOW_PACKAGES, TENSORFLOW_SERVING_STUBS, pythonWith } from '../../../scripts/python-env.mjs';
import { openArtifact } from '../../../src/inference/index.js';
import { sumModel } from '../../unit/inference/onnx-file.js';
import { ADMIN_KEY, type TestApp, startApp } from '../app.js';

const MINUTES = 60_000;
const spawned = promisify(execFile);
const ROWS = [
  [1, 2, 4],
  [0.1, 0.2, 0.4],
  [-1e6, 3.25, 1e-3],
];

let app: TestApp;
/** What the model itself makes of the rows. */
let sums: number[][];

beforeAll(async () => {
  app = await startApp();
  await app.call('POST', '/v1/registry/models/sums', { body: sumModel, headers: { 'content-type': 'application/octet-stream' } });
  const model = await openArtifact(sumModel);
  const { sum } = await model.run(Float64Array.from(ROWS.flat()), 3, ['sum']);
  sums = Array.from(sum.data, (value) => [value]);
  await model.close();
}, 10 * MINUTES);
afterAll(() => app?.stop());

const told = async (python: string, script: string, ...args: string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await spawned(python, [resolve('test/e2e/scoring', script), ...args], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Record<string, unknown>;
};
const grpc = () => app.server.grpc ?? '';

describe("Triton's and KServe's clients", () => {
  let answers: Record<string, unknown>;
  beforeAll(async () => {
    const python = pythonWith('scoring-clients', SCORING_CLIENT_PACKAGES);
    const ask = (who: string) => told(python, 'clients.py', who, app.server.url, grpc(), ADMIN_KEY, 'sums', 'features', 'sum', JSON.stringify(ROWS));
    answers = { ...(await ask('triton')), ...(await ask('kserve')) };
  }, 10 * MINUTES);

  it.each([
    ...['binary', 'json', 'mixed', 'mixed back', 'by default', 'async'].map((way) => `triton http ${way}`),
    ...['triton grpc', 'kserve rest binary True', 'kserve rest binary False', 'kserve grpc binary True', 'kserve grpc binary False'],
  ])('get the scores of the model itself: %s', (way) => expect(answers[way]).toEqual(sums));

  it('find the server live and ready, and the model', () => {
    for (const way of ['triton http', 'triton grpc'])
      for (const what of ['live', 'ready', 'model ready']) expect([way, what, answers[`${way} ${what}`]]).toEqual([way, what, true]);
    for (const what of ['rest ready', 'rest live', 'rest model ready', 'grpc ready']) expect([what, answers[`kserve ${what}`]]).toEqual([what, true]);
    expect(answers['triton http unknown ready']).toBe(false);
  });

  it('are told what the model takes and gives', () => {
    const outputs = [
      { name: 'sum', datatype: 'FP32', shape: [-1, 1] },
      { name: 'largest', datatype: 'INT64', shape: [-1] },
    ];
    const inputs = [{ name: 'features', datatype: 'FP32', shape: [-1, 3] }];
    expect(answers['triton http metadata']).toEqual({ name: 'sums', versions: ['1'], platform: 'onnxruntime_onnx', inputs, outputs });
    const texts = (tensors: typeof inputs) => tensors.map(({ shape, ...rest }) => ({ ...rest, shape: shape.map(String) }));
    expect(answers['triton grpc metadata']).toEqual({
      ...{ name: 'sums', versions: ['1'], platform: 'onnxruntime_onnx' },
      inputs: texts(inputs),
      outputs: texts(outputs),
    });
    expect(answers['triton http server']).toEqual({ name: 'millrace', version: '1', extensions: ['binary_tensor_data'] });
    expect(answers['triton grpc server']).toEqual({ name: 'millrace', version: '1', extensions: ['binary_tensor_data'] });
  });

  it('get their request ids back, and errors that say what is wrong', () => {
    expect([answers['triton http binary id'], answers['triton grpc id']]).toEqual(['r1', 'r2']);
    expect(answers['triton http no key']).toMatch(/^401 .*Bearer/);
    expect(answers['triton grpc no key']).toBe('StatusCode.UNAUTHENTICATED');
    expect(answers['triton http no such model']).toMatch(/^404 there is no model "nothing"/);
    expect(answers['triton grpc no such model']).toMatch(/^StatusCode.NOT_FOUND there is no model "nothing"/);
    expect(answers['triton http no such version']).toMatch(/^404 .*has no version 99/);
  });
});

describe("TensorFlow Serving's client", () => {
  let answers: Record<string, unknown>;
  beforeAll(async () => {
    const python = pythonWith('tensorflow', TENSORFLOW_PACKAGES, TENSORFLOW_SERVING_STUBS);
    answers = await told(python, 'serving_client.py', grpc(), ADMIN_KEY, 'sums', 'features', 'sum', JSON.stringify(ROWS));
  }, 10 * MINUTES);

  it('gets the scores of the model itself', () => {
    expect(answers['predict']).toEqual(sums);
    expect(answers['predict, values in their field']).toEqual(sums);
    expect([answers['float_val'], answers['version'], answers['all outputs']]).toEqual([3, 1, ['largest', 'sum']]);
  });

  it('is told what the model takes and gives, and that it is available', () => {
    expect([answers['unpacks'], answers['inputs'], answers['outputs']]).toEqual([true, { features: ['float32', [-1, 3]] }, ['largest', 'sum']]);
    expect(answers['status']).toEqual([[1, 'AVAILABLE']]);
  });

  it('gets errors that say what is wrong', () => {
    expect(answers['no key']).toBe('UNAUTHENTICATED');
    expect(answers['no such model']).toEqual(['NOT_FOUND', expect.stringContaining('nothing')]);
    expect(answers['wrong shape']).toEqual(['INVALID_ARGUMENT', expect.stringContaining('its shape is [3,2], where the model takes [-1,3]')]);
    expect(answers['wrong type']).toEqual(['INVALID_ARGUMENT', expect.stringContaining('it is float64, where the model takes float32')]);
    expect(answers['classify']).toEqual(['INVALID_ARGUMENT', expect.stringContaining('Expected classification signature')]);
  });
});
