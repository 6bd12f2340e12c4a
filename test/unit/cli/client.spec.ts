import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/cli/client.js';
import { findServer } from '../../../src/cli/find-server.js';
import { type Reply, type Request, TestServer } from './test-server.js';

const KEY = 'a-key-of-the-test';

describe('a client of the REST API', () => {
  let dataDir: string;
  let environment: Record<string, string>;
  let server: TestServer;
  let answer: (request: Request) => Reply;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
    environment = { MILLRACE_DATA_DIR: dataDir };
    answer = () => ({ status: 200, body: { pipelines: [] } });
    server = await new TestServer((request) => (request.path.startsWith('/health') ? { status: 200, body: { status: 'ok' } } : answer(request))).listen();
  });

  afterEach(async () => {
    await server.kill();
    await rm(dataDir, { recursive: true });
  });

  const runningHere = async (url = server.url): Promise<void> => {
    await writeFile(join(dataDir, 'server.json'), JSON.stringify({ pid: 1, url, startedAt: '2026-01-01T00:00:00Z' }));
    await writeFile(join(dataDir, 'admin.key'), `${KEY}\n`);
  };

  it('finds address and key in the data folder, and options before variables before files', async () => {
    await runningHere('http://127.0.0.1:4711');
    expect(await findServer({}, environment)).toEqual({ url: 'http://127.0.0.1:4711', key: KEY, from: 'data folder' });
    const named = { ...environment, MILLRACE_URL: 'http://there:1/', MILLRACE_KEY: 'k1', MILLRACE_ADMIN_KEY: 'k2' };
    expect(await findServer({}, named)).toEqual({ url: 'http://there:1', key: 'k1', from: 'caller' });
    expect(await findServer({ url: 'here:2', key: 'k0' }, named)).toEqual({ url: 'http://here:2', key: 'k0', from: 'caller' });
    expect(await findServer({}, { ...environment, MILLRACE_ADMIN_KEY: 'k2' })).toMatchObject({ key: 'k2' });
  });

  it('falls back to the configured address where the file is broken or missing', async () => {
    await writeFile(join(dataDir, 'server.json'), '{"pid":');
    expect(await findServer({}, { ...environment, MILLRACE_HTTP_PORT: '4712' })).toEqual({ url: 'http://127.0.0.1:4712', key: undefined, from: 'default' });
  });

  it('sends the key with every call', async () => {
    await runningHere();
    const client = await connect({ environment });
    await client.get('/v1/anything');
    expect(server.requests.filter((request) => request.path.startsWith('/v1')).map((request) => request.headers.authorization)).toEqual([
      `Bearer ${KEY}`,
      `Bearer ${KEY}`,
    ]);
  });

  it('turns a problem into an error with its code, its faults and what to do', async () => {
    await runningHere();
    const client = await connect({ environment });
    answer = () => ({
      status: 422,
      body: {
        type: 'about:blank',
        title: 'schema',
        status: 422,
        code: 'schema',
        detail: 'the event breaks the schema',
        faults: [{ path: '/a', message: 'is missing' }],
      },
    });
    await expect(client.get('/v1/x')).rejects.toMatchObject({
      code: 'schema',
      kind: 'poison',
      message: 'the event breaks the schema',
      details: { faults: [{ path: '/a', message: 'is missing' }] },
    });
    answer = () => ({ status: 401, body: { status: 401, code: 'unauthenticated', detail: 'the key is not known' } });
    await expect(connect({ environment })).rejects.toThrow(/the key is not known; pass a key .*--key/);
  });

  it('says so when another program answers at the address', async () => {
    await runningHere();
    answer = () => ({ status: 404, body: '<html>', headers: { 'content-type': 'text/html' } });
    await expect(connect({ environment })).rejects.toMatchObject({ code: 'no_millrace' });
    answer = () => ({ status: 200, body: '<html>', headers: { 'content-type': 'text/html' } });
    await expect(connect({ environment })).rejects.toMatchObject({ code: 'no_millrace' });
  });

  it('asks for a key when there is none', async () => {
    await expect(connect({ environment, url: server.url })).rejects.toMatchObject({ code: 'no_key' });
  });

  it('tries again while the server is full, after the time it asks for', async () => {
    await runningHere();
    const client = await connect({ environment });
    let calls = 0;
    answer = () =>
      ++calls < 3
        ? { status: calls === 1 ? 429 : 503, body: { code: 'intake_full', detail: 'full' }, headers: { 'retry-after': '0' } }
        : { status: 200, body: { ok: true } };
    expect(await client.get('/v1/x')).toEqual({ ok: true });
    expect(calls).toBe(3);
  });

  it('does not try again what can never succeed', async () => {
    await runningHere();
    const client = await connect({ environment });
    let calls = 0;
    answer = () => ({ status: ++calls > 0 ? 400 : 200, body: { code: 'malformed', detail: 'no' } });
    await expect(client.get('/v1/x')).rejects.toMatchObject({ code: 'malformed' });
    expect(calls).toBe(1);
  });

  it('survives a restart of the server, also on another port', async () => {
    await runningHere();
    const reasons: string[] = [];
    const client = await connect({ environment, onWait: (reason) => reasons.push(reason) });
    await server.kill();
    const call = client.get('/v1/x');
    await new Promise((resolve) => setTimeout(resolve, 250));
    await server.listen();
    await runningHere();
    expect(await call).toEqual({ pipelines: [] });
    expect(reasons[0]).toMatch(/the server at .* is away \(.+\); is it running/);
  });

  it('gives up when patience ends, and at once when it is interrupted', async () => {
    await runningHere();
    const client = await connect({ environment, patienceMs: 150 });
    const patient = await connect({ environment });
    const port = await server.kill();
    await expect(client.get('/v1/x')).rejects.toMatchObject({ code: 'server_away', kind: 'retryable' });
    await expect(patient.get('/v1/x', AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'interrupted' });
    await server.listen(port);
  });

  it('starts a server of its own where none runs, and stops it at the end', async () => {
    const port = await server.kill();
    await runningHere(`http://127.0.0.1:${port}`);
    let stopped = 0;
    const start = async (): Promise<{ url: string; key: string; stop: () => Promise<void> }> => {
      await server.listen();
      return { url: server.url, key: 'its-own-key', stop: async () => void stopped++ };
    };
    const client = await connect({ environment, start });
    expect(client.inProcess).toBe(true);
    await client.get('/v1/x');
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer its-own-key');
    expect(stopped).toBe(0);
    await client.close();
    expect(stopped).toBe(1);
  });

  it('starts one of its own where another program has the default address, but not where its own server refuses the key', async () => {
    answer = () => ({ status: 401, body: { code: 'unauthenticated', detail: 'no' } });
    const own = await new TestServer(() => ({ status: 200, body: {} })).listen();
    const start = (): Promise<{ url: string; key: string; stop: () => Promise<void> }> =>
      Promise.resolve({ url: own.url, key: 'its-own-key', stop: () => Promise.resolve() });
    const client = await connect({ environment: { ...environment, MILLRACE_HTTP_PORT: new URL(server.url).port, MILLRACE_KEY: KEY }, start });
    expect(client.url).toBe(own.url);
    await own.kill();
    await runningHere();
    await expect(connect({ environment, start })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('starts none in place of a server that was named', async () => {
    const port = await server.kill();
    const start = (): Promise<never> => Promise.reject(new Error('must not be called'));
    await expect(connect({ environment, url: `http://127.0.0.1:${port}`, key: KEY, start })).rejects.toThrow(
      /no server answers at .* start one with `millrace up`/,
    );
    await server.listen();
  });
});
