import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadPipeline } from '../../src/cli/load-pipeline.js';
import { bindPlan } from '../../src/definition/index.js';
import { PostgresCommitStore } from '../../src/processing/adapters/postgres/postgres-commit-store.adapter.js';
import { PostgresRecordReader } from '../../src/processing/adapters/postgres/postgres-record-reader.adapter.js';
import { FollowPredictions } from '../../src/processing/application/follow-predictions.js';
import type { Run } from '../../src/processing/domain/index.js';
import type { Commit, LaneClaim, PredictionRow } from '../../src/processing/ports/commit-store.port.js';
import { type DataPlane, makeLane, openDataPlane } from './data-plane.js';

const DAY = 20_000;
const TIME_US = DAY * 86_400_000_000;
const WAIT_MS = 20_000;

describe('the prediction feed over PostgreSQL', () => {
  let plane: DataPlane;
  let pool: pg.Pool;
  let run: Run;
  let store: PostgresCommitStore;
  let claim: LaneClaim;
  let serial = 0;
  let commitNo = 0;
  let end = 0;

  beforeAll(async () => {
    plane = await openDataPlane();
    pool = plane.pool();
    store = new PostgresCommitStore(plane.pool());
    const bound = bindPlan((await loadPipeline(resolve('pipelines/card-fraud'))).plan);
    const made = await pool.query<{ id: number }>(
      "INSERT INTO processing.pipeline_version (pipeline, number, hash, state_hash, plan, document) VALUES ('p', 1, $1, 's', '{}', '') RETURNING id",
      [bound.plan.hash],
    );
    const model = { handle: 'h', name: 'm', version: 3, digest: 'd', scorerId: await store.scorer('m', 3, 'd') };
    run = { name: '', pipeline: 'p', live: false, log: 'l', versionId: made.rows[0].id, bound, model };
  });
  afterAll(() => plane?.close());
  beforeEach(async () => {
    run = { ...run, name: `run-${serial++}` };
    await makeLane(pool, run.name, run.versionId);
    claim = await store.claim(run.name, 0, 'test');
    commitNo = end = 0;
  });
  afterEach(() => store.release(claim));

  function rowOf(position: number): PredictionRow {
    return {
      ...{ id: randomBytes(16), position, eventTimeUs: TIME_US + position, arrivedAtUs: TIME_US, predictedAtUs: TIME_US, eventId: `e${position}` },
      ...{ key: `k${position % 3}`, vector: randomBytes(16), scores: randomBytes(8), decision: position % 2 ? 'pass' : undefined, arm: undefined },
      ...{ degraded: undefined, scorerId: run.model?.scorerId ?? 0, salt: randomBytes(16), digest: randomBytes(16) },
    };
  }
  /** Commits so many records, of which those at even places are predicted unless none is; tells the feeds of this process. */
  async function commit(records: number, day: number, feeds: readonly FollowPredictions[], predicted = true): Promise<void> {
    const predictions = predicted ? Array.from({ length: Math.ceil(records / 2) }, (_, i) => rowOf(end + 2 * i)) : [];
    const made: Commit = {
      ...{ commitNo: ++commitNo, from: end, to: end + records, day, committedAtUs: TIME_US, maxTimeUs: TIME_US, versionId: run.versionId },
      ...{ leaves: predictions.length, root: Buffer.alloc(32), head: Buffer.alloc(32), leafMarks: Buffer.alloc(0), moved: undefined },
      ...{
        dispositions: new Uint8Array(records),
        delta: Buffer.alloc(1),
        books: [records, 0, 0, 0, 0, 0, 0, 0],
        predictions,
        setAside: [],
        retried: new Map(),
        stateId: claim.stateId,
        settles: false,
      },
    };
    end = made.to;
    await store.commit(claim, made);
    for (const feed of feeds) feed.announce({ run, claim }, made);
  }
  const feedOf = () => new FollowPredictions(new PostgresRecordReader(pool));
  const stored = async () =>
    (await pool.query<{ position: number }>('SELECT position FROM processing.prediction WHERE lane_id = $1 ORDER BY commit_no, position', [claim.laneId])).rows;

  async function follow(feed: FollowPredictions, limit: number, after: string | undefined, until: () => boolean) {
    const got: { position: number; page: number }[] = [];
    for (let cursor = after, page = 0; ; page++) {
      const { predictions, cursor: next } = await feed.read(run.name, cursor, limit, until() ? 0 : 100);
      expect(predictions.length).toBeLessThanOrEqual(limit);
      got.push(...predictions.map(({ position }) => ({ position, page })));
      if (next === cursor && until()) return got;
      cursor = next;
    }
  }

  it('gives every reader everything once and in order, while commits go on, over days, from memory and from the database', async () => {
    const [here, elsewhere] = [feedOf(), feedOf()];
    let done = false;
    const readers = [3, 50, 5000].flatMap((limit) => [here, elsewhere].map((feed) => follow(feed, limit, undefined, () => done)));
    for (let n = 0; n < 60; n++) await commit(1 + ((n * 37) % 60), DAY + Math.floor(n / 20), [here], n % 5 !== 4);
    done = true;
    const wanted = await stored();
    expect(wanted.length).toBeGreaterThan(500);
    for (const got of await Promise.all(readers)) expect(got.map(({ position }) => ({ position }))).toEqual(wanted);
    const days = await pool.query<{ n: number }>('SELECT count(DISTINCT tableoid)::int AS n FROM processing.prediction WHERE lane_id = $1', [claim.laneId]);
    expect(days.rows[0].n).toBe(3);
  });

  it('goes on behind any cursor, in another process, with the same predictions', async () => {
    const feed = feedOf();
    const cursors: string[] = ['0-0--1'];
    const follower = feed.read(run.name, 'now', 5, WAIT_MS);
    for (let n = 0; n < 8; n++) await commit(9, DAY, [feed]);
    expect((await follower).predictions.length).toBeGreaterThan(0);
    const all = (await feed.read(run.name, undefined, 1000, 0)).predictions;
    expect(all.length).toBe(40);
    for (const one of all) cursors.push(`0-${one.commitNo}-${one.position}`);
    for (const [i, cursor] of cursors.entries()) {
      const [same, other] = [await feed.read(run.name, cursor, 1000, 0), await feedOf().read(run.name, cursor, 3, 0)];
      expect(same.predictions).toEqual(all.slice(i));
      expect(other.predictions).toEqual(all.slice(i, i + other.predictions.length));
      expect(other.predictions.length > 0).toBe(i < all.length);
    }
  });

  it('announces what the database says, and asks it where a row was scored by another model', async () => {
    const feed = feedOf();
    const waiting = feed.read(run.name, 'now', 100, WAIT_MS);
    await waitFor(() => feed.read(run.name, 'now', 1, 0));
    await commit(5, DAY, [feed]);
    const told = (await waiting).predictions;
    expect(told.length).toBe(3);
    expect(told).toEqual((await feedOf().read(run.name, undefined, 100, 0)).predictions);
    const other = { ...run, model: { ...run.model, scorerId: await store.scorer('m', 4, 'e'), version: 4, digest: 'e', handle: 'h', name: 'm' } } as Run;
    const before = run;
    run = other;
    const next = feed.read(run.name, 'now', 100, WAIT_MS);
    await waitFor(() => feed.read(run.name, 'now', 1, 0));
    const silent: FollowPredictions[] = [];
    await commit(1, DAY, silent);
    run = before;
    feed.announce({ run, claim }, {
      commitNo,
      from: end - 1,
      to: end,
      versionId: run.versionId,
      predictions: [rowOf(end - 1)].map((row) => ({ ...row, scorerId: other.model?.scorerId })),
    } as unknown as Commit);
    expect((await next).predictions).toMatchObject([{ position: end - 1, model: { name: 'm', version: 4, digest: 'e' } }]);
  });

  it('waits for commits of another process and for what is announced here, and no longer than it is told', async () => {
    const feed = feedOf();
    const elsewhere = feed.read(run.name, 'now', 10, WAIT_MS);
    await waitFor(() => feed.read(run.name, 'now', 1, 0));
    await commit(3, DAY, []);
    expect((await elsewhere).predictions.map(({ position }) => position)).toEqual([0, 2]);
    expect(await feed.read(run.name, 'now', 10, 5)).toEqual({ predictions: [], cursor: `0-1-2` });
    const stopping = feed.read(run.name, 'now', 10, WAIT_MS);
    await waitFor(() => feed.read(run.name, 'now', 1, 0));
    feed.onModuleDestroy();
    await expect(stopping).rejects.toMatchObject({ code: 'stopping', kind: 'retryable' });
  });

  it('refuses what is no cursor and what lies beyond the last commit', async () => {
    await commit(3, DAY, []);
    for (const text of ['', 'x', '0-1', '0-1-2-3', '1-1-1', '0-1-99999999999999999'])
      await expect(feedOf().read(run.name, text, 1, 0), text).rejects.toMatchObject({ code: 'cursor', kind: 'poison' });
    await expect(feedOf().read(run.name, '0-1-3', 1, 0)).rejects.toMatchObject({ code: 'cursor_ahead', kind: 'poison' });
    expect((await feedOf().read(run.name, '0-1-2', 1, 0)).predictions).toEqual([]);
  });

  /** A read that is under way has been entered once another one has come back. */
  async function waitFor(read: () => Promise<unknown>): Promise<void> {
    await read();
    await read();
  }
});
