import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../src/governance/index.js';
import pg from 'pg';
import { brittleModel } from '../unit/inference/onnx-file.js';
import { type Json, PREDICTIONS, type TestApp, payment, startApp, until } from './app.js';

const QUARANTINE = '/v1/pipelines/card-fraud/quarantine';
/** Above e^13, and allowed by the schema: the model reads a column that is not there. */
const TOO_LARGE = 900_000;

/** The example with a model of 13 features that fails on large values, with or without a fallback. */
async function brittlePipeline(folder: string, fallback: boolean): Promise<string> {
  const home = resolve('pipelines/card-fraud');
  const text = await readFile(join(home, 'pipeline.yaml'), 'utf8');
  const document = text
    .replaceAll('schemas/', `${home}/schemas/`)
    .replace(/model: .*/, 'model: brittle.onnx')
    .replace(/inputs: .*/, 'inputs: [amount, "customer_*", "terminal_*"]')
    .replace(/score: "prob.*/, 'score: "sum[0]"')
    .replace(/ {2}fallback: .*\n/, fallback ? '  fallback: { after: 10s, score: "0.25" }\n' : '');
  await writeFile(join(folder, 'pipeline.yaml'), document);
  await writeFile(join(folder, 'brittle.onnx'), brittleModel(13));
  return folder;
}

describe('quarantine', () => {
  let app: TestApp;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-quarantine-'));
    app = await startApp({ pipeline: await brittlePipeline(folder, false) });
  });
  afterAll(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const predict = (body: Json) => app.call('POST', PREDICTIONS, { body });
  const act = (position: unknown, action: string, body?: object) => app.call('POST', `${QUARANTINE}/${String(position)}/${action}`, body ? { body } : {});
  const one = async (position: unknown) => (await app.call('GET', `${QUARANTINE}/${String(position)}`)).json;

  it('takes a mended event in the place of one that broke a rule, and answers with its prediction', async () => {
    const bad = payment('negative', { amount: -5 });
    const { position } = (await predict(bad)).json;
    expect(await one(position)).toMatchObject({ position, code: 'rule', event: bad, event_id: 'negative', state: 'open', type: 'payment' });
    const retried = await act(position, 'retry', { ...bad, amount: 5 });
    expect(retried.json).toMatchObject({ disposition: 'predicted', prediction: { event_id: 'negative', features: { amount: 5 } }, reason: null });
    expect(await one(position)).toMatchObject({ state: 'retried', retried_by: retried.json['position'] });
    expect(await act(position, 'retry')).toMatchObject({ status: 409, json: { code: 'already_retried', retried_by: retried.json['position'] } });
    const id = String((retried.json['prediction'] as Json)['id']);
    expect((await app.call('GET', `${PREDICTIONS}/${id}/why`)).json).toMatchObject({ equal: true, event: { amount: 5 } });
  });

  it('keeps state and vector of an event on which the model failed, and costs nobody else an answer', async () => {
    const customer = { customer: 'C-model' };
    const [before, failed, after] = await Promise.all([
      predict(payment('good-1', { ...customer, amount: 10 })),
      predict(payment('fails', { ...customer, amount: TOO_LARGE })),
      predict(payment('good-2', { ...customer, amount: 20 })),
    ]);
    expect([before.status, failed.status, after.status]).toEqual([200, 422, 200]);
    expect(failed.json).toMatchObject({ code: 'model_failed', disposition: 'quarantined' });
    expect((await predict(payment('good-3', { ...customer, amount: 30 }))).json).toMatchObject({ features: { customer_tx_count_1d: 4 } });
    const { position } = failed.json;
    expect(await act(position, 'retry', payment('fails', { ...customer, amount: 1 }))).toMatchObject({ status: 422, json: { code: 'retry_unchanged' } });
    const again = await act(position, 'retry');
    expect(again.json).toMatchObject({ disposition: 'quarantined', prediction: null, reason: { code: 'model_failed', event_id: 'fails' } });
    // The event was counted once, by its first record.
    expect((await predict(payment('good-4', { ...customer, amount: 40 }))).json).toMatchObject({ features: { customer_tx_count_1d: 5 } });
    expect(await act(again.json['position'], 'drop')).toMatchObject({ status: 200, json: { state: 'dropped' } });
    expect(await act(again.json['position'], 'retry')).toMatchObject({ status: 409, json: { code: 'quarantine_dropped' } });
  });

  it('does not hold lateness against a retry', async () => {
    const early = payment('early', { occurred_at: new Date(Date.now() - 3_600_000).toISOString(), customer: 'C-late' });
    expect((await predict(early)).json['code']).toBe('late');
    const bad = payment('bad-then', { amount: -1, customer: 'C-late' });
    const { position } = (await predict(bad)).json;
    const mended = { ...bad, amount: 1, occurred_at: early['occurred_at'] };
    expect((await act(position, 'retry', mended)).json).toMatchObject({ disposition: 'predicted', prediction: { features: { customer_tx_count_1d: 1 } } });
  });

  it('lists by state and reason, in pages, and refuses what it cannot do', async () => {
    for (let i = 0; i < 3; i++) await predict(payment(`listed-${i}`, { amount: -1 }));
    const first = (await app.call('GET', `${QUARANTINE}?code=rule&limit=2`)).json;
    expect((first['records'] as Json[]).map((record) => record['event_id'])).toEqual(['listed-2', 'listed-1']);
    const rest = (await app.call('GET', `${QUARANTINE}?code=rule&limit=2&before=${String(first['next_before'])}`)).json;
    expect(rest).toMatchObject({ records: [{ event_id: 'listed-0' }], next_before: null });
    const all = (await app.call('GET', `${QUARANTINE}?state=all`)).json['records'] as Json[];
    expect(new Set(all.map((record) => record['state']))).toEqual(new Set(['open', 'retried', 'dropped']));
    expect(await act(10_000_000, 'retry')).toMatchObject({ status: 404, json: { code: 'not_quarantined' } });
    expect(await app.call('GET', `${QUARANTINE}?state=lost`)).toMatchObject({ status: 400, json: { code: 'query' } });
    expect(await act('x', 'drop')).toMatchObject({ status: 400, json: { code: 'query' } });
  });

  it('has told the audit trail of everything, in a chain that a changed entry breaks', async () => {
    const pool = app.server.app.get(pg.Pool);
    const { rows } = await pool.query<{ action: string; actor: string }>('SELECT action, actor FROM governance.audit_entry ORDER BY no');
    expect(rows.map((row) => row.action)).toEqual([...Array<string>(2).fill('quarantine.retry'), 'quarantine.drop', 'quarantine.retry']);
    expect(new Set(rows.map((row) => row.actor)).size).toBe(1);
    expect(await verifyAudit(pool)).toMatchObject({ entries: 4, faults: [] });
    await pool.query("UPDATE governance.audit_entry SET actor = 'somebody else' WHERE no = 2");
    expect((await verifyAudit(pool)).faults).toEqual([expect.stringContaining('entry 2 (quarantine.retry of card-fraud)')]);
  });

  it('is taken again by training sets: each event once, with the vector that was served', async () => {
    const set = async (query = '') => {
      const { text } = await app.call('GET', `/v1/pipelines/card-fraud/training-set?format=ndjson${query}`);
      const read = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Json);
      return { rows: read.slice(0, -1), summary: read.at(-1)?.['summary'] as Json };
    };
    const { rows, summary } = await set();
    const served = rows.filter((row) => row['served_score'] !== null);
    expect(summary).toMatchObject({ compared: served.length, different: 0 });
    expect(rows.map((row) => row['event_id']).toSorted()).toEqual(['bad-then', 'fails', 'good-1', 'good-2', 'good-3', 'good-4', 'negative']);
    expect(rows.filter((row) => row['served_score'] === null).map((row) => row['event_id'])).toEqual(['fails']);
    // Its time lies an hour back, its record at the end of the log.
    const old = await set(`&to=${new Date(Date.now() - 1_800_000).toISOString()}`);
    expect(old.rows.map((row) => row['event_id'])).toEqual(['bad-then']);
    expect(old.summary).toMatchObject({ rows: 1, compared: 1, different: 0 });
  });

  it('leaves books that balance', async () => {
    const status = await until(
      () => app.settled(),
      ({ books }) => books.balanced,
    );
    expect(status.books).toMatchObject({ balanced: true });
  });
});

describe('a fallback', () => {
  it('answers in the place of a model that fails, and the record says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-fallback-'));
    const app = await startApp({ pipeline: await brittlePipeline(folder, true) });
    try {
      const answer = await app.call('POST', PREDICTIONS, { body: payment('fails', { amount: TOO_LARGE }) });
      expect([answer.status, answer.json]).toEqual([200, expect.objectContaining({ score: 0.25, decision: 'pass', degraded: 'model_failed' })]);
      const why = await app.call('GET', `${PREDICTIONS}/${String(answer.json['id'])}/why`);
      expect(why.json).toMatchObject({ equal: true });
      expect((await app.call('POST', PREDICTIONS, { body: payment('works', { customer: 'C-other' }) })).json).toMatchObject({ degraded: null });
    } finally {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
