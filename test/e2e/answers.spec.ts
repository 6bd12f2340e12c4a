import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, type Answer, type Json, type Request, type TestApp, payment, startApp } from './app.js';
import { exampleDeployment, exampleModel, plainDeployment } from './contract/documents.js';
import { type OpenApiDocument, type ServedContract, servedContract } from './contract/served-contract.js';
import { readEvents } from './event-stream.js';

const PIPELINE = '/v1/pipelines/{pipeline}';
const MODEL = '/v1/registry/models/{name}';
const LIVE = { pipeline: 'card-fraud' };
const OCTETS = { 'content-type': 'application/octet-stream' };
const TEXT = { body: 'text', headers: { 'content-type': 'text/plain' } };
const BODY_BYTES = 300_000;
/** Full, failing or damaged: other tests make them so. 202: a state that takes longer than three seconds to build. */
const NOT_HERE = new Set(['429', '500', '503', '504', '202']);
/** A model that fails on a stored vector, one that can no longer be read, and one that its server does not know. */
const NOT_MADE = new Set([`POST ${MODEL} 404`, `GET ${PIPELINE}/predictions/{id}/why 422`, `GET ${MODEL}/versions/{version} 422`]);

/** Every status that an operation lists is provoked once, and each answer held against the document. */
describe('answers are as the OpenAPI document has them', () => {
  let app: TestApp;
  let contract: ServedContract;
  const seen = new Set<string>();
  beforeAll(async () => {
    app = await startApp({ yaml: `limits: { bodyBytes: ${BODY_BYTES}, eventBytes: 10000 }\n` });
    contract = servedContract((await app.call('GET', '/docs-json', { key: null })).json as unknown as OpenApiDocument);
  });
  afterAll(() => app?.stop());

  interface Asked extends Request {
    readonly in?: Readonly<Record<string, string | number>>;
    readonly query?: string;
  }

  /** Calls an operation, expects the status and what the document says of it. */
  async function ask(operation: string, status: number, { in: parameters = {}, query = '', ...request }: Asked = {}): Promise<Answer> {
    const [method, template] = operation.split(' ');
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? 'none'));
    const answer = await app.call(method, path + query, request);
    expect([operation, answer.status, contract.fault(operation, answer)], answer.text.slice(0, 500)).toEqual([operation, status, undefined]);
    seen.add(`${operation} ${status}`);
    return answer;
  }
  const predict = (tx: string, status = 200, changes: Json = {}) => ask(`POST ${PIPELINE}/predictions`, status, { in: LIVE, body: payment(tx, changes) });

  it('whatever is wrong with the request itself', async () => {
    for (const [operation, { security, parameters = [], requestBody }] of contract.operations) {
      const [method, path] = operation.split(' ');
      if (/card-fraud|payments/.test(path)) continue;
      if (security) await ask(operation, 401, { key: null });
      if (parameters.some((one) => one.in === 'path')) {
        const raw = (part: string) => app.call(method, path.replaceAll(/\{\w+\}/g, part));
        for (const [status, part] of [
          [400, '%ff'],
          [414, 'a'.repeat(500)],
        ] as const) {
          const answer = await raw(part);
          expect([operation, answer.status, contract.fault(operation, answer)]).toEqual([operation, status, undefined]);
          seen.add(`${operation} ${status}`);
        }
      }
      if (path.startsWith(PIPELINE) && operation !== `PUT ${PIPELINE}` && !path.endsWith('/diff')) await ask(operation, 404, { in: { position: 1 } });
      if (requestBody === undefined) continue;
      await ask(operation, 415, { in: LIVE, ...TEXT });
      await ask(operation, 413, { in: LIVE, body: 'x'.repeat(BODY_BYTES + 1) });
    }
  });

  it('of events', async () => {
    const one = 'POST /v1/events/{source}/{type}';
    const mixed = 'POST /v1/events/{source}';
    const payments = { source: 'payments', type: 'payment' };
    for (const [operation, body] of [
      [one, payment('e-1')],
      [mixed, { type: 'payment', event: payment('e-2') }],
    ] as const) {
      await ask(operation, 202, { in: payments, body });
      await ask(operation, 200, { in: payments, body: [body, {}] });
      await ask(operation, 404, { in: { ...payments, source: 'paymentz' }, body });
      await ask(operation, 422, { in: payments, body: JSON.parse(JSON.stringify(body).replace('57.16', '"much"')) as object });
      await ask(operation, 400, { in: payments, body: '{' });
      const numbered = { 'millrace-producer': `p-${operation.length}`, 'millrace-first-line': '5' };
      await ask(operation, 409, { in: payments, body: [body], headers: numbered });
    }
    await ask('GET /v1/events/{source}/producers/{producer}', 200, { in: { source: 'payments', producer: 'p' } });
    await ask('GET /v1/events/{source}/producers/{producer}', 404, { in: { source: 'pay\0', producer: 'p' } });
  });

  it('of predictions', async () => {
    const made = await predict('p-1');
    const id = String(made.json['id']);
    expect(contract.fault(`POST /v1/pipelines/card-fraud/predictions`, made)).toBeUndefined();
    await predict('p-1', 409, { amount: 1 });
    await predict('p-2', 422, { amount: 'much' });
    await ask(`POST ${PIPELINE}/predictions`, 200, {
      in: LIVE,
      body: `${JSON.stringify(payment('p-3'))}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    await ask(`GET ${PIPELINE}/predictions`, 200, { in: LIVE, query: '?limit=1' });
    await ask(`GET ${PIPELINE}/predictions`, 400, { in: LIVE, query: '?limit=0' });
    await ask(`GET ${PIPELINE}/predictions`, 422, { in: LIVE, query: '?from=1900-01-01T00:00:00Z' });
    await ask(`GET ${PIPELINE}/predictions/{id}`, 200, { in: { ...LIVE, id } });
    await ask(`GET ${PIPELINE}/predictions/{id}`, 404, { in: { ...LIVE, id: 'none' } });
    await ask(`GET ${PIPELINE}/predictions/{id}/why`, 200, { in: { ...LIVE, id } });
    await ask(`GET ${PIPELINE}/predictions/{id}/why`, 404, { in: { ...LIVE, id: id.replaceAll(/[0-9a-f]/g, '0') } });
    await ask(`GET ${PIPELINE}/predictions/stream`, 400, { in: LIVE, query: '?after=none' });
    await ask(`GET ${PIPELINE}/predictions/stream`, 409, { in: LIVE, query: '?after=0-9-999' });
    for (const format of ['parquet', 'ndjson']) await ask(`GET ${PIPELINE}/training-set`, 200, { in: LIVE, query: `?format=${format}` });
    await ask(`GET ${PIPELINE}/training-set`, 400, { in: LIVE, query: '?from=now' });
  });

  it('of what is set aside', async () => {
    const quarantine = `${PIPELINE}/quarantine`;
    const at = async (tx: string) => ({ in: { ...LIVE, position: Number((await predict(tx, 422, { amount: -5 })).json['position']) } });
    const [retried, dropped] = [await at('q-1'), await at('q-2')];
    await app.call('POST', '/v1/events/payments/payment', { body: payment('q-3') });
    await app.call('POST', '/v1/events/payments/payment', { body: payment('q-3') });
    await app.settled();
    await ask(`GET ${PIPELINE}/set-aside`, 200, { in: LIVE });
    await ask(`GET ${PIPELINE}/set-aside`, 400, { in: LIVE, query: '?disposition=lost' });
    await ask(`GET ${quarantine}`, 200, { in: LIVE, query: '?limit=1&state=all' });
    await ask(`GET ${quarantine}`, 400, { in: LIVE, query: '?state=none' });
    await ask(`GET ${quarantine}/{position}`, 200, retried);
    for (const action of ['GET /', 'POST /retry', 'POST /drop']) {
      const operation = `${action.split(' ')[0]} ${quarantine}/{position}${action.split(' ')[1].replace(/^\/$/, '')}`;
      await ask(operation, 404, { in: { ...LIVE, position: 99_999 } });
      await ask(operation, 400, { in: { ...LIVE, position: 'first' } });
    }
    const retry = `POST ${quarantine}/{position}/retry`;
    await ask(retry, 422, { ...retried, body: payment('q-1', { amount: 'much' }) });
    expect((await ask(retry, 200, retried)).json).toMatchObject({ disposition: 'quarantined', prediction: null });
    await ask(retry, 409, retried);
    expect((await ask(retry, 200, { ...(await at('q-4')), body: payment('q-4') })).json).toMatchObject({ disposition: 'predicted' });
    await ask(`POST ${quarantine}/{position}/drop`, 200, dropped);
    await ask(`POST ${quarantine}/{position}/drop`, 409, dropped);
    await ask(`GET ${quarantine}/{position}`, 200, dropped);
  });

  it('of models', async () => {
    const body = await exampleModel();
    await ask(`POST ${MODEL}`, 201, { in: { name: 'twin' }, body, headers: OCTETS });
    await ask(`POST ${MODEL}`, 400, { in: { name: '-' }, body, headers: OCTETS });
    await ask(`POST ${MODEL}`, 422, { in: { name: 'twin' }, body: Buffer.from('no model'), headers: OCTETS });
    await ask('GET /v1/registry/models', 200);
    await ask(`GET ${MODEL}`, 200, { in: { name: 'twin' } });
    await ask(`GET ${MODEL}`, 404, { in: { name: 'triplet' } });
    await ask(`GET ${MODEL}/versions/{version}`, 200, { in: { name: 'twin', version: 1 } });
    await ask(`GET ${MODEL}/versions/{version}`, 404, { in: { name: 'twin', version: 2 } });
  });

  it('of pipelines and runs', async () => {
    const put = (pipeline: string, status: number, body: object) => ask(`PUT ${PIPELINE}`, status, { in: { pipeline }, body });
    const run = (pipeline: string, name: string, status: number) => ask(`PUT ${PIPELINE}/runs/{name}`, status, { in: { pipeline, name } });
    const rollBack = (pipeline: string, status: number) => ask(`POST ${PIPELINE}/rollback`, status, { in: { pipeline } });
    await ask('GET /v1/pipelines', 200);
    for (const what of ['', '/plan']) await ask(`GET ${PIPELINE}${what}`, 200, { in: LIVE });
    await rollBack('card-fraud', 409);
    await put('card-fraud', 200, await exampleDeployment());
    expect((await put('card-fraud', 200, await exampleDeployment(["'review'", "'look'"]))).json).toMatchObject({ outcome: 'live' });
    await rollBack('card-fraud', 200);
    await ask(`GET ${PIPELINE}`, 200, { in: LIVE });
    await put('card-fraud', 422, await exampleDeployment(['amount: event.amount', 'amount: event.amont']));
    await put('other', 400, await exampleDeployment());
    await put('other', 404, await exampleDeployment(['pipeline: card-fraud', 'pipeline: other'], ['card-fraud.onnx', 'triplet']));
    await ask(`POST ${PIPELINE}/diff`, 200, { in: LIVE, body: await exampleDeployment(['delay: 7d', 'delay: 6d']) });
    await ask(`POST ${PIPELINE}/diff`, 400, { in: LIVE, body: {} });
    await ask(`POST ${PIPELINE}/diff`, 422, { in: LIVE, body: { document: 'pipeline: card-fraud' } });
    await ask(`POST ${PIPELINE}/diff`, 404, { in: { pipeline: 'plain' }, body: plainDeployment('plain') });

    await put('plain', 201, plainDeployment('plain'));
    await ask(`GET ${PIPELINE}`, 200, { in: { pipeline: 'plain' } });
    await ask(`GET ${PIPELINE}/plan`, 200, { in: { pipeline: 'plain' } });
    await ask(`POST ${PIPELINE}/predictions`, 422, { in: { pipeline: 'plain' }, body: {} });
    await ask(`GET ${PIPELINE}/predictions/stream`, 422, { in: { pipeline: 'plain' } });
    await put('second', 409, plainDeployment('second', 'Another schema'));
    await run('plain', 'a', 200);
    await run('plain', ' ', 400);
    // The run stays with the schema that it began with; the pipeline and its neighbour go on to another.
    await put('plain', 200, plainDeployment('plain', 'Another schema'));
    await put('second', 201, plainDeployment('second', 'Another schema'));
    await run('second', 'a', 409);
    expect((await ask(`DELETE ${PIPELINE}`, 200, { in: { pipeline: 'plain' } })).json).toEqual({ retired: ['plain', 'plain@a'] });
    await ask(`DELETE ${PIPELINE}`, 404, { in: { pipeline: 'plain' } });
  });

  it('of streams and probes', async () => {
    await ask('GET /v1/status', 200);
    for (const probe of ['live', 'startup', 'ready']) await ask(`GET /health/${probe}`, 200);
    for (const format of ['', '&format=cloudevents']) {
      const events = await readEvents(app, ADMIN_KEY, `/v1/pipelines/card-fraud/predictions/stream?after=start${format}`);
      const [{ data }] = await events.take(1);
      expect(contract.faultOf(format ? 'PredictionEvent' : 'Prediction', data)).toBeUndefined();
      await events.close();
    }
    seen.add(`GET ${PIPELINE}/predictions/stream 200`);
    const leave = new AbortController();
    const status = await fetch(`${app.server.url}/v1/status/stream`, { headers: { authorization: `Bearer ${ADMIN_KEY}` }, signal: leave.signal });
    const reader = status.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('\n')) text += (await reader?.read())?.value ?? '';
    leave.abort();
    expect([status.status, contract.faultOf('StatusLine', JSON.parse(text.split('\n')[0]))]).toEqual([200, undefined]);
    seen.add('GET /v1/status/stream 200');
  });

  it('and none that is listed was left out', () => {
    const listed = [...contract.operations].flatMap(([operation, { responses }]) => Object.keys(responses).map((status) => `${operation} ${status}`));
    const left = listed.filter((one) => !/card-fraud|payments/.test(one) && !seen.has(one) && !NOT_HERE.has(one.split(' ')[2]) && !NOT_MADE.has(one));
    expect(left).toEqual([]);
    expect(seen.size).toBeGreaterThan(130);
  });
});
