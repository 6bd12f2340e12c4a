import { join } from 'node:path';
import { built } from '../../bench/built.js';

/** @type {typeof import('../../src/app.module.js')} */
const { migrations } = await built('app.module.js');
/** @type {typeof import('../../src/platform/database/index.js')} */
const { createPool, openDataSource } = await built('platform/database/index.js');
/** @type {typeof import('../../src/platform/database/embedded/index.js')} */
const { startEmbeddedPostgres } = await built('platform/database/embedded/index.js');
/** @type {typeof import('../../src/processing/adapters/postgres/postgres-commit-store.adapter.js')} */
const { PostgresCommitStore } = await built('processing/adapters/postgres/postgres-commit-store.adapter.js');

/**
 * The application's store on an embedded server in a folder of its own, with a state that follows.
 * @param {string} folder
 */
export async function openStore(folder) {
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const control = await openDataSource(server.connection, migrations);
  const pool = createPool(server.connection);
  const version = await one(
    pool,
    "INSERT INTO processing.pipeline_version (pipeline, number, hash, state_hash, plan, document) VALUES ('p', 1, 'h', 's', '{}', '') RETURNING id",
  );
  await pool.query("INSERT INTO processing.run (name, pipeline, log, version_id, live) VALUES ('p', 'p', 'l', $1, false)", [version]);
  const lane = await one(pool, "INSERT INTO processing.lane (run, head) VALUES ('p', '') RETURNING id");
  const stateId = await one(pool, 'INSERT INTO processing.state (lane_id, state_hash, version_id) VALUES ($1, $2, $3) RETURNING id', [lane, 's', version]);
  const close = async () => {
    await pool.end();
    await control.destroy();
    await server.stop();
  };
  return { store: new PostgresCommitStore(pool), stateId, close };
}

/**
 * @param {import('pg').Pool} pool
 * @param {string} text
 * @param {unknown[]} [values]
 * @returns {Promise<number>}
 */
async function one(pool, text, values = []) {
  return (await pool.query(text, values)).rows[0].id;
}
