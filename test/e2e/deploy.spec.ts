import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Json, PREDICTIONS, type TestApp, payment, startApp, until } from './app.js';

const FOLDER = 'pipelines/card-fraud';
const SCHEMAS = ['schemas/payment.json', 'schemas/chargeback.json'];
const OCTETS = { 'content-type': 'application/octet-stream' };

/** The example with something changed, as a client sends it. */
async function request(...changes: readonly (readonly [string, string])[]): Promise<Json & { document: string }> {
  let document = await readFile(`${FOLDER}/pipeline.yaml`, 'utf8');
  for (const [from, to] of changes) {
    expect(document).toContain(from);
    document = document.replace(from, to);
  }
  const files = Object.fromEntries(await Promise.all(SCHEMAS.map(async (name) => [name, await readFile(`${FOLDER}/${name}`, 'utf8')] as const)));
  return { document, files, model_version: 1 };
}

describe('a pipeline deployed on the running application', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());
  const put = (body: object, name = 'card-fraud'): Promise<Answer> => app.call('PUT', `/v1/pipelines/${name}`, { body });
  const predict = (tx: string, changes?: Json) => app.call('POST', PREDICTIONS, { body: payment(tx, changes) });

  it('is checked by the server: every fault with line and column', async () => {
    const answer = await put(await request(['amount: event.amount', 'amount: event.amont'], ['delay: 7d', 'delai: 7d']));
    expect([answer.status, answer.headers.get('content-type'), answer.json['code']]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
      'document_invalid',
    ]);
    expect(answer.json['faults']).toEqual([
      expect.objectContaining({ code: 'unknown_field', line: 22, column: expect.any(Number), nearest: 'amount' }),
      expect.objectContaining({ code: 'unknown_key', nearest: 'delay' }),
    ]);
    const { files: _, ...without } = await request();
    expect(await put(without)).toMatchObject({ status: 422, json: { faults: [{ code: 'file_missing' }, { code: 'file_missing' }] } });
    expect(await put(await request(), 'other')).toMatchObject({ status: 400, json: { code: 'pipeline_name' } });
    const { model_version: _version, ...modelless } = await request();
    expect(await put(modelless)).toMatchObject({ status: 400, json: { code: 'model_missing' } });
    for (const body of ['{', '[]', '{"document":1}', '{"document":"","files":[]}', '{"document":"","model_version":0}'])
      expect([body, await app.call('PUT', '/v1/pipelines/card-fraud', { body })]).toMatchObject([body, { status: 400, json: { code: 'malformed' } }]);
    expect((await app.settled()).lane.state).toBe('running');
  });

  it('changes nothing when it is the same', async () => {
    expect(await put(await request())).toMatchObject({ status: 200, json: { outcome: 'unchanged' } });
  });

  it('takes a new decision over, says what changed, and keeps the state', async () => {
    expect((await predict('before', { customer: 'C-kept' })).json).toMatchObject({ decision: 'pass', features: { customer_tx_count_1d: 1 } });
    const changed = await request(["'review' : 'pass'", "'look' : 'let go'"]);
    const diff = await app.call('POST', '/v1/pipelines/card-fraud/diff', { body: changed });
    const changes = { features: { added: [], removed: [], changed: [] }, parts: ['decision'], window_state: 'shared' };
    expect([diff.status, diff.json]).toEqual([200, { pipeline: 'card-fraud', changes }]);
    expect(await put(changed)).toMatchObject({ status: 200, json: { outcome: 'live', changes } });
    expect((await predict('after', { customer: 'C-kept' })).json).toMatchObject({ decision: 'let go', features: { customer_tx_count_1d: 2 } });
  });

  it('may be a second one over the same source, unless it disagrees about the events', async () => {
    const second = await request(['pipeline: card-fraud', 'pipeline: second']);
    expect((await app.call('POST', '/v1/registry/models/second', { body: await readFile(`${FOLDER}/card-fraud.onnx`), headers: OCTETS })).status).toBe(201);
    const schema = JSON.parse((second['files'] as Record<string, string>)[SCHEMAS[0]]) as { properties: Json };
    schema.properties['note'] = { type: 'string' };
    const disagreeing = { ...second, files: { ...(second['files'] as object), [SCHEMAS[0]]: JSON.stringify(schema) } };
    expect(await put(disagreeing, 'second')).toMatchObject({ status: 409, json: { code: 'source_conflict' } });
    expect((await app.call('GET', '/v1/pipelines/second')).status).toBe(404);
    expect(await put(second, 'second')).toMatchObject({ status: 201, json: { outcome: 'created', changes: null } });
    const status = await until(
      () => app.call('GET', '/v1/pipelines/second'),
      ({ json }) => json['position'] === json['log_end'],
    );
    expect(status.json).toMatchObject({ live: true, source: 'payments', books: { balanced: true } });
  });

  it('goes when it is retired, with its runs, and comes back where it stopped', async () => {
    expect((await app.call('PUT', '/v1/pipelines/second/runs/past')).status).toBe(200);
    const retired = await app.call('DELETE', '/v1/pipelines/second');
    expect([retired.status, retired.json]).toEqual([200, { retired: ['second', 'second@past'] }]);
    for (const name of ['second', 'second@past']) expect((await app.call('GET', `/v1/pipelines/${name}`)).status).toBe(404);
    expect((await predict('meanwhile')).status).toBe(200);
    expect((await put(await request(['pipeline: card-fraud', 'pipeline: second']), 'second')).status).toBe(201);
    const status = await until(
      () => app.call('GET', '/v1/pipelines/second'),
      ({ json }) => json['position'] === json['log_end'],
    );
    expect(status.json).toMatchObject({ books: { balanced: true, quarantined: 0, duplicate: 0 } });
  });
});
