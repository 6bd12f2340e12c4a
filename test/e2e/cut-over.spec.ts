import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Plan, bindPlan, checkDocument } from '../../src/definition/index.js';
import { LOG_READER, type LogReader } from '../../src/ingestion/index.js';
import { LaneState, PredictionIds, StepComputer, verifyDatabase } from '../../src/processing/index.js';
import { checkBooks } from '../checker/books.js';
import { type Json, NDJSON, PAYMENTS, PREDICTIONS, type TestApp, lines, payment, startApp, until } from './app.js';

const FOLDER = 'pipelines/card-fraud';
const CHARGEBACKS = '/v1/events/payments/chargeback';
const HOUR_MS = 3_600_000;
/** Outcomes of the first days whose payments never came. */
const GIVEN_UP = ['never-13', 'never-33', 'never-53'];
const at = (ms: number) => new Date(ms).toISOString();
type Change = readonly [from: string, to: string];
const WIDER: Change = ['over: [1d, 7d, 30d]\n    features:\n      customer', 'over: [1d, 5d, 20d]\n    features:\n      customer'];
const SOONER: Change = ['delay: 7d', 'delay: 12h'];
const IMPATIENT: Change = ['matures: 7d', 'matures: 2h'];

async function filesOf(): Promise<Record<string, string>> {
  const names = ['schemas/payment.json', 'schemas/chargeback.json'];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(`${FOLDER}/${name}`, 'utf8')] as const)));
}

async function documentWith(changes: readonly Change[]): Promise<string> {
  let text = await readFile(`${FOLDER}/pipeline.yaml`, 'utf8');
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return text;
}

describe('a pipeline whose features change under a steady stream', () => {
  let app: TestApp;
  let pool: pg.Pool;
  let files: Record<string, string>;
  let serial = 0;
  const streaming = new AbortController();
  let stream: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    app = await startApp();
    pool = app.server.app.get(pg.Pool);
    files = await filesOf();
    // Three days of payments with their outcomes, some of which come first and some for payments that never come.
    const start = Date.now() - 72 * HOUR_MS;
    for (let i = 0; i < 6; i++) await send(400, (n) => start + (i * 400 + n) * 108_000);
    stream = keepSending();
  });
  afterAll(async () => {
    streaming.abort();
    await stream.catch(() => undefined);
    await app?.stop();
  });

  async function send(count: number, time: (n: number) => number): Promise<void> {
    const first = serial;
    serial += count;
    const numbers = Array.from({ length: count }, (_, n) => n);
    const tx = (n: number) => `tx-${first + n}`;
    const early = numbers.filter((n) => n % 40 === 7).map((n) => ({ tx: tx(n), reported_at: at(time(n)), fraud: 1 }));
    const payments = numbers.map((n) =>
      payment(tx(n), { occurred_at: at(time(n)), customer: `C${(first + n) % 23}`, terminal: `T${(first + n) % 7}`, amount: ((first + n) % 900) + 0.25 }),
    );
    const outcomes = numbers
      .filter((n) => n % 10 === 3)
      .map((n) => ({ tx: n % 20 === 3 ? tx(n) : `never-${first + n}`, reported_at: at(time(n)), fraud: n % 3 === 0 ? 1 : 0 }));
    for (const [path, events] of [
      [CHARGEBACKS, early],
      [PAYMENTS, payments],
      [CHARGEBACKS, outcomes],
    ] as const) {
      if (events.length > 0) expect((await app.call('POST', path, { body: lines(...events), headers: NDJSON })).json).toMatchObject({ refused_count: 0 });
    }
  }
  async function keepSending(): Promise<void> {
    while (!streaming.signal.aborted) {
      await send(20, () => Date.now());
      await sleep(20);
    }
  }
  const status = async () => (await app.call('GET', '/v1/pipelines/card-fraud')).json as Json & { hash: string; version: number };
  const planOf = async (changes: readonly Change[]): Promise<Plan> => {
    const { plan } = checkDocument(await documentWith(changes), (name) => files[name]);
    if (!plan) throw new Error('the document has faults');
    return plan;
  };
  async function deploy(...changes: Change[]): Promise<Json> {
    const answer = await app.call('PUT', '/v1/pipelines/card-fraud', { body: { document: await documentWith(changes), files, model_version: 1 } });
    expect([200, 202], answer.text).toContain(answer.status);
    const { hash } = answer.json as { hash: string };
    const live = await until(status, (one) => one.hash === hash);
    expect(live).toMatchObject({ hash, change: null });
    // Some events go through the version before the next one comes.
    await sleep(300);
    return answer.json;
  }

  it('goes over to each version, back, and forward again', async () => {
    expect(await deploy(WIDER)).toMatchObject({
      version: 2,
      changes: {
        window_state: 'rebuilt',
        features: { added: expect.arrayContaining(['customer_tx_count_5d']), removed: expect.arrayContaining(['customer_tx_count_7d']) },
      },
    });
    expect((await status())['rollback']).toEqual({ version: 1, at_once: true });
    expect(await deploy(WIDER, SOONER, IMPATIENT)).toMatchObject({ version: 3 });
    expect(await deploy(WIDER, SOONER, IMPATIENT, ["'pass'", "'let go'"])).toMatchObject({ version: 4, outcome: 'live', changes: { window_state: 'shared' } });
    const back = await app.call('POST', '/v1/pipelines/card-fraud/rollback');
    expect([back.status, back.json]).toMatchObject([200, { version: 3, outcome: 'live' }]);
    // To a state that has followed since: at once.
    expect(await deploy(WIDER)).toMatchObject({ version: 2, outcome: 'live' });
    // Version 3 gave these outcomes up, the state of version 2 still waits for them: the ledger has its one word on each.
    expect((await app.call('POST', PAYMENTS, { body: lines(...GIVEN_UP.map((tx) => payment(tx))), headers: NDJSON })).json).toMatchObject({
      accepted: GIVEN_UP.length,
    });
    await sleep(300);
    expect((await app.call('POST', '/v1/pipelines/card-fraud/rollback')).json).toMatchObject({ version: 3, outcome: 'live' });
    await sleep(300);
  });

  it('has one prediction for every event, no gap, and books that balance', async () => {
    streaming.abort();
    await stream;
    const { books, position } = await app.settled();
    expect(books).toMatchObject({ balanced: true, records: position, late: 0, duplicate: 0, quarantined: 0, predicted: serial + GIVEN_UP.length });
    // What the ledger says is waited for is what the state of the version waits for.
    const { state } = await freshRun(await planOf([WIDER, SOONER, IMPATIENT]), app.server.app.get<LogReader>(LOG_READER));
    expect(state.parked.size).toBeGreaterThan(0);
    expect([books['parked'], books['unmatched']]).toEqual([state.parked.size, expect.any(Number)]);
    expect(books['unmatched']).toBeGreaterThan(50);
    const client = await pool.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    const reports = await checkBooks(client, 'card-fraud').finally(() => client.release(true));
    expect(reports[0].faults).toEqual([]);
    expect((await verifyDatabase(pool, ['card-fraud'], () => undefined))[0].faults).toEqual([]);
  });

  it('has vectors of each version that are those of a fresh run of it over the same log', async () => {
    const rows = await pool.query<{ position: number; vector: Buffer; hash: string; number: number }>(
      'SELECT p.position, p.vector, v.hash, v.number FROM processing.prediction p JOIN processing.pipeline_version v ON v.id = p.version_id ORDER BY p.position',
    );
    expect(new Set(rows.rows.map((row) => row.number))).toEqual(new Set([1, 2, 3, 4]));
    const log = app.server.app.get<LogReader>(LOG_READER);
    for (const changes of [[], [WIDER], [WIDER, SOONER, IMPATIENT], [WIDER, SOONER, IMPATIENT, ["'pass'", "'let go'"]]] as Change[][]) {
      const plan = await planOf(changes);
      const { vectors: fresh } = await freshRun(plan, log);
      const served = rows.rows.filter(({ hash }) => hash === plan.hash);
      expect(served.length).toBeGreaterThan(0);
      for (const { position, vector } of served) expect([position, fresh.get(position)]).toEqual([position, vector.toString('hex')]);
    }
  });

  it('explains what older versions predicted, by their own features', async () => {
    const first = await pool.query<{ id: string }>('SELECT id::text FROM processing.prediction ORDER BY position DESC OFFSET 60 LIMIT 1');
    for (const { id } of [
      ...first.rows,
      ...(await pool.query<{ id: string }>('SELECT DISTINCT ON (version_id) id::text FROM processing.prediction ORDER BY version_id, position DESC')).rows,
    ]) {
      const why = await app.call('GET', `${PREDICTIONS}/${id}/why`);
      expect([why.status, why.json['equal']], why.text.slice(0, 2000)).toEqual([200, true]);
      const answer = await app.call('GET', `${PREDICTIONS}/${id}`);
      expect(Object.keys(why.json['features'] as Json)).toEqual(Object.keys(answer.json['features'] as Json));
    }
    const oldest = await pool.query<{ id: string }>('SELECT id::text FROM processing.prediction ORDER BY position LIMIT 1');
    expect((await app.call('GET', `${PREDICTIONS}/${oldest.rows[0].id}`)).json['features']).toHaveProperty('customer_tx_count_7d');
  });
});

async function freshRun(plan: Plan, log: LogReader): Promise<{ vectors: Map<number, string>; state: LaneState }> {
  const state = new LaneState(bindPlan(plan));
  const computer = new StepComputer(state, new PredictionIds(Buffer.from('7e'.repeat(32), 'hex'), 'card-fraud'));
  const vectors = new Map<number, string>();
  const width = plan.vector.length;
  for (let from = 0; ;) {
    const records = await log.read('payments', 0, from, 777);
    if (records.length === 0) return { vectors, state };
    const step = computer.compute(records);
    step.candidates.forEach(({ record }, i) => {
      const { buffer, byteOffset } = step.vectors;
      vectors.set(record.position, Buffer.from(buffer, byteOffset + i * width * 8, width * 8).toString('hex'));
    });
    from = step.to;
  }
}
