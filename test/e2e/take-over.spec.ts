import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkBooks } from '../checker/books.js';
import { Database, Member, RUN, placePipeline } from '../faults/cluster.js';
import { payment, until } from './app.js';

let database: Database;
let link: Awaited<ReturnType<Database['proxied']>>;
let api: Member;
let workers: Member[];
let asked = 0;

beforeAll(async () => {
  database = await Database.start(undefined);
  await database.create('taken');
  link = await database.proxied('taken');
  const folder = join(database.folder, 'taken');
  mkdirSync(folder);
  api = new Member('api', 'api', { folder, url: link.url, pipelines: [placePipeline(folder)] });
  workers = ['first', 'second'].map((name) => new Member(name, 'worker', { folder, url: link.url }));
  for (const member of [api, ...workers]) await member.start();
  for (const member of [api, ...workers]) await member.ready();
});
afterAll(async () => {
  await Promise.allSettled([api, ...workers].map((member) => member.stop()));
  await link?.proxy.close();
  await database?.stop();
});

const lane = async () => (await database.with('taken', (client) => client.query('SELECT owner, term FROM processing.lane'))).rows[0];
const predicted = () =>
  until(
    () => api.call('POST', `/v1/pipelines/${RUN}/predictions`, { body: payment(`t${asked++}`) }),
    ({ status }) => status === 200,
  );

it.each(['SIGKILL', 'SIGSTOP'] as const)('takes the lane of an owner that got %s over, and commits nothing twice', async (signal) => {
  await predicted();
  const before = await lane();
  const owner = workers.find(({ pid }) => before.owner.includes(` ${pid} `));
  owner?.signal(signal);
  await predicted();
  const after = await lane();
  expect([after.owner === before.owner, Number(after.term) > Number(before.term)]).toEqual([false, true]);
  owner?.signal('SIGCONT');
  if (signal === 'SIGKILL') await owner?.start();
  await sleep(500);
  await predicted();
  const reports = await database.with('taken', async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    return checkBooks(client, RUN);
  });
  expect(reports.flatMap(({ faults }) => faults)).toEqual([]);
});
