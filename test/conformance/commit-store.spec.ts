import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresCommitStore } from '../../src/processing/adapters/postgres/postgres-commit-store.adapter.js';
import type { KeyName } from '../../src/processing/domain/index.js';
import type { Commit, LaneClaim } from '../../src/processing/ports/commit-store.port.js';
import type { Swept } from '../../src/processing/ports/key-images.port.js';
import { hash, makeCommit } from './commits.js';
import { type DataPlane, addState, makeLane, openDataPlane } from './data-plane.js';

const TABLES = ['prediction', 'set_aside', 'commit', 'state_delta'] as const;

describe('the commit store on PostgreSQL', () => {
  let plane: DataPlane;
  let pool: pg.Pool;
  let run: string;
  let serial = 0;
  let versionId = 0;
  let scorerId = 0;
  let stateId = 0;
  const held: { store: PostgresCommitStore; claim: LaneClaim }[] = [];

  beforeAll(async () => {
    plane = await openDataPlane();
    pool = plane.pool();
    const made = await pool.query<{ id: number }>(
      "INSERT INTO processing.pipeline_version (pipeline, number, hash, state_hash, plan, document) VALUES ('p', 1, 'h', 's', '{}', '') RETURNING id",
    );
    versionId = made.rows[0].id;
  });
  afterAll(() => plane?.close());
  beforeEach(async () => {
    run = `run-${serial++}`;
    ({ stateId } = await makeLane(pool, run, versionId));
  });
  afterEach(async () => {
    for (const { store, claim } of held.splice(0)) await store.release(claim);
  });

  /** A process: a pool and a store of its own. */
  const storeOf = () => new PostgresCommitStore(plane.pool());
  async function own(store: PostgresCommitStore, owner: string) {
    const claim = await store.claim(run, 0, owner);
    held.push({ store, claim });
    return claim;
  }
  const commitOf = (commitNo: number, from: number, changes: Partial<Commit> = {}) =>
    makeCommit({ run, versionId, scorerId, stateId }, commitNo, from, changes);
  /** What stands in the database of the lane: rows of each table, and the lane itself. */
  async function stored(id: number) {
    const counts = await Promise.all(
      TABLES.map((table) =>
        pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM processing.${table} WHERE ${table === 'state_delta' ? 'state_id' : 'lane_id'} = $1`, [
          table === 'state_delta' ? stateId : id,
        ]),
      ),
    );
    const lane = await pool.query<{ position: number; commit_no: number; head: Buffer; predicted: number; late: number }>(
      'SELECT position, commit_no, head, book_predicted AS predicted, book_late AS late FROM processing.lane WHERE id = $1',
      [id],
    );
    return { rows: counts.map(({ rows }) => rows[0].n), ...lane.rows[0] };
  }

  it('hands over a lane as it stands, with a term above every term before', async () => {
    const store = storeOf();
    const claim = await own(store, 'first');
    expect(claim).toEqual({
      laneId: claim.laneId,
      run,
      partition: 0,
      term: 1,
      position: 0,
      commitNo: 0,
      head: Buffer.alloc(32),
      versionId,
      stateId,
      disputed: [],
    });
    scorerId = await store.scorer('m', 1, 'd');
    expect([await store.scorer('m', 1, 'd'), (await store.scorer('m', 2, 'e')) === scorerId]).toEqual([scorerId, false]);
    await store.commit(claim, commitOf(1, 0));
    await store.release(claim);
    const next = await own(storeOf(), 'second');
    expect(next).toEqual({ ...claim, term: 2, position: 2, commitNo: 1, head: hash(`${run} 1`) });
    await expect(storeOf().claim('no such run', 0, 'x')).rejects.toMatchObject({ code: 'run_unknown' });
  });

  it('writes a commit in all its parts', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    await store.commit(claim, commitOf(1, 0));
    await store.commit(claim, commitOf(2, 2, { predictions: [], setAside: [], books: [0, 2, 0, 0, 0, 0, 0, 0] }));
    expect(await stored(claim.laneId)).toEqual({ rows: [1, 1, 2, 2], position: 4, commit_no: 2, head: hash(`${run} 2`), predicted: 1, late: 1 });
  });

  it('refuses a second owner while the first lives', async () => {
    const claim = await own(storeOf(), 'first');
    await expect(storeOf().claim(run, 0, 'second')).rejects.toMatchObject({ code: 'lane_owned', kind: 'retryable', message: expect.stringContaining('first') });
    expect((await pool.query<{ term: number }>('SELECT term FROM processing.lane WHERE id = $1', [claim.laneId])).rows).toEqual([{ term: claim.term }]);
  });

  it('fences the owner whose lease is over: its commit, renewal and checkpoint fail and leave nothing', async () => {
    const [old, fresh] = [storeOf(), storeOf()];
    const lost = await own(old, 'old');
    await old.commit(lost, commitOf(1, 0));
    await pool.query("UPDATE processing.lane SET lease_until = now() - interval '1 second' WHERE id = $1", [lost.laneId]);
    const claim = await own(fresh, 'new');
    const before = await stored(lost.laneId);
    await expect(old.commit(lost, commitOf(2, 2))).rejects.toMatchObject({ kind: 'retryable', code: expect.stringMatching(/^(lane_lost|store_unavailable)$/) });
    await expect(old.renew(lost)).rejects.toMatchObject({ code: 'lane_lost', kind: 'retryable' });
    await expect(
      old.checkpoint(lost, { images: [{ group: 0, key: 'k', commitNo: 1, image: Buffer.from('old'), matches: [] }], dropDeltas: 1 }),
    ).rejects.toMatchObject({ code: 'lane_lost' });
    expect(await stored(lost.laneId)).toEqual(before);
    await fresh.commit(claim, commitOf(2, 2));
    expect((await stored(lost.laneId)).position).toBe(4);
  });

  it('fences by the term alone, also over a connection that still lives', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    await store.commit(claim, commitOf(1, 0));
    await pool.query('UPDATE processing.lane SET term = term + 1 WHERE id = $1', [claim.laneId]);
    const before = await stored(claim.laneId);
    await expect(store.commit(claim, commitOf(2, 2))).rejects.toMatchObject({ code: 'lane_lost', kind: 'retryable' });
    expect(await stored(claim.laneId)).toEqual(before);
  });

  it('fails a commit whole that stands at a wrong position or number, or repeats one', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    await store.commit(claim, commitOf(1, 0));
    const before = await stored(claim.laneId);
    for (const [commitNo, from] of [
      [2, 1],
      [2, 3],
      [3, 2],
    ])
      await expect(store.commit(claim, commitOf(commitNo, from))).rejects.toMatchObject({ code: 'lane_lost' });
    await expect(store.commit(claim, commitOf(1, 0))).rejects.toMatchObject({ kind: 'retryable' });
    const spoiled = commitOf(2, 2);
    await expect(store.commit(claim, { ...spoiled, setAside: [{ ...spoiled.setAside[0], reason: 'NUL \u0000' }] })).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    expect(await stored(claim.laneId)).toEqual(before);
    await store.commit(claim, commitOf(2, 2));
    expect((await stored(claim.laneId)).position).toBe(4);
  });

  it('gives the lane at once to the next when the backend of the owner is gone', async () => {
    const lost = await own(storeOf(), 'killed');
    const { rows } = await pool.query<{ owner_pid: number }>('SELECT owner_pid FROM processing.lane WHERE id = $1', [lost.laneId]);
    await pool.query('SELECT pg_terminate_backend($1, 5000)', [rows[0].owner_pid]);
    const claim = await own(storeOf(), 'next');
    expect([claim.term, claim.laneId]).toEqual([lost.term + 1, lost.laneId]);
  });

  it('ends the backend of an owner that is stopped in the middle of a commit, with what it wrote', async () => {
    const lost = await own(storeOf(), 'stopped');
    const stopped = await pool.connect();
    stopped.on('error', () => undefined);
    await stopped.query(
      `UPDATE processing.lane SET owner_pid = pg_backend_pid(), owner_started = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()),
       lease_until = now() - interval '1 second' WHERE id = $1`,
      [lost.laneId],
    );
    await stopped.query('BEGIN');
    await stopped.query("INSERT INTO processing.state_delta (state_id, as_of, from_position, delta) VALUES ($1, 2, 0, 'x')", [stateId]);
    const store = storeOf();
    const claim = await own(store, 'next');
    await expect(stopped.query('COMMIT')).rejects.toThrow();
    stopped.release(true);
    await store.commit(claim, commitOf(1, 0));
    expect((await stored(lost.laneId)).rows).toEqual([1, 1, 1, 1]);
  });

  it('loads images and then deltas, each in order, across pages, and forgets what a checkpoint drops', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    const COMMITS = 150;
    for (let n = 1; n <= COMMITS; n++) await store.commit(claim, commitOf(n, (n - 1) * 2, { predictions: [], setAside: [] }));
    const images = Array.from({ length: 2_100 }, (_, i) => ({
      group: i % 3,
      key: i === 0 ? '' : `k${i}`,
      commitNo: 20,
      image: Buffer.from(`image ${i}`),
      matches: [],
    }));
    await store.checkpoint(claim, { images, dropDeltas: 20 });
    await store.checkpoint(claim, {
      images: [
        { group: -1, key: '', commitNo: 20, image: Buffer.from('lane'), matches: [] },
        { ...images[5], commitNo: 21, image: Buffer.from('newer') },
      ],
      dropDeltas: 24,
    });
    const seen: (string | number)[] = [];
    const loaded = new Map<string, string>();
    await storeOf().load(
      claim.stateId,
      ({ group, key, commitNo, image }) => {
        seen.push('image');
        expect(loaded.has(`${group} ${key}`)).toBe(false);
        loaded.set(`${group} ${key}`, `${commitNo} ${image.toString()}`);
      },
      async ({ commitNo, from, delta }) => {
        await Promise.resolve();
        seen.push(commitNo);
        expect([from, delta.toString()]).toEqual([commitNo - 2, `delta ${commitNo / 2}`]);
      },
    );
    expect(loaded.size).toBe(2_101);
    expect([loaded.get('-1 '), loaded.get('0 '), loaded.get('2 k5'), loaded.get('0 k2097')]).toEqual(['20 lane', '20 image 0', '21 newer', '20 image 2097']);
    expect([...loaded.keys()][0]).toBe('-1 ');
    expect(seen).toEqual([...images.map(() => 'image'), 'image', ...Array.from({ length: COMMITS - 12 }, (_, i) => (i + 13) * 2)]);
  });

  it('finds images by key and by the match values of their events, of the right state and group alone, each once', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    const image = (group: number, key: string, match: string[], commitNo = 7) => ({
      ...{ group, key, commitNo, image: Buffer.from(`${group} ${key} ${commitNo}`), endsUs: 50, matchedTo: 6 },
      matches: match.map((one) => ({ match: one, endsUs: 40 })),
    });
    await store.checkpoint(claim, {
      images: [image(0, 'a', ['m1', 'm1', 'm2']), image(0, 'b', ['m1']), image(1, 'a', ['m3']), image(1, 'c', [])],
      dropDeltas: 0,
    });
    await store.checkpoint(claim, { images: [image(0, 'b', [], 9)], dropDeltas: 0 });
    const other = await addState(pool, claim.laneId, versionId, 'other');
    await store.checkpointFollower(other, { images: [image(0, 'z', ['m1'])], dropDeltas: 0 });
    const found = async (keys: [number, string][], matches: [number, string][]) => {
      const images = await storeOf().keyImages(claim.stateId, {
        keys: keys.map(([group, key]) => ({ group, key })),
        matches: matches.map(([group, match]) => ({ group, match })),
      });
      return images.map(({ image: bytes }) => bytes.toString()).toSorted();
    };
    expect(await found([], [[0, 'm1']])).toEqual(['0 a 7', '0 b 9']);
    expect(
      await found(
        [
          [0, 'a'],
          [1, 'c'],
          [1, 'none'],
        ],
        [
          [0, 'm2'],
          [1, 'm1'],
        ],
      ),
    ).toEqual(['0 a 7', '1 c 7']);
    const [full] = await store.keyImages(claim.stateId, { keys: [{ group: 1, key: 'a' }], matches: [] });
    expect(full).toEqual({ group: 1, key: 'a', commitNo: 7, image: Buffer.from('1 a 7'), endsUs: 50, matchedTo: 6 });
  });

  it('sweeps ended keys, page after page, and leaves those that have not ended, are of an earlier version, or the lane itself', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    const images = Array.from({ length: 25 }, (_, i) => ({
      ...{ group: i % 2, key: i === 0 ? '' : `k${i}`, commitNo: 3, image: Buffer.from('image') },
      ...(i % 5 === 4 ? {} : { endsUs: i % 5 === 3 ? 101 : i % 5 === 2 ? -Infinity : 100 }),
      matches: [{ match: `m${i}`, endsUs: i % 5 === 3 ? 101 : 100 }],
    }));
    await store.checkpoint(claim, { images: [{ group: -1, key: '', commitNo: 3, image: Buffer.from('lane'), matches: [] }, ...images], dropDeltas: 0 });
    const gone: string[] = [];
    let after: KeyName | undefined = { group: -1, key: '' };
    let pages = 0;
    for (; after; pages++) {
      const swept: Swept = await store.checkpoint(claim, { images: [], dropDeltas: 0, sweep: { after, endedUs: 100, limit: 10 } });
      gone.push(...swept.gone.map(({ group, key }) => `${group} ${key}`));
      after = swept.last;
    }
    const ended = images.flatMap(({ group, key }, i) => (i % 5 < 3 ? [`${group} ${key}`] : []));
    expect([pages, gone.toSorted()]).toEqual([4, ended.toSorted()]);
    const left: string[] = [];
    await store.load(
      claim.stateId,
      ({ group, key }) => left.push(`${group} ${key}`),
      () => Promise.resolve(),
    );
    expect(left.toSorted()).toEqual(['-1 ', ...images.flatMap(({ group, key }, i) => (i % 5 < 3 ? [] : [`${group} ${key}`]))].toSorted());
    const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM processing.state_match WHERE state_id = $1', [claim.stateId]);
    expect(rows[0].n).toBe(5);
  });
});
