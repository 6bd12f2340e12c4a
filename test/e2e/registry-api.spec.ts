import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyModel, sumModel } from '../unit/inference/onnx-file.js';
import { type TestApp, startApp } from './app.js';

const REGISTRY = '/v1/registry/models';
const OCTETS = { 'content-type': 'application/octet-stream' };
const example = readFileSync(new URL('../../pipelines/card-fraud/card-fraud.onnx', import.meta.url));

let app: TestApp;
const post = (name: string, body: Buffer, headers: Record<string, string> = OCTETS) => app.call('POST', `${REGISTRY}/${name}`, { body, headers });

beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => app?.stop());

it('takes a model, tells what it takes and gives, and gives the same bytes the version they have', async () => {
  const first = await post('sums', sumModel);
  expect(first.status).toBe(201);
  expect(first.json).toEqual({
    name: 'sums',
    version: 1,
    digest: createHash('sha256').update(sumModel).digest('hex'),
    format: 'onnx',
    size_bytes: sumModel.length,
    registered_at: expect.stringMatching(/^20\d\d-.*Z$/),
    inputs: [{ name: 'features', type: 'float32', shape: [null, 3] }],
    outputs: [
      { name: 'sum', type: 'float32', shape: [null, 1] },
      { name: 'largest', type: 'int64', shape: [null] },
    ],
  });
  expect((await post('sums', sumModel)).json).toEqual(first.json);
  expect((await post('sums', copyModel(['rows', 3]))).json).toMatchObject({ version: 2 });
  expect((await app.call('GET', `${REGISTRY}/sums/versions/1`)).json).toEqual(first.json);
});

it('lists the newest version of every name, and the versions of one', async () => {
  const { models } = (await app.call('GET', REGISTRY)).json as { models: { name: string; version: number }[] };
  expect(models.map(({ name, version }) => [name, version])).toEqual([
    ['card-fraud', 1],
    ['sums', 2],
  ]);
  const { versions } = (await app.call('GET', `${REGISTRY}/sums`)).json as { versions: { version: number }[] };
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
});

it('takes a model that is larger than any other request may be', async () => {
  // A field that no reader of ONNX knows: it is skipped.
  const padding = Buffer.alloc(20 * 1024 * 1024);
  const large = Buffer.concat([example, Buffer.from([0xba, 0x3e, 0x80, 0x80, 0x80, 0x0a]), padding]);
  expect((await post('large', large)).json).toMatchObject({ version: 1, size_bytes: large.length });
});

it.each([
  ['no model', 'junk', Buffer.from('junk'), OCTETS, 422, 'model_unreadable'],
  ['a model that was cut off', 'cut', example.subarray(0, 100_000), OCTETS, 422, 'model_unreadable'],
  ['a name that is none', 'a%2Fb', sumModel, OCTETS, 400, 'model_name_invalid'],
  ['nothing', 'none', Buffer.alloc(0), OCTETS, 400, 'malformed'],
  ['JSON', 'json', Buffer.from('{}'), { 'content-type': 'application/json' }, 400, 'malformed'],
] as const)('refuses %s', async (_, name, body, headers, status, code) => {
  const answer = await post(name, body, headers);
  expect([answer.status, answer.json.code]).toEqual([status, code]);
  expect((await app.call('GET', `${REGISTRY}/${name}`)).status).not.toBe(200);
});

it('refuses what tells that it is too large before it is sent', async () => {
  const { hostname, port } = new URL(app.server.url);
  const { connect } = await import('node:net');
  const status = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST ${REGISTRY}/huge HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-key-for-tests-of-the-application-only\r\n` +
          `Content-Type: application/octet-stream\r\nContent-Length: ${600 * 1024 * 1024}\r\n\r\nabc`,
      );
    });
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0]);
      socket.destroy();
    });
    socket.once('error', reject);
  });
  expect(status).toContain('413');
});

it('tells of what it does not have, with the nearest name', async () => {
  expect((await app.call('GET', `${REGISTRY}/sum`)).json).toMatchObject({ status: 404, code: 'model_unknown', detail: expect.stringContaining('"sums"') });
  for (const version of ['9', '0', 'x', '99999999999'])
    expect((await app.call('GET', `${REGISTRY}/sums/versions/${version}`)).json).toMatchObject({ status: 404, code: 'model_unknown' });
});

it('keeps out who has no key, and bytes out of the other routes', async () => {
  for (const [method, path] of [
    ['GET', REGISTRY],
    ['GET', `${REGISTRY}/sums`],
    ['GET', `${REGISTRY}/sums/versions/1`],
    ['POST', `${REGISTRY}/sums`],
  ])
    expect((await app.call(method, path, { key: null })).status).toBe(401);
  expect((await app.call('POST', '/v1/events/payments/payment', { body: Buffer.from('{}'), headers: OCTETS })).status).toBe(415);
});
