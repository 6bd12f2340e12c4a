import { beforeEach, describe, expect, it } from 'vitest';
import { work } from '../../../../src/pipeline.js';
import type { Lane } from '../../../../src/processing/application/lane.js';
import { Shortly } from '../../../../src/processing/application/shortly.js';
import { CommitWait } from '../../../../src/processing/application/wait-for-commit.js';
import { Waiters } from '../../../../src/processing/application/waiters.js';
import { PredictionIds } from '../../../../src/processing/domain/index.js';
import type { RecordReader } from '../../../../src/processing/ports/record-reader.port.js';
import { HeldStore, START_US, openLane, testLog, testModels } from './held-store.js';

const COUNT = 100;
const MINUTE_US = 60_000_000;
const LONG_MS = 60_000;
const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('one who waits for a commit', () => {
  let store: HeldStore;
  let lane: Lane;
  let waiters: Waiters;

  beforeEach(async () => {
    store = new HeldStore();
    lane = await openLane(store);
    waiters = new Waiters();
  });
  const log = testLog(COUNT, new Map([[7, 3]]));
  const run = () =>
    work(lane, {
      log,
      models: testModels,
      store: store.asStore(),
      batchRecords: COUNT,
      nowUs: () => 0,
      announce: (by, commit) => waiters.announce(by, commit),
    });

  it('is told its own prediction, and only once it is durable', async () => {
    const told: unknown[] = [];
    const waiting = [0, 41, COUNT - 1].map((position) => waiters.wait('p', position, LONG_MS));
    for (const wait of waiting) void wait.then((what) => told.push(what));
    await run();
    await turns();
    expect([store.sent.length, told]).toEqual([1, []]);
    const [{ commit, succeed }] = store.sent;
    succeed();
    const answers = await Promise.all(waiting);
    expect(answers.map((answer) => [answer?.prediction?.position, answer?.prediction?.eventId, answer?.unsure])).toEqual([
      [0, 't0', false],
      [41, 't41', false],
      [COUNT - 1, `t${COUNT - 1}`, false],
    ]);
    const row = commit.predictions.find(({ position }) => position === 41);
    expect([answers[1]?.prediction?.vector, answers[1]?.prediction?.id.replaceAll('-', '')]).toEqual([row?.vector, row?.id.toString('hex')]);
  });

  it('is told that there is none where the record was set aside, and nothing of a record beyond the commit', async () => {
    const [aside, before, beyond] = [7, -1, COUNT].map((position) => waiters.wait('p', position, position === COUNT ? 1 : LONG_MS));
    await run();
    store.sent[0].succeed();
    expect(await aside).toEqual({ prediction: undefined, unsure: false });
    expect(await before).toEqual({ prediction: undefined, unsure: true });
    expect(await beyond).toBeUndefined();
  });

  it('learns from the database what nobody told, together with all others who wait', async () => {
    let asked = 0;
    const reader = { lane: () => Promise.resolve({ position: ++asked > 1 ? 50 : 0 }) } as unknown as Pick<RecordReader, 'lane'>;
    const commits = new CommitWait(waiters, reader);
    const all = await Promise.all(Array.from({ length: 50 }, (_, position) => commits.told('p', position, LONG_MS)));
    expect(new Set(all)).toEqual(new Set([{ prediction: undefined, unsure: true }]));
    expect(asked).toBeLessThan(10);
  });
});

describe('a lane', () => {
  it('may know every id that it took and every event that is late, and no other', async () => {
    const store = new HeldStore();
    const lane = await openLane(store);
    await work(lane, { log: testLog(COUNT), models: testModels, store: store.asStore(), batchRecords: COUNT, nowUs: () => 0, announce: () => undefined });
    store.sent[0].succeed();
    const ids = new PredictionIds(Buffer.alloc(32, 1), 'p');
    const newestUs = START_US + (COUNT - 1) * MINUTE_US;
    const mayKnow = (tx: string, timeUs: number) => lane.mayKnow('payment', ids.hash('payment', tx), timeUs);
    expect([mayKnow('t99', newestUs), mayKnow('new', newestUs), mayKnow('new', newestUs + MINUTE_US)]).toEqual([true, false, false]);
    expect([mayKnow('new', newestUs - 10 * MINUTE_US), mayKnow('new', newestUs - 10 * MINUTE_US - 1), mayKnow('t0', START_US)]).toEqual([false, true, true]);
  });
});

describe('what is asked shortly after another', () => {
  it('gets the same answer, unless that failed', async () => {
    let asked = 0;
    const shortly = new Shortly<number>(LONG_MS);
    const ask = () => (++asked === 1 ? Promise.reject(new Error('away')) : Promise.resolve(asked));
    await expect(shortly.get('a', ask)).rejects.toThrow('away');
    expect([await shortly.get('a', ask), await shortly.get('a', ask), await shortly.get('b', ask)]).toEqual([2, 2, 3]);
    const never = new Shortly<number>(0);
    expect([await never.get('a', ask), await never.get('a', ask)]).toEqual([4, 5]);
  });
});
