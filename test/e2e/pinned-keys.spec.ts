import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PinnedKeys } from '../../src/governance/adapters/postgres/pinned-keys.adapter.js';
import { governanceMigrations } from '../../src/governance/index.js';
import { type TestControlPlane, openControlPlane } from './control-plane.js';
import { type TestPostgres, postgresForTests } from './postgres.js';

let server: TestPostgres;
let plane: TestControlPlane;

beforeAll(async () => {
  server = await postgresForTests();
  plane = await openControlPlane(server.connection, governanceMigrations);
});

afterAll(async () => {
  await plane.close();
  await server.stop();
});

it('gives out the key that the database was begun with, and no other', async () => {
  const key = randomBytes(32);
  const vault = (bytes: Buffer): PinnedKeys => new PinnedKeys({ key: async () => bytes }, plane.dataSource);
  expect(await vault(key).key('id')).toEqual(key);
  expect(await vault(Buffer.from(key)).key('id')).toEqual(key);
  await expect(vault(randomBytes(32)).key('id')).rejects.toMatchObject({ code: 'key_changed', kind: 'fatal' });
});
