import { beforeEach, describe, expect, it } from 'vitest';
import { work } from '../../src/pipeline.js';
import type { Lane } from '../../src/processing/application/lane.js';
import type { Commit } from '../../src/processing/ports/commit-store.port.js';
import { HeldStore, openLane, testLog, testModels } from './processing/application/held-store.js';

const BATCH = 256;
const turns = () => new Promise((resolve) => setImmediate(resolve));
/** What is equal whoever computes it: everything but the salts, and what is hashed from them. */
const answersOf = (commit: Commit) =>
  commit.predictions.map(({ position, id, eventId, vector, scores }) => [
    position,
    id.toString('hex'),
    eventId,
    vector.toString('hex'),
    scores.toString('hex'),
  ]);

describe('the worker', () => {
  let store: HeldStore;
  let lane: Lane;
  let announced: Commit[];
  let log = testLog(4 * BATCH);
  const run = (on = lane, of = store) =>
    work(on, { log, models: testModels, store: of.asStore(), batchRecords: BATCH, nowUs: () => 0, announce: (_, commit) => void announced.push(commit) });

  beforeEach(async () => {
    store = new HeldStore();
    lane = await openLane(store);
    announced = [];
    log = testLog(4 * BATCH);
  });

  /** The commits of a lane whose every commit succeeds at once. */
  async function undisturbed(): Promise<Commit[]> {
    const other = new HeldStore();
    const its = await openLane(other);
    for (let i = 0; i < 4; i++) {
      await run(its, other);
      other.sent.at(-1)?.succeed();
    }
    await its.committed();
    return other.durable;
  }

  it('computes the next commit while one is under way, and sends it after that one alone', async () => {
    expect(await run()).toBe(BATCH);
    const second = run();
    await turns();
    expect([store.sent.length, lane.position, announced.length]).toEqual([1, 0, 0]);
    store.sent[0].succeed();
    expect(await second).toBe(BATCH);
    expect([store.sent.length, lane.position, announced.length]).toEqual([2, BATCH, 1]);
    const [first, next] = store.sent;
    expect([next.commit.from, next.commit.commitNo]).toEqual([first.commit.to, first.commit.commitNo + 1]);
  });

  it('drops what was computed on top of a commit that failed, and answers the same once the lane is claimed anew', async () => {
    await run();
    store.sent[0].succeed();
    await run();
    const third = run();
    await turns();
    store.sent[1].fail();
    await expect(third).rejects.toThrow('the connection is gone');
    await expect(run()).rejects.toThrow('the connection is gone');
    expect([store.sent.length, store.durable.length, announced.length, lane.position]).toEqual([2, 1, 1, BATCH]);

    lane = await openLane(store);
    for (let i = 0; i < 3; i++) {
      expect(await run()).toBe(BATCH);
      store.sent.at(-1)?.succeed();
    }
    await lane.committed();
    expect(announced).toEqual(store.durable);
    expect(store.durable.map(answersOf)).toEqual((await undisturbed()).map(answersOf));
  });

  it('waits at the end of the log until everything is durable, and tells what failed', async () => {
    log = testLog(BATCH);
    await run();
    const end = run();
    let ended = false;
    void end.then(() => (ended = true));
    await turns();
    expect(ended).toBe(false);
    store.sent[0].succeed();
    expect([await end, announced.length]).toEqual([0, 1]);
  });

  it('leaves a short batch open while a commit is under way: what arrives meanwhile joins it', async () => {
    log = testLog(BATCH + 3);
    await run();
    const rest = run();
    await turns();
    log.read = testLog(BATCH + 40).read;
    store.sent[0].succeed();
    expect(await rest).toBe(40);
  });

  it('asks for what was kept of records that are tried again only when the commit before is durable', async () => {
    log = testLog(2 * BATCH, new Map([[BATCH + 5, 3]]));
    await run();
    const second = run();
    await turns();
    expect(store.asked).toEqual([]);
    store.sent[0].succeed();
    await second;
    expect(store.asked).toEqual([{ positions: [3], durable: 1 }]);
  });
});
