import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Log1764000001000 } from '../../src/ingestion/adapters/postgres/migrations/1764000001000-log.js';
import { LogBooks1764000011000 } from '../../src/ingestion/adapters/postgres/migrations/1764000011000-log-books.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import { Commits1764000003000 } from '../../src/processing/adapters/postgres/migrations/1764000003000-commits.js';
import { checkBooks } from '../checker/books.js';
import { withSnapshot } from '../checker/database.js';
import { coreDigest } from '../checker/export-cores.js';

const DATABASE = 'millrace_checker';
const RUN = 'card-fraud@golden';

/** Nine records in three commits: two outcomes are parked first, one of them finds its payment, the other never does. */
const COMMITS = [
  { from: 0, bytes: '01040103', leaves: 2 },
  { from: 4, bytes: '040108', leaves: 1, moved: '000000000000000103' },
  { from: 7, bytes: '0607', leaves: 0, moved: '000000000000000405' },
];
const BOOKS = { predicted: 3, observed: 0, joined: 2, parked: 0, unmatched: 1, late: 1, duplicate: 1, quarantined: 1 };
const PREDICTED = [
  { position: 0, commit: 1 },
  { position: 2, commit: 1 },
  { position: 5, commit: 2 },
];
const ASIDE = [
  { position: 6, commit: 2, disposition: 8 },
  { position: 7, commit: 3, disposition: 6 },
  { position: 8, commit: 3, disposition: 7 },
];

describe('the checker of the books, on rows made by hand', () => {
  let server: { connectionString: string };
  let client: pg.Client;
  let folder: string | undefined;
  let embedded: EmbeddedPostgres | undefined;

  beforeAll(async () => {
    let url = process.env['MILLRACE_TEST_POSTGRES_URL'];
    if (!url) {
      folder = await mkdtemp(join(tmpdir(), 'millrace-checker-'));
      embedded = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
      url = embedded.url;
    }
    server = { connectionString: withDatabase(url, DATABASE) };
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${DATABASE}`);
    await admin.end();
    client = new pg.Client(server);
    await client.connect();
  });
  beforeEach(() => makeLane(client));
  afterAll(async () => {
    await client.end();
    await embedded?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const faults = async () => (await withSnapshot(server, (snapshot) => checkBooks(snapshot))).flatMap((report) => report.faults);

  it('finds nothing wrong with books that balance', async () => {
    const [report] = await withSnapshot(server, (snapshot) => checkBooks(snapshot, RUN));
    expect(report).toEqual({ run: RUN, partition: 0, records: 9, position: 9, commits: 3, predictions: 3, books: BOOKS, refused: { schema: 4 }, faults: [] });
  });

  it('does not know a run that is not there', async () => {
    await expect(withSnapshot(server, (snapshot) => checkBooks(snapshot, 'card-fraud@other'))).rejects.toThrow('there is no run');
  });

  it.each<[string, string, RegExp]>([
    ['a lost record', 'DELETE FROM ingestion.log_record WHERE position = 3', /8 records at 8 positions from 0 to 8/],
    ['a log that ends early', 'DELETE FROM ingestion.log_record WHERE position = 8', /past the log's 8 records/],
    ['a lost prediction', 'DELETE FROM processing.prediction WHERE position = 2', /position 2 has no prediction/],
    ['a prediction in another commit', 'UPDATE processing.prediction SET commit_no = 2 WHERE position = 2', /names commit 2, which did not read it/],
    ['a prediction of what was not predicted', 'UPDATE processing.prediction SET position = 3 WHERE position = 2', /though it was joined/],
    ['two predictions of one record', 'UPDATE processing.prediction SET position = 0 WHERE position = 2', /position 0 has more than one prediction/],
    [
      'one id on two days',
      `INSERT INTO processing.prediction SELECT lane_id, commit_no, 5, event_time, arrived_at, predicted_at, id, day + 1, version_id, scorer_id, event_id, key, vector, scores, decision, arm, degraded, salt, digest FROM processing.prediction WHERE position = 0`,
      /4 predictions have 3 different ids/,
    ],
    ['a lost commit', 'DELETE FROM processing.commit WHERE commit_no = 2', /commit 3 begins at 7, the one before it ended at 4/],
    ['a short commit', `UPDATE processing.commit SET dispositions = '\\x010401' WHERE commit_no = 1`, /3 dispositions for 4 records/],
    ['an unknown disposition', `UPDATE processing.commit SET dispositions = '\\x0609' WHERE commit_no = 3`, /position 8 has disposition 9/],
    [
      'a move of what is not parked',
      `UPDATE processing.commit SET moved = '\\x000000000000000203' WHERE commit_no = 2`,
      /moves position 2, which is not parked/,
    ],
    ['a wrong book', 'UPDATE processing.lane SET book_joined = 1, book_parked = 1', /the books say 1 joined, the commits 2/],
    ['a wrong head', `UPDATE processing.lane SET head = '\\x00'`, /not the head of the lane/],
    ['a lost record set aside', 'DELETE FROM processing.set_aside WHERE position = 7', /position 7 has no record set aside/],
    ['another reason to set aside', 'UPDATE processing.set_aside SET disposition = 6 WHERE position = 8', /disposition 6, its commit 7/],
    ['a lane that is behind its commits', 'UPDATE processing.lane SET position = 7', /commit 3 ends at 9, past the lane's position/],
    ['predictions of a lane that is gone', 'UPDATE processing.prediction SET lane_id = 99', /belong to no lane/],
  ])('finds %s', async (_, damage, fault) => {
    await client.query(damage);
    expect((await faults()).join('\n')).toMatch(fault);
  });

  it('exports the same digest whenever the row was written, and another when any byte of its core differs', async () => {
    const digest = async () => withSnapshot(server, (snapshot) => coreDigest(snapshot, RUN));
    const before = await digest();
    expect(before.count).toBe(3);
    await client.query(`UPDATE processing.prediction SET arrived_at = 7, predicted_at = 8, salt = '\\x09'`);
    expect(await digest()).toEqual(before);
    await client.query('UPDATE processing.prediction SET vector = set_byte(vector, 3, get_byte(vector, 3) # 1) WHERE position = 5');
    expect((await digest()).sha256).not.toBe(before.sha256);
  });
});

function withDatabase(base: string, name: string): string {
  const given = new URL(base);
  given.pathname = `/${name}`;
  return given.href;
}

async function makeLane(client: pg.Client): Promise<void> {
  await client.query('DROP SCHEMA IF EXISTS ingestion CASCADE; DROP SCHEMA IF EXISTS processing CASCADE');
  // A migration needs nothing of its runner but queries.
  const runner = { query: (sql: string) => client.query(sql) } as unknown as QueryRunner;
  await new Log1764000001000().up(runner);
  await new LogBooks1764000011000().up(runner);
  await new Commits1764000003000().up(runner);
  await makeLog(client);
  await client.query(`
    INSERT INTO processing.pipeline_version (pipeline, hash, state_hash, plan, document) VALUES ('card-fraud', 'aa', 'bb', '{}', '');
    INSERT INTO processing.run (name, pipeline, log, version_id, live) VALUES ('${RUN}', 'card-fraud', 'payments@golden', 1, false);
    INSERT INTO processing.scorer (model, version, digest) VALUES ('card-fraud', 1, 'cc');
    CREATE TABLE processing.prediction_days PARTITION OF processing.prediction FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
    INSERT INTO processing.lane (run, state_hash, position, commit_no, head, ${Object.keys(BOOKS)
      .map((name) => `book_${name}`)
      .join(', ')})
      VALUES ('${RUN}', 'bb', 9, 3, '\\x03', ${Object.values(BOOKS).join(', ')});`);
  for (const [i, { from, bytes, leaves, moved }] of COMMITS.entries()) {
    await client.query(
      `INSERT INTO processing.commit (lane_id, commit_no, day, committed_at, from_position, to_position, version_id, leaves, root, head, leaf_marks, dispositions, moved)
       VALUES (1, $1, '2026-01-05', 0, $2, $3, 1, $4, '', $5, '', decode($6, 'hex'), decode($7, 'hex'))`,
      [i + 1, from, from + bytes.length / 2, leaves, Buffer.of(i + 1), bytes, moved ?? null],
    );
  }
  await makeOutputs(client);
}

async function makeLog(client: pg.Client): Promise<void> {
  await client.query(`
    INSERT INTO ingestion.log (name) VALUES ('other'), ('payments@golden');
    INSERT INTO ingestion.log_partition (log_id, partition, next) VALUES (1, 0, 0), (2, 0, 9);
    INSERT INTO ingestion.refused VALUES (2, 'schema', 4);
    CREATE TABLE ingestion.log_record_2 PARTITION OF ingestion.log_record FOR VALUES IN (2);
    INSERT INTO ingestion.log_record SELECT 2, 0, n, 0, NULL, 'payment', '', '{}' FROM generate_series(0, 8) n;`);
}

async function makeOutputs(client: pg.Client): Promise<void> {
  for (const { position, commit } of PREDICTED) {
    await client.query(
      `INSERT INTO processing.prediction (lane_id, commit_no, position, event_time, arrived_at, predicted_at, id, day, version_id, scorer_id, event_id, key, vector, scores, decision, salt, digest)
       VALUES (1, $1, $2, $2, 0, 0, $4, '2026-01-05', 1, 1, $5, 'c', $3, $3, 'pass', '', '')`,
      [commit, position, Buffer.alloc(8, position), `00000000-0000-8000-8000-00000000000${position}`, String(position)],
    );
  }
  for (const { position, commit, disposition } of ASIDE) {
    await client.query(`INSERT INTO processing.set_aside (lane_id, position, commit_no, disposition, code, reason) VALUES (1, $1, $2, $3, 'code', 'reason')`, [
      position,
      commit,
      disposition,
    ]);
  }
}
