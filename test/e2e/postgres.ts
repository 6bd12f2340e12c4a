import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import type { DatabaseConnection } from '../../src/platform/database/index.js';

/** A PostgreSQL server for tests. */
export interface TestPostgres {
  readonly connection: DatabaseConnection;
  stop(): Promise<void>;
}

/** The server that MILLRACE_TEST_POSTGRES_URL names, else an embedded one with a data folder of its own, which `stop` removes. */
export async function postgresForTests(): Promise<TestPostgres> {
  const url = process.env['MILLRACE_TEST_POSTGRES_URL'];
  if (url) return { connection: { url }, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'millrace-postgres-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
  return { connection: server.connection, stop };
}
