import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json as jsonFrom } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import { ADMIN_KEY, type Answer, type Json, NDJSON, PAYMENTS, PREDICTIONS, type TestApp, lines, payment, startApp, until } from './app.js';

const LINES = 50_000;

describe('intake', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());
  const end = async () => (await app.settled()).log_end;
  const send = (body: Buffer, producer: string, firstLine: number) =>
    app.call('POST', PAYMENTS, { body, headers: { ...NDJSON, 'millrace-producer': producer, 'millrace-first-line': String(firstLine) } });

  it('takes a stream of many lines in one request, each once', async () => {
    const body = lines(...Array.from({ length: LINES }, (_, i) => payment(`stream-${i}`, { customer: `C${i % 500}` })));
    const answer = await app.call('POST', PAYMENTS, { body, headers: NDJSON });
    expect(answer.json).toEqual({ accepted: LINES, repeated: 0, first_position: 0, refused_count: 0, refused: [] });
    const status = await app.settled();
    expect(status.books).toMatchObject({ records: LINES, predicted: LINES, balanced: true });
  });

  it('takes the lines of a producer once, and tells a repeat the same first position', async () => {
    const before = await end();
    const body = lines(...[1, 2, 3, 4].map((i) => payment(`echo-${i}`)));
    const first = await send(body, 'echo', 1);
    expect(first.json).toMatchObject({ accepted: 4, repeated: 0, first_position: before });
    const again = await send(body, 'echo', 1);
    expect(again.json).toMatchObject({ accepted: 4, repeated: 4, first_position: before });
    expect(await end()).toBe(before + 4);
    expect((await app.call('GET', '/v1/events/payments/producers/echo')).json).toEqual({ last_line: 4 });
  });

  it('goes on where a producer overlaps, and not past a gap', async () => {
    const before = await end();
    const all = Array.from({ length: 6 }, (_, i) => payment(`overlap-${i + 1}`));
    await send(lines(...all.slice(0, 3), 'no event'), 'overlap', 1);
    const answer = await send(lines(...all.slice(2, 3), 'no event', ...all.slice(3)), 'overlap', 3);
    expect(answer.json).toMatchObject({ accepted: 4, repeated: 1 });
    expect(await end()).toBe(before + 6);
    const gap = await send(lines(payment('gap')), 'overlap', 9);
    expect([gap.status, gap.json['detail']]).toEqual([409, expect.stringContaining('7')]);
    expect(await end()).toBe(before + 6);
    expect((await app.call('GET', '/v1/events/payments/producers/overlap')).json).toEqual({ last_line: 7 });
    const { refused } = await app.settled();
    expect(refused).toEqual({ malformed: 1 });
  });

  it('has a line of a slow stream in the log before the next one comes, and tells what is wrong before the end', async () => {
    const before = await end();
    const open = (path: string): ClientRequest =>
      request(app.server.url + path, { method: 'POST', headers: { ...NDJSON, authorization: `Bearer ${ADMIN_KEY}` } });
    const slow = open(PAYMENTS);
    const answered = once(slow, 'response') as Promise<[IncomingMessage]>;
    for (let i = 0; i < 3; i++) {
      slow.write(lines(payment(`slow-${i}`)));
      expect(await until(end, (position) => position > before + i)).toBe(before + i + 1);
    }
    slow.end();
    const [answer] = await answered;
    expect(await jsonFrom(answer)).toMatchObject({ accepted: 3, first_position: before });
    const lost = open('/v1/events/paymets/payment');
    const refused = once(lost, 'response') as Promise<[IncomingMessage]>;
    for (const _ of [1, 2]) {
      lost.write(lines(payment('lost')));
      await setImmediate();
    }
    const [refusal] = await refused;
    expect([refusal.statusCode, await jsonFrom(refusal)]).toEqual([404, expect.objectContaining({ code: 'source_unknown' })]);
    lost.destroy();
  });

  it('goes on after a line that is longer than an event may be', async () => {
    const long = `{"tx":"${'x'.repeat(3 * 1024 * 1024)}"}`;
    const before = await end();
    const answer = await app.call('POST', PAYMENTS, { body: lines(payment('long-1'), long, payment('long-2')), headers: NDJSON });
    expect(answer.json).toMatchObject({ accepted: 2, first_position: before, refused: [{ line: 2, code: 'event_too_large' }] });
    expect(await end()).toBe(before + 2);
  });

  it('gives events that come side by side dense positions of their own', async () => {
    const before = await end();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => app.call('POST', PAYMENTS, { body: payment(`side-${i}`) })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const positions = answers.map(({ json }) => json['position'] as number).toSorted((a, b) => a - b);
    expect(positions).toEqual(Array.from({ length: 50 }, (_, i) => before + i));
  });

  it('describes its routes as OpenAPI 3.1, without a key', async () => {
    const { json, status } = await app.call('GET', '/docs-json', { key: null });
    expect([status, json['openapi']]).toEqual([200, expect.stringMatching(/^3\.1\./)]);
    expect(Object.keys(json['paths'] as Json)).toEqual(
      expect.arrayContaining([
        ...['/v1/events/{source}/{type}', '/v1/events/{source}', '/v1/events/{source}/producers/{producer}', '/v1/status', '/v1/status/stream'],
        ...['', '/plan', '/predictions', '/predictions/{id}', '/predictions/{id}/why', '/set-aside', '/runs/{name}'].map(
          (path) => `/v1/pipelines/{pipeline}${path}`,
        ),
        ...['/health/live', '/health/ready', '/health/startup'],
      ]),
    );
    expect((await app.call('GET', '/docs', { key: null })).status).toBe(200);
  });
});

describe('the bound of the queue', () => {
  it('refuses with 429 and Retry-After while it is full, and takes everything it said it took', async () => {
    const app = await startApp({ yaml: `limits: { queueBytes: ${64 * 1024} }` });
    try {
      const batch = (name: string) => app.call('POST', PAYMENTS, { body: JSON.stringify(Array.from({ length: 300 }, (_, i) => payment(`${name}-${i}`))) });
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => batch(`full-${i}`)));
      const full = answers.filter(({ status }) => status === 429);
      expect(full.length).toBeGreaterThan(0);
      for (const answer of full) expect([answer.json['code'], answer.headers.get('retry-after')]).toEqual(['intake_full', '1']);
      const taken = answers.filter(({ status }) => status === 200);
      expect([taken.length > 0, taken.length + full.length]).toEqual([true, 40]);
      expect((await app.settled()).books).toMatchObject({ records: taken.length * 300, predicted: taken.length * 300, balanced: true });
      // A stream waits for room instead.
      const streamed = await app.call('POST', PAYMENTS, { body: lines(...Array.from({ length: 20_000 }, (_, i) => payment(`wait-${i}`))), headers: NDJSON });
      expect(streamed.json).toMatchObject({ accepted: 20_000, refused_count: 0 });
    } finally {
      await app.stop();
    }
  });
});

/** The server of the application's own folder, with its children. */
async function databaseProcesses({ dataDir }: TestApp): Promise<number[]> {
  const postmaster = Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const pids = [postmaster];
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    if (new RegExp(`^PPid:\\s+${postmaster}$`, 'm').test(status)) pids.push(Number(name));
  }
  return pids;
}

describe('a database that goes away', () => {
  const probes = async (app: TestApp) =>
    Promise.all(['live', 'startup', 'ready'].map(async (probe) => (await app.call('GET', `/health/${probe}`, { key: null })).status));

  it('is told by the probes and the intake, and is used again once it is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-away-'));
    const start = () => startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    let database = await start();
    const app = await startApp({ databaseUrl: database.url });
    try {
      expect((await app.call('POST', PREDICTIONS, { body: payment('before') })).status).toBe(200);
      expect(
        await until(
          () => probes(app),
          ([, , ready]) => ready === 200,
        ),
      ).toEqual([200, 200, 200]);
      await database.stop();
      expect(await probes(app)).toEqual([200, 503, 503]);
      for (const path of [PAYMENTS, PREDICTIONS]) {
        const away = await app.call('POST', path, { body: payment('away') });
        expect([path, away.status, away.headers.get('retry-after'), away.json['code']]).toEqual([
          path,
          503,
          '1',
          expect.stringMatching(/^(log|store)_unavailable$/),
        ]);
      }
      database = await start();
      expect(
        await until(
          () => probes(app),
          ([, , ready]) => ready === 200,
        ),
      ).toEqual([200, 200, 200]);
      const answer = await app.call('POST', PREDICTIONS, { body: payment('after') });
      expect([answer.status, answer.json['position']]).toEqual([200, 1]);
      expect((await app.settled()).books).toMatchObject({ records: 2, predicted: 2, balanced: true });
    } finally {
      await app.stop();
      await database.stop();
      await rm(folder, { recursive: true });
    }
  });

  it('is not ready while the database is stopped, and answers what waited once it goes on', async () => {
    const app = await startApp();
    let frozen: number[] = [];
    let waiting: Promise<Answer> | undefined;
    try {
      expect(
        await until(
          () => probes(app),
          ([, , ready]) => ready === 200,
        ),
      ).toEqual([200, 200, 200]);
      frozen = await databaseProcesses(app);
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');
      waiting = app.call('POST', PREDICTIONS, { body: payment('waiting') });
      expect(await probes(app)).toEqual([200, 503, 503]);
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
    }
    try {
      // In time it is 200, else 504 or 503: whatever it is, asking again answers.
      expect([200, 503, 504]).toContain((await waiting).status);
      const again = await until(
        () => app.call('POST', PREDICTIONS, { body: payment('later') }),
        ({ status }) => status === 200,
      );
      expect(again.status).toBe(200);
      expect(
        await until(
          () => probes(app),
          ([, , ready]) => ready === 200,
        ),
      ).toEqual([200, 200, 200]);
      expect((await app.settled()).books.balanced).toBe(true);
    } finally {
      await app.stop();
    }
  });
});

describe('a stop', () => {
  it('answers requests that are under way, and keeps what it answered', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-stop-'));
    const database = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    try {
      const app = await startApp({ databaseUrl: database.url });
      await app.settled();
      const asked = Array.from({ length: 40 }, (_, i) => app.call('POST', PREDICTIONS, { body: payment(`stop-${i}`) }).catch(() => undefined));
      await until(
        () => app.call('GET', '/v1/pipelines/card-fraud'),
        ({ json }) => (json['log_end'] as number) > 0,
      );
      await app.stop();
      const answers = (await Promise.all(asked)).filter((answer) => answer !== undefined);
      const answered = answers.filter(({ status }) => status === 200);
      expect([answers.length, answered.length > 0]).toEqual([40, true]);
      expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
      const next = await startApp({ databaseUrl: database.url });
      for (const { json, text } of answered) expect((await next.call('GET', `${PREDICTIONS}/${String(json['id'])}`)).text).toBe(text);
      expect((await next.settled()).books.balanced).toBe(true);
      await next.stop();
    } finally {
      await database.stop();
      await rm(folder, { recursive: true });
    }
  });
});
