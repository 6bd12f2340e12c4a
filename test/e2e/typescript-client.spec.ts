import { execFile } from 'node:child_process';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Followed, type MillraceClient, MillraceError, createMillraceClient } from '../../clients/typescript/src/index.js';
import { type TestApp, payment, startApp } from './app.js';

describe('the TypeScript client', () => {
  let app: TestApp;
  let client: MillraceClient;
  let key: string;
  const pipeline = 'card-fraud';

  beforeAll(async () => {
    app = await startApp();
    key = process.env['MILLRACE_ADMIN_KEY'] ?? '';
    client = createMillraceClient({ url: app.server.url, key });
  });
  afterAll(() => app?.stop());

  it('is typed by itself, as its users compile it', async () => {
    const { stdout } = await promisify(execFile)(resolve('node_modules/.bin/tsc'), ['--noEmit', '-p', 'clients/typescript']);
    expect(stdout).toBe('');
  });

  it('predicts, finds and explains', async () => {
    const made = await client.predict(pipeline, payment('typed', { amount: 400 }));
    expect(made).toMatchObject({ event_id: 'typed', features: { amount: 400 } });
    const path = { pipeline, id: made.id };
    expect((await client.api.GET('/v1/pipelines/{pipeline}/predictions/{id}', { params: { path } })).data).toEqual(made);
    expect((await client.api.GET('/v1/pipelines/{pipeline}/predictions/{id}/why', { params: { path } })).data).toMatchObject({ equal: true });
  });

  it('throws what the server refuses, with its code', async () => {
    const refused = await client.predict(pipeline, payment('words', { amount: 'much' })).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MillraceError);
    expect(refused).toMatchObject({ code: 'schema', status: 422, retryable: false, details: { faults: [{ path: '/amount' }] } });
    const nobody = createMillraceClient({ url: 'http://127.0.0.1:1', key, patienceMs: 50 });
    await expect(nobody.predict(pipeline, payment('nobody'))).rejects.toMatchObject({ code: 'server_away', retryable: true });
  });

  it('sends in numbered lines: what is sent again adds nothing, and a full server is waited for', async () => {
    const front = await startFront(app.server.url);
    const waits: number[] = [];
    const through = createMillraceClient({ url: front.url, key, sleep: async (ms) => void waits.push(ms) });
    try {
      front.refuse = [7, 3];
      front.swallow = 1;
      const events = Array.from({ length: 6000 }, (_, i) => payment(`line-${i}`));
      const before = (await app.settled()).log_end;
      const sent = await through.send('payments', 'payment', events);
      expect(waits.slice(0, 2)).toEqual([7000, 3000]);
      expect(sent).toMatchObject({ accepted: 6000, repeated: 5000, refusedCount: 0 });
      expect((await app.settled()).log_end - before).toBe(6000);
      const [first] = [
        await client.send(
          'payments',
          'payment',
          events.slice(0, 3).map((_, i) => payment(`named-${i}`)),
          { producer: 'named' },
        ),
      ];
      expect(first).toMatchObject({ accepted: 3 });
      expect(
        await client.send(
          'payments',
          'payment',
          [1, 2, 3, 4].map((i) => payment(`named-${i}`)),
          { producer: 'named' },
        ),
      ).toMatchObject({ accepted: 1 });
    } finally {
      await front.stop();
    }
  });

  it('follows over cut connections, none lost and none twice', async () => {
    const front = await startFront(app.server.url);
    const through = createMillraceClient({ url: front.url, key, sleep: async () => undefined });
    try {
      front.cutAfter = 2500;
      const made = [];
      for (let i = 0; i < 8; i++) made.push(await client.predict(pipeline, payment(`followed-${i}`, { customer: 'C-followed' })));
      const all = await take(through.follow(pipeline, { after: 'start', key: 'C-followed' }), 8);
      expect(all.map(({ prediction }) => prediction)).toEqual(made);
      expect(front.requests).toBeGreaterThan(2);
      expect((await take(client.follow(pipeline, { after: all[4].cursor, key: 'C-followed' }), 3)).map(({ prediction }) => prediction)).toEqual(made.slice(5));
    } finally {
      await front.stop();
    }
  });

  it('stops following when it is told to', async () => {
    const stop = new AbortController();
    const followed = client.follow(pipeline, { signal: stop.signal });
    const next = followed.next();
    setTimeout(() => stop.abort(), 200);
    await expect(next).rejects.toThrow(/abort/i);
  });
});

async function take(source: AsyncGenerator<Followed>, count: number): Promise<Followed[]> {
  const taken: Followed[] = [];
  for await (const one of source) if (taken.push(one) === count) break;
  return taken;
}

interface Front {
  readonly url: string;
  /** Seconds of Retry-After of the refusals to come. */
  refuse: number[];
  /** Answers that are swallowed after the application has given them. */
  swallow: number;
  /** Bytes after which an answer is cut; 0: never. */
  cutAfter: number;
  requests: number;
  stop(): Promise<void>;
}

/** Stands before the real application: full at times, cutting connections; all else it passes on as it is. */
async function startFront(target: string): Promise<Front> {
  const front: Front = { url: '', refuse: [], swallow: 0, cutAfter: 0, requests: 0, stop: async () => undefined };
  const server = createServer((incoming, reply) => {
    front.requests++;
    const seconds = front.refuse.shift();
    if (seconds !== undefined) {
      incoming.resume();
      reply
        .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': String(seconds) })
        .end('{"code":"intake_full","detail":"the queue is full"}');
      return;
    }
    const onward = ask(target + (incoming.url ?? ''), { method: incoming.method, headers: incoming.headers, agent: false }, (answer) => {
      if (front.swallow > 0) {
        front.swallow--;
        answer.resume().once('end', () => reply.destroy());
        return;
      }
      reply.writeHead(answer.statusCode ?? 500, answer.headers);
      let left = front.cutAfter || Infinity;
      answer.on('data', (chunk: Buffer) => {
        reply.write(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) reply.socket?.end();
      });
      answer.once('end', () => reply.end());
    });
    reply.once('close', () => onward.destroy());
    onward.on('error', () => reply.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  server.keepAliveTimeout = 1;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return Object.assign(front, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop });
}
