import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, Member, RUN, placePipeline } from '../faults/cluster.js';
import { payment, until } from './app.js';

const PREDICTIONS = `/v1/pipelines/${RUN}/predictions`;
let database: Database;
let url: string;
let proxy: Awaited<ReturnType<Database['proxied']>>['proxy'];
let [api, worker]: Member[] = [];

beforeAll(async () => {
  database = await Database.start(undefined);
  await database.create('roles');
  ({ proxy, url } = await database.proxied('roles'));
  const folder = join(database.folder, 'roles');
  mkdirSync(folder);
  api = new Member('api', 'api', { folder, url, pipelines: [placePipeline(folder)], env: { MILLRACE_LOG_LEVEL: 'info' } });
  worker = new Member('worker', 'worker', { folder, url });
  await api.start();
  await worker.start();
  await worker.ready();
  await api.ready();
});
afterAll(async () => {
  await Promise.allSettled([api?.stop(), worker?.stop()]);
  await proxy?.close();
  await database?.stop();
});

describe('an api and a worker on one database', () => {
  it('answers with the prediction that the worker committed', async () => {
    const answer = await api.call('POST', PREDICTIONS, { body: payment('r1') });
    expect([answer.status, answer.json.event_id, answer.json.position]).toEqual([200, 'r1', 0]);
    const again = await api.call('GET', `${PREDICTIONS}/${answer.json.id}`);
    expect(again.json).toEqual(answer.json);
  });

  it('gives a worker probes and metrics, and nothing else', async () => {
    const statuses = await Promise.all(
      ['/health/live', '/health/ready', '/metrics', '/v1/pipelines', PREDICTIONS, '/docs-json', '/'].map(
        async (path) => (await worker.call('GET', path)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 404, 404, 404, 404]);
    const accepted = await worker.call('POST', '/v1/events/payments/payment', { body: payment('r2') });
    expect(accepted.status).toBe(404);
  });

  it('shows the lane of the worker as it runs', async () => {
    const { json } = await until(
      () => api.call('GET', `/v1/pipelines/${RUN}`),
      ({ json: status }) => status.lane.state === 'running',
    );
    expect(json).toMatchObject({ lane: { state: 'running' }, books: { balanced: true } });
  });

  it('without a worker: appends and answers 504 where the event is to be found, then refuses before the log, and all is made up for', async () => {
    await worker.kill();
    await until(
      () => api.call('GET', `/v1/pipelines/${RUN}`),
      ({ json: status }) => status.lane.state === 'waiting',
    );
    const late = await api.call('POST', PREDICTIONS, { body: payment('r3') });
    expect([late.status, late.json.code]).toEqual([504, 'deadline']);
    const place = late.headers.get('location');
    expect(place).toBe(`${PREDICTIONS}/${late.json.id}`);
    const refused = await api.call('POST', PREDICTIONS, { body: payment('r4') });
    expect([refused.status, refused.json.code, refused.headers.get('retry-after')]).toEqual([503, 'busy', '1']);
    await worker.start();
    const made = await until(
      () => api.call('GET', String(place)),
      ({ status }) => status === 200,
    );
    expect(made.json.event_id).toBe('r3');
    const again = await until(
      () => api.call('POST', PREDICTIONS, { body: payment('r4') }),
      ({ status }) => status === 200,
    );
    expect(again.json.position).toBe(2);
    const status = await api.call('GET', `/v1/pipelines/${RUN}`);
    expect(status.json.log_end).toBe(3);
  });
});

it('refuses a role of its own without a database to share', async () => {
  const folder = join(database.folder, 'lonely');
  mkdirSync(folder);
  const lonely = new Member('lonely', 'worker', { folder, url: '' });
  lonely.options.env = { MILLRACE_DATABASE_URL: '' };
  await lonely.start();
  await lonely.ended();
  expect(lonely.tail()).toContain('MILLRACE_DATABASE_URL');
});
