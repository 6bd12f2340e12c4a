import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PREDICTIONS, type TestApp, payment, startApp } from './app.js';
import { plainDeployment } from './contract/documents.js';
import { type Exchange, type Front, startFront } from './contract/front.js';
import { type Known, schemathesis } from './contract/schemathesis.js';

const SECONDS = 25;
const LIVE = '/v1/pipelines/card-fraud';
const RUN = '/v1/pipelines/{pipeline}/runs/{name}';
/** The scoring faces have contracts of their own protocols. A model that is registered by its URI is asked for at a server that is not there. Streams do not end, a run is a lane that works on, and what is retired answers nothing any more: the last two are asked by themselves. */
const HARMLESS = [
  '--exclude-path-regex',
  '/stream$|/runs/|^/v2|^/v1/models/',
  '--exclude-method',
  'DELETE',
  '--exclude-name',
  'POST /v1/registry/models/{name}',
];
/** Answers that are no problems must be among those that are looked at. */
const GOOD = [
  ...[/GET .*\/predictions\/[0-9a-f-]{36} 200/, /GET .*\/why 200/, /GET .*\/quarantine\/\d+ 200/, /GET .*\/versions\/1 200/],
  ...[/GET \/v1\/pipelines\/card-fraud 200/, /\/plan 200/, /\/v1\/status 200/, /POST .*\/predictions 200/, /POST .*\/payment 20[02]/],
];

describe('the application keeps its OpenAPI contract', () => {
  let app: TestApp;
  let front: Front;
  let known: Known[];
  beforeAll(async () => {
    app = await startApp();
    front = await startFront(app.server.url);
    const predict = async (tx: string, amount: number) => (await app.call('POST', PREDICTIONS, { body: payment(tx, { amount }) })).json;
    const ids = [String((await predict('known', 5))['id']), String((await predict('other', 6))['id'])];
    const positions: string[] = [];
    for (const tx of ['bad-1', 'bad-2', 'bad-3', 'bad-4']) positions.push(String((await predict(tx, -5))['position']));
    const version = { 'path.name': ['card-fraud'], 'path.version': ['1'] };
    known = [
      ...['', '/why'].map((what) => ({ path: `${LIVE}/predictions/{id}${what}`, parameters: { 'path.id': ids } })),
      ...['', '/retry', '/drop'].map((what) => ({ path: `${LIVE}/quarantine/{position}${what}`, parameters: { 'path.position': positions } })),
      ...['', '/plan'].map((what) => ({ path: `/v1/pipelines/{pipeline}${what}`, parameters: { 'path.pipeline': ['card-fraud'] } })),
      { path: '/v1/registry/models/{name}/versions/{version}', parameters: version },
    ];
  });
  afterAll(async () => {
    await front?.stop();
    await app?.stop();
  });

  it('answers no 5xx, and nothing that the document does not tell', async () => {
    const options = ['--phases', 'examples,coverage,fuzzing', '--max-time', String(SECONDS), '--max-examples', '10', '--continue-on-failure'];
    const { passed, output, answers } = await schemathesis(app.server.url, known, [...options, ...HARMLESS]);
    expect(passed, output).toBe(true);
    expect(Number(/Tested: (\d+)/.exec(output)?.[1])).toBeGreaterThan(30);
    expect(answers.length).toBeGreaterThan(500);
    for (const one of GOOD)
      expect(
        answers.some((answer) => one.test(answer)),
        String(one),
      ).toBe(true);
    expect((await app.settled()).books['balanced']).toBe(true);
  });

  it('also where runs are made and pipelines retired', async () => {
    expect((await app.call('PUT', '/v1/pipelines/scratch', { body: plainDeployment('scratch') })).status).toBe(201);
    const scratch: Known[] = [
      { path: RUN, parameters: { 'path.pipeline': ['scratch'], 'path.name': ['a', 'b', '-'] }, only: true },
      { path: '/v1/pipelines/{pipeline}', parameters: { 'path.pipeline': ['scratch', 'scratch@a'] }, only: true },
    ];
    const options = ['--phases', 'coverage,fuzzing', '--max-examples', '10', '--continue-on-failure'];
    const runs = await schemathesis(app.server.url, scratch, [...options, '--include-name', `PUT ${RUN}`]);
    expect(runs.passed, runs.output).toBe(true);
    expect(runs.answers).toEqual(expect.arrayContaining(['PUT /v1/pipelines/scratch/runs/a 200', 'PUT /v1/pipelines/scratch/runs/- 400']));
    const retired = await schemathesis(app.server.url, scratch, [...options, '--include-name', 'DELETE /v1/pipelines/{pipeline}']);
    expect(retired.passed, retired.output).toBe(true);
    expect(retired.answers).toEqual(expect.arrayContaining(['DELETE /v1/pipelines/scratch 200', 'DELETE /v1/pipelines/scratch 404']));
    const left = (await app.call('GET', '/v1/pipelines')).json['pipelines'] as { name: string }[];
    expect(left.map(({ name }) => name)).toEqual(['card-fraud']);
  });

  it.each<[string, string, (exchange: Exchange) => Partial<Exchange>]>([
    ['of another type', 'Response violates schema', ({ body }) => ({ body: body.replace(/"position":(\d+)/, '"position":"$1"') })],
    ['that lacks a member', 'Response violates schema', ({ body }) => ({ body: body.replace('"live":', '"alive":') })],
    ['with a status that is not told', 'Undocumented status code', () => ({ status: 418 })],
    ['that is a problem of another operation', 'Response violates schema', problem(404, 'model_unknown')],
    ['of another content type', 'Undocumented Content-Type', () => ({ contentType: 'text/plain' })],
    ['that is a failure', 'Server error', problem(500, 'internal')],
  ])('would find an answer %s', async (_what, name, change) => {
    front.change = change;
    const options = ['--phases', 'fuzzing', '--max-examples', '2', '--mode', 'positive', '--include-name', 'GET /v1/pipelines/{pipeline}'];
    const { passed, output } = await schemathesis(
      front.url,
      [{ path: '/v1/pipelines/{pipeline}', parameters: { 'path.pipeline': ['card-fraud'] }, only: true }],
      options,
    );
    front.change = undefined;
    expect([passed, output.includes(name)], output).toEqual([false, true]);
  });
});

function problem(status: number, code: string): () => Partial<Exchange> {
  const body = JSON.stringify({ type: 'about:blank', title: code, status, code, detail: code });
  return () => ({ status, body, contentType: 'application/problem+json' });
}
