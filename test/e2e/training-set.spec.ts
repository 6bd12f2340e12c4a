import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { type IncomingMessage, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { history } from '../../pipelines/card-fraud/demo.js';
import { type Json, NDJSON, PREDICTIONS, type Status, type TestApp, lines, payment, startApp, until } from './app.js';
import { lastReports, trainingLog } from './training-events.js';

const SET = '/v1/pipelines/card-fraud/training-set';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const iso = (ms: number) => new Date(ms).toISOString();

describe('training sets', () => {
  let app: TestApp;
  let status: Status;
  const now = Date.now() - HOUR_MS;
  const log = trainingLog(now);

  beforeAll(async () => {
    // Small commits: a replay can begin only between two.
    app = await startApp({ yaml: 'limits: { batchRecords: 64 }' });
    expect(await app.call('POST', '/v1/events/payments', { body: lines(...log), headers: NDJSON })).toMatchObject({ json: { accepted: log.length } });
    status = await app.settled();
  });
  afterAll(() => app?.stop());

  const ndjson = async (query = '') => {
    const { status: code, text } = await app.call('GET', `${SET}?format=ndjson${query}`);
    expect(code, text.slice(0, 300)).toBe(200);
    const all = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    return { rows: all.slice(0, -1), summary: all.at(-1)?.['summary'] as Json };
  };
  const parquet = async (query = '') => {
    const answer = await fetch(`${app.server.url}${SET}?${query}`, { headers: { authorization: `Bearer ${process.env['MILLRACE_ADMIN_KEY']}` } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/vnd.apache.parquet']);
    return answer.arrayBuffer();
  };

  it('has a row for each prediction, in log order, equal to the bit, and no other', async () => {
    const { rows, summary } = await ndjson();
    expect(rows.length).toBeGreaterThan(500);
    expect(rows.length).toBe(status.books['predicted']);
    expect(summary).toEqual({
      ...{ rows: rows.length, compared: rows.length, different: 0, replayed_from: 0, replayed_to: status.position, labels_up_to: status.position },
      warming: rows.filter((row) => row['warming']).length,
    });
    const positions = rows.map((row) => row['position'] as number);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(rows.every((row) => row['served_equal'] === true)).toBe(true);
    for (const row of [rows[0], rows[Math.floor(rows.length / 2)], rows[rows.length - 1]]) {
      const at = row['event_time'] as string;
      const { json } = await app.call('GET', `${PREDICTIONS}?key=${String(row['key'])}&from=${at}&limit=1000`);
      const served = (json['predictions'] as Json[]).find((one) => one['position'] === row['position']);
      expect(served).toMatchObject({ event_id: row['event_id'], time: at, score: row['served_score'], decision: row['served_decision'] });
      expect(row).toMatchObject(served?.['features'] as Json);
    }
  });

  it('labels each event with the last outcome of the log, early, late and revised ones too', async () => {
    const { rows } = await ndjson();
    const reports = lastReports(log);
    const expected = rows.map((row) => {
      const last = reports.get(row['event_id'] as string);
      return [row['event_id'], last?.fraud ?? null, last ? Date.parse(last.reported_at) : null];
    });
    const time = (row: Json) => (row['label_chargeback_time'] === null ? null : Date.parse(row['label_chargeback_time'] as string));
    expect(rows.map((row) => [row['event_id'], row['label_chargeback'], time(row)])).toEqual(expected);
    expect(new Set(rows.map((row) => row['label_chargeback']))).toEqual(new Set([null, 0, 1]));
    const { json } = await app.call('GET', '/v1/pipelines/card-fraud');
    const { joined, unmatched } = json['books'] as Record<string, number>;
    expect([joined > 100, unmatched > 0]).toEqual([true, true]);
  });

  it('gives a part of the time the same rows, replaying no more than its windows need', async () => {
    const whole = await ndjson();
    const [from, to] = [iso(now - 6 * DAY_MS), iso(now - 2 * DAY_MS)];
    const part = await ndjson(`&from=${from}&to=${to}`);
    const inside = whole.rows.filter((row) => (row['event_time'] as string) >= from && (row['event_time'] as string) < to);
    expect(part.rows.length).toBeGreaterThan(20);
    expect(part.rows).toEqual(inside);
    expect(part.summary).toMatchObject({ rows: inside.length, compared: inside.length, different: 0, warming: 0 });
    expect(part.summary['replayed_from']).toBeGreaterThan(0);
    expect((await ndjson(`&to=${iso(now - 40 * DAY_MS)}`)).summary['replayed_to']).toBeLessThan(status.position);
    expect((await ndjson(`&from=${iso(now + DAY_MS)}`)).rows).toEqual([]);
  });

  it('marks rows whose windows reach back before the log', async () => {
    const { rows } = await ndjson();
    const first = Math.min(...log.flatMap((one) => (one.type === 'payment' ? [Date.parse(one.event.occurred_at)] : [])).slice(0, 1));
    const warming = rows.filter((row) => Date.parse(row['event_time'] as string) - 37 * DAY_MS < first);
    expect(rows.filter((row) => row['warming'])).toEqual(warming);
    expect([warming.length > 100, rows.length - warming.length > 100]).toEqual([true, true]);
  });

  it('is the same in Parquet, with the summary in the file', async () => {
    const { rows, summary } = await ndjson();
    const file = await parquet();
    const metadata = parquetMetadata(file);
    expect(metadata.key_value_metadata).toEqual([{ key: 'millrace.summary', value: JSON.stringify(summary) }]);
    const read = await parquetReadObjects({ file });
    const plain = read.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.getTime() : typeof value === 'bigint' ? Number(value) : value]),
      ),
    );
    expect(plain).toEqual(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name.endsWith('_time') && value !== null ? Date.parse(value as string) : value])),
      ),
    );
  });

  it('says what is wrong with a request', async () => {
    for (const [query, detail] of [
      ['format=xml', 'format must be parquet or ndjson'],
      ['from=yesterday', 'from: a time must be RFC 3339'],
      ['to=1800-01-01T00:00:00Z', 'to: a time must lie'],
      [`from=${iso(now)}&to=${iso(now - DAY_MS)}`, 'from must lie before to'],
    ]) {
      const answer = await app.call('GET', `${SET}?${query}`);
      expect([query, answer.status, answer.json]).toEqual([query, 400, expect.objectContaining({ code: 'query', detail: expect.stringContaining(detail) })]);
    }
    expect((await app.call('GET', '/v1/pipelines/card-frod/training-set')).json).toMatchObject({ code: 'pipeline_unknown' });
    expect((await app.call('GET', SET, { key: null })).status).toBe(401);
  });

  it('is written by the command line, with its summary', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-set-'));
    const millrace = (...args: string[]) =>
      new Promise<{ code: number; out: string; error: string }>((done) => {
        const env = { ...process.env, MILLRACE_URL: app.server.url, MILLRACE_KEY: process.env['MILLRACE_ADMIN_KEY'] };
        execFile(process.execPath, [resolve('dist/cli/main.js'), 'training-set', ...args], { env }, (failure, out, error) =>
          done({ code: failure ? Number(failure.code) : 0, out, error }),
        );
      });
    try {
      const { rows, summary } = await ndjson();
      for (const format of ['parquet', 'ndjson']) {
        const file = join(folder, `set.${format}`);
        const { code, out } = await millrace('card-fraud', '--out', file, '--json');
        expect([code, JSON.parse(out)]).toEqual([0, { file, format, bytes: (await stat(file)).size, ...summary }]);
      }
      expect((await readFile(join(folder, 'set.ndjson'), 'utf8')).trimEnd().split('\n')).toHaveLength(rows.length + 1);
      const told = await millrace('card-fraud', '--out', join(folder, 'set.parquet'));
      expect(told.out).toContain(`${rows.length.toLocaleString('en-US')} compared with what was served: every one equal to the bit`);
      const wrong = await millrace('card-frod', '--out', join(folder, 'none.parquet'));
      expect([wrong.code, wrong.error]).toEqual([1, expect.stringContaining('did you mean "card-fraud"?')]);
      expect((await millrace('card-fraud', '--out', join(folder, 'set.csv'))).code).toBe(2);
      expect(await readdir(folder)).toEqual(['set.ndjson', 'set.parquet']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('waits for a slow client, stops for one that goes, takes two at a time, and lets predictions through', async () => {
    await app.call('PUT', '/v1/pipelines/card-fraud/runs/large');
    const large = [...history({ now, days: 44, customers: 500, terminals: 300 })];
    await app.call('POST', '/v1/events/payments@large', { body: lines(...large), headers: NDJSON });
    const run = '/v1/pipelines/card-fraud@large';
    await until(
      () => app.call('GET', run),
      ({ json }) => json['position'] === large.length,
    );
    // 12 MB: more than sockets hold, so an answer that nobody reads stays under way.
    const headers = { authorization: `Bearer ${process.env['MILLRACE_ADMIN_KEY']}` };
    const unread = [1, 2].map(() => get(`${app.server.url}${run}/training-set?format=ndjson`, { headers, agent: false }));
    const answers = await Promise.all(unread.map(async (request) => ((await once(request, 'response')) as [IncomingMessage])[0]));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await app.call('POST', PREDICTIONS, { body: payment('meanwhile') })).status).toBe(200);
    await sleep(2000);
    const third = await app.call('GET', SET);
    expect([third.status, third.json['code'], third.headers.get('retry-after')]).toEqual([503, 'busy', '1']);
    for (const request of unread) request.destroy();
    const after = await until(
      () => app.call('GET', `${SET}?format=ndjson`),
      ({ status: code }) => code === 200,
    );
    expect(after.text.trimEnd().split('\n')).toHaveLength((status.books['predicted'] ?? 0) + 2);
  });

  it('finds a stored vector of which one bit was changed', async () => {
    const before = await ndjson();
    const victim = before.rows[300];
    const database = app.server.app.get(pg.Pool);
    // The last byte of a double: its sign and the top of its exponent.
    await database.query('UPDATE processing.prediction SET vector = set_byte(vector, 7, get_byte(vector, 7) # 1) WHERE position = $1', [victim['position']]);
    const { rows, summary } = await ndjson();
    expect(summary).toEqual({ ...before.summary, different: 1 });
    expect(rows.filter((row) => row['served_equal'] !== true)).toEqual([{ ...victim, served_equal: false }]);
    await database.query('UPDATE processing.prediction SET position = 1000000 WHERE position = $1', [victim['position']]);
    expect((await ndjson()).summary).toEqual({ ...before.summary, compared: rows.length - 1 });
  });
});
