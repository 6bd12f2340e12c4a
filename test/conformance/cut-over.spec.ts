import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresCommitStore } from '../../src/processing/adapters/postgres/postgres-commit-store.adapter.js';
import type { Commit, LaneClaim } from '../../src/processing/ports/commit-store.port.js';
import { hash, makeCommit } from './commits.js';
import { type DataPlane, addState, makeLane, openDataPlane } from './data-plane.js';

describe('states beside a lane, and cut-over, on PostgreSQL', () => {
  let plane: DataPlane;
  let pool: pg.Pool;
  let run: string;
  let serial = 0;
  let versionId = 0;
  let laneId = 0;
  let stateId = 0;
  let scorerId = 0;
  const held: { store: PostgresCommitStore; claim: LaneClaim }[] = [];

  beforeAll(async () => {
    plane = await openDataPlane();
    pool = plane.pool();
    const made = await pool.query<{ id: number }>(
      "INSERT INTO processing.pipeline_version (pipeline, number, hash, state_hash, plan, document) VALUES ('p', 1, 'h', 's', '{}', '') RETURNING id",
    );
    versionId = made.rows[0].id;
    scorerId = await storeOf().scorer('m', 1, 'd');
  });
  afterAll(() => plane?.close());
  beforeEach(async () => {
    run = `run-${serial++}`;
    ({ laneId, stateId } = await makeLane(pool, run, versionId));
  });
  afterEach(async () => {
    for (const { store, claim } of held.splice(0)) await store.release(claim);
  });

  const storeOf = () => new PostgresCommitStore(plane.pool());
  async function own(store: PostgresCommitStore, owner: string) {
    const claim = await store.claim(run, 0, owner);
    held.push({ store, claim });
    return claim;
  }
  const commitOf = (commitNo: number, from: number, changes: Partial<Commit> = {}) =>
    makeCommit({ run, versionId, scorerId, stateId }, commitNo, from, changes);
  /** Another version, which the lane is to go over to. */
  async function wanted(stateHash: string): Promise<number> {
    const made = await pool.query<{ id: number }>(
      "INSERT INTO processing.pipeline_version (pipeline, number, hash, state_hash, plan, document) VALUES ('p', (SELECT max(number) + 1 FROM processing.pipeline_version), $1, $2, '{}', '') RETURNING id",
      [`h ${run} ${stateHash}`, stateHash],
    );
    await pool.query('UPDATE processing.lane SET next_version_id = $2 WHERE id = $1', [laneId, made.rows[0].id]);
    return made.rows[0].id;
  }
  const delta = (from: number, to: number) => ({ commitNo: to, from, delta: Buffer.from(`${from}-${to}`) });
  const DISPUTED = [
    { position: 0, fate: undefined },
    { position: 1, fate: 5 },
  ] as const;

  it('moves a follower by its own position alone, and never the state that a lane commits to', async () => {
    const store = storeOf();
    const follower = await addState(pool, laneId, versionId, 'other');
    await store.follow(follower, delta(0, 3));
    await store.follow(follower, delta(3, 4));
    for (const wrong of [delta(0, 3), delta(3, 5), delta(5, 6)]) await expect(store.follow(follower, wrong)).rejects.toMatchObject({ code: 'follower_lost' });
    await expect(store.follow(stateId, delta(0, 1))).rejects.toMatchObject({ code: 'follower_lost', kind: 'retryable' });
    await expect(store.checkpointFollower(stateId, { images: [], dropDeltas: 0 })).rejects.toMatchObject({ code: 'follower_lost' });
    await store.checkpointFollower(follower, { images: [{ group: 0, key: 'k', commitNo: 4, image: Buffer.from('image'), matches: [] }], dropDeltas: 3 });
    expect([await store.followerPosition(follower), await store.followerPosition(stateId), await store.followerPosition(0)]).toEqual([4, undefined, undefined]);
    const seen: unknown[] = [];
    await store.load(
      follower,
      ({ key, commitNo }) => seen.push([key, commitNo]),
      ({ commitNo, from }) => Promise.resolve(void seen.push([from, commitNo])),
    );
    expect(seen).toEqual([
      ['k', 4],
      [3, 4],
    ]);
  });

  it('cuts a lane over to a follower that stands beside it, and fences the term before', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    await store.commit(claim, commitOf(1, 0));
    const follower = await addState(pool, laneId, versionId, 'new');
    const next = await wanted('new');
    const to = { versionId: next, stateId: follower, disputed: DISPUTED, keepSeconds: 60 };
    await store.follow(follower, delta(0, 1));
    // A record behind; a version that nobody wants; a claim of before.
    await expect(store.cutOver(claim, to)).rejects.toMatchObject({ code: 'lane_lost' });
    await store.follow(follower, delta(1, 2));
    await expect(store.cutOver(claim, { ...to, versionId })).rejects.toMatchObject({ code: 'lane_lost' });
    await expect(store.cutOver({ ...claim, term: claim.term - 1 }, to)).rejects.toMatchObject({ code: 'lane_lost' });
    const over = await store.cutOver(claim, to);
    expect(over).toEqual({
      ...claim,
      term: claim.term + 1,
      position: 2,
      commitNo: 1,
      head: hash(`${run} 1`),
      versionId: next,
      stateId: follower,
      disputed: DISPUTED,
    });
    await expect(store.commit(claim, commitOf(2, 2))).rejects.toMatchObject({ code: 'lane_lost' });
    await expect(store.follow(follower, delta(2, 3))).rejects.toMatchObject({ code: 'follower_lost' });
    await store.follow(stateId, delta(2, 4));
    await store.commit(over, commitOf(2, 2, { stateId: follower, versionId: next, settles: true }));
    await store.release(over);
    const again = await own(storeOf(), 'next');
    expect(again).toMatchObject({ versionId: next, stateId: follower, disputed: [DISPUTED[0]] });
    const lane = await pool.query('SELECT next_version_id, previous_version_id FROM processing.lane WHERE id = $1', [laneId]);
    expect(lane.rows).toEqual([{ next_version_id: null, previous_version_id: versionId }]);
  });

  it('cuts a lane over with the state that it has', async () => {
    const store = storeOf();
    const claim = await own(store, 'one');
    await store.commit(claim, commitOf(1, 0));
    const next = await wanted('s');
    const over = await store.cutOver(claim, { versionId: next, stateId, disputed: [], keepSeconds: 60 });
    expect(over).toMatchObject({ term: claim.term + 1, position: 2, versionId: next, stateId });
    await store.commit(over, commitOf(2, 2));
    await expect(store.follow(stateId, delta(4, 5))).rejects.toMatchObject({ code: 'follower_lost' });
  });
});
