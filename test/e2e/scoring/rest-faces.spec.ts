import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyModel, sumModel, twoInputModel } from '../../unit/inference/onnx-file.js';
import { type TestApp, startApp } from '../app.js';

const OCTETS = { 'content-type': 'application/octet-stream' };
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  for (const [name, body] of [
    ['sums', sumModel],
    ['copies', copyModel(['rows', 3])],
    ['pairs', twoInputModel],
  ] as const)
    expect((await app.call('POST', `/v1/registry/models/${name}`, { body, headers: OCTETS })).status).toBe(201);
});
afterAll(() => app?.stop());

describe("TensorFlow Serving's REST API", () => {
  const predict = (model: string, body: string | object) => app.call('POST', `/v1/models/${model}:predict`, { body });

  it('answers rows with rows and columns with columns', async () => {
    expect(
      (
        await predict('copies', {
          instances: [
            [1, 2, 3],
            [4, 5, 6.5],
          ],
        })
      ).text,
    ).toBe('{"predictions":[[1.0,2.0,3.0],[4.0,5.0,6.5]]}');
    expect((await predict('copies', { instances: [{ features: [1, 2, 3] }] })).text).toBe('{"predictions":[[1.0,2.0,3.0]]}');
    expect((await predict('copies', { inputs: [[1, 2, 3]] })).text).toBe('{"outputs":[[1.0,2.0,3.0]]}');
    expect((await predict('copies', { inputs: { features: [[1, 2, 3]] }, signature_name: 'serving_default' })).text).toBe('{"outputs":[[1.0,2.0,3.0]]}');
    expect(
      (
        await predict('sums', {
          instances: [
            [1, 2, 4],
            [9, 2, 4],
          ],
        })
      ).json,
    ).toEqual({
      predictions: [
        { sum: [7], largest: 2 },
        { sum: [15], largest: 0 },
      ],
    });
    expect((await predict('sums/versions/1', { inputs: [[1, 2, 4]] })).json).toEqual({ outputs: { sum: [[7]], largest: [2] } });
  });

  it('takes and gives the numbers that JSON does not have', async () => {
    expect((await predict('copies', '{"instances": [[NaN, Infinity, -Infinity]]}')).text).toBe('{"predictions":[[NaN,Infinity,-Infinity]]}');
    expect((await predict('copies', '{"instances": [["NaN", 1, 2]]}')).status).toBe(400);
  });

  it('tells status, with the version as text, and metadata', async () => {
    const version = { version: '1', state: 'AVAILABLE', status: { error_code: 'OK', error_message: '' } };
    for (const path of ['/v1/models/sums', '/v1/models/sums/versions/1'])
      expect((await app.call('GET', path)).json).toEqual({ model_version_status: [version] });
    const { json } = await app.call('GET', '/v1/models/sums/metadata');
    const shape = (...sizes: string[]) => ({ dim: sizes.map((size) => ({ size, name: '' })), unknown_rank: false });
    expect(json).toEqual({
      model_spec: { name: 'sums', signature_name: '', version: '1' },
      metadata: {
        signature_def: {
          signature_def: {
            serving_default: {
              inputs: { features: { dtype: 'DT_FLOAT', tensor_shape: shape('-1', '3'), name: 'features' } },
              outputs: {
                sum: { dtype: 'DT_FLOAT', tensor_shape: shape('-1', '1'), name: 'sum' },
                largest: { dtype: 'DT_INT64', tensor_shape: shape('-1'), name: 'largest' },
              },
              method_name: 'tensorflow/serving/predict',
            },
          },
        },
      },
    });
  });

  it.each([
    ['an unknown model', 'POST', 'nothing:predict', '{"instances": [1]}', 404, 'Servable not found for request: Latest(nothing)'],
    ['an unknown version', 'POST', 'copies/versions/99:predict', '{"instances": [1]}', 404, 'Servable not found for request: Specific(copies, 99)'],
    ['GET of a prediction', 'GET', 'copies:predict', undefined, 400, 'Malformed request: GET /v1/models/copies:predict'],
    ['POST of metadata', 'POST', 'copies/metadata', '{}', 400, 'Malformed request: POST /v1/models/copies/metadata'],
    ['a version too large', 'POST', 'copies/versions/18446744073709551615:predict', '{}', 400, 'Failed to convert version: 18446744073709551615'],
    ['a label', 'POST', 'copies/labels/some_label:predict', '{}', 400, 'Unrecognized servable version label: some_label'],
    ['nothing', 'POST', 'copies:predict', '', 400, 'JSON Parse error: The document is empty'],
    ['what is no JSON', 'POST', 'copies:predict', 'this is not json', 400, 'JSON Parse error: Invalid value'],
    ['a signature that is no text', 'POST', 'copies:predict', '{"signature_name": 5}', 400, "'signature_name' key must be a string value."],
    ['an unknown signature', 'POST', 'copies:predict', '{"signature_name": "x", "instances": [[1,2,3]]}', 400, 'Serving signature name: "x" not found'],
    ['neither rows nor columns', 'POST', 'copies:predict', '{}', 400, "Missing 'inputs' or 'instances' key"],
    ['both', 'POST', 'copies:predict', '{"inputs": [], "instances": []}', 400, 'expecting only one of'],
    ['text', 'POST', 'copies:predict', '{"instances": [["x", "y", "z"]]}', 400, 'is not of expected type: float'],
    ['rows of several lengths', 'POST', 'copies:predict', '{"instances": [[1, 2, 3], [1, 2]]}', 400, 'not all of one length'],
    ['a row too short', 'POST', 'copies:predict', '{"instances": [[1, 2]]}', 400, 'its shape is [1,2], where the model takes [-1,3]'],
    ['an input that is missing', 'POST', 'pairs:predict', '{"inputs": {"features": [[1, 2, 3]]}}', 400, 'Missing named input: more'],
    ['a plain list for two inputs', 'POST', 'pairs:predict', '{"instances": [[1, 2, 3]]}', 400, 'instances is a plain list'],
    ['a classification', 'POST', 'copies:classify', '{"examples": []}', 400, 'Expected classification signature'],
    ['no name', 'GET', '', undefined, 400, 'Missing model name in request.'],
  ])('refuses %s in the words of TensorFlow Serving', async (_, method, path, body, status, words) => {
    const answer = await app.call(method, path === '' ? '/v1/models' : `/v1/models/${path}`, body === undefined ? {} : { body });
    expect([answer.status, answer.json['error']]).toEqual([status, expect.stringContaining(words)]);
  });
});

describe('the Open Inference Protocol over HTTP', () => {
  const infer = (body: string | Buffer | object, headers = {}) => app.call('POST', '/v2/models/sums/infer', { body, headers });
  const tensor = { name: 'features', datatype: 'FP32', shape: [1, 3], data: [1, 2, 4] };

  it('answers every output, or those that are asked for, in JSON or bytes', async () => {
    const outputs = [
      { name: 'sum', datatype: 'FP32', shape: [1, 1], data: [7] },
      { name: 'largest', datatype: 'INT64', shape: [1], data: [2] },
    ];
    expect((await infer({ id: 'a', inputs: [tensor] })).json).toEqual({ model_name: 'sums', model_version: '1', id: 'a', outputs });
    expect((await infer({ inputs: [{ ...tensor, data: [[1, 2, 4]] }], outputs: [{ name: 'largest' }] })).json['outputs']).toEqual([outputs[1]]);
    const answer = await infer({ inputs: [tensor], parameters: { binary_data_output: true } });
    const length = Number(answer.headers.get('inference-header-content-length'));
    expect(JSON.parse(answer.text.slice(0, length)).outputs[0]).toEqual({ name: 'sum', datatype: 'FP32', shape: [1, 1], parameters: { binary_data_size: 4 } });
  });

  const binary = (size: number, bytes: number) => {
    const json = JSON.stringify({ inputs: [{ name: 'features', datatype: 'FP32', shape: [1, 3], parameters: { binary_data_size: size } }] });
    return [Buffer.concat([Buffer.from(json), Buffer.alloc(bytes)]), { 'inference-header-content-length': String(json.length) }] as const;
  };
  it.each([
    ['no JSON', 'x', {}, 400, 'no JSON'],
    ['no inputs', { inputs: [] }, {}, 400, '"inputs" is no list'],
    ['an unknown input', { inputs: [{ ...tensor, name: 'x' }] }, {}, 400, 'no such input, it takes features'],
    ['an unknown type', { inputs: [{ ...tensor, datatype: 'FP16' }] }, {}, 400, 'none that is served: "FP16"'],
    ['another type', { inputs: [{ ...tensor, datatype: 'FP64' }] }, {}, 400, 'it is float64, where the model takes float32'],
    ['too few values', { inputs: [{ ...tensor, data: [1] }] }, {}, 400, 'has 1 values'],
    ['too many values', { inputs: [{ ...tensor, data: [1, 2, 3, 4] }] }, {}, 400, 'more values than its shape'],
    ['a value that is no number', { inputs: [{ ...tensor, data: [1, null, 3] }] }, {}, 400, 'null is not of expected type: float32'],
    ['a shape of nonsense', { inputs: [{ ...tensor, shape: [-1, 3] }] }, {}, 400, 'no list of whole numbers'],
    ['a shape that asks for all memory', { inputs: [{ ...tensor, shape: [1e6, 1e6] }] }, {}, 400, 'are the most'],
    ['an unknown output', { inputs: [tensor], outputs: [{ name: 'sun' }] }, {}, 400, 'did you mean "sum"?'],
    ['a classification', { inputs: [tensor], outputs: [{ name: 'sum', parameters: { classification: 2 } }] }, {}, 400, 'not served'],
    ['bytes that are too few', ...binary(12, 8), 400, 'needs 12 bytes'],
    ['bytes that are no tensor of this shape', ...binary(8, 8), 400, 'takes 12 bytes'],
    ['bytes left over', ...binary(12, 16), 400, 'belong to no tensor'],
    ['a length beyond the body', binary(12, 12)[0], { 'inference-header-content-length': '9999' }, 400, 'no number of bytes that came'],
  ])('refuses %s and says why', async (_, body, headers, status, words) => {
    const answer = await infer(body, headers);
    expect([answer.status, answer.json['error']]).toEqual([status, expect.stringContaining(words)]);
  });

  it('takes numbers that JSON does not have', async () => {
    expect((await infer('{"inputs":[{"name":"features","datatype":"FP32","shape":[1,3],"data":[NaN,1,2]}],"outputs":[{"name":"sum"}]}')).text).toContain(
      '"data":[NaN]',
    );
  });
});

describe('access', () => {
  it('needs a key for everything but the probes', async () => {
    for (const path of ['/v2', '/v2/models/sums', '/v2/models/sums/ready', '/v1/models/sums', '/v1/models/sums/metadata'])
      expect([path, (await app.call('GET', path, { key: null })).status]).toEqual([path, 401]);
    for (const path of ['/v2/models/sums/infer', '/v1/models/sums:predict']) {
      const answer = await app.call('POST', path, { key: 'wrong', body: '{}' });
      expect([path, answer.status, answer.headers.get('www-authenticate')]).toEqual([path, 401, 'Bearer']);
    }
    expect((await app.call('GET', '/v2/health/live', { key: null })).json).toEqual({ live: true });
    expect((await app.call('GET', '/v2/health/ready', { key: null })).json).toEqual({ ready: true });
  });
});
