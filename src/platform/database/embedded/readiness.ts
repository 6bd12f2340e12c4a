import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PlatformError, errorCode, errorText } from '../../error.js';
import { DATABASE_FIX, type DataFolder } from './data-folder.js';
import { explainFailure } from './failure.js';
import { readPostmaster } from './postmaster.js';
import { serverLogSize, serverLogTail } from './server-log.js';
import type { Server } from './server.js';

/** How to reach the server; `host` is the folder of its socket. */
export interface EmbeddedConnection {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
}

const PATIENCE_MS = 60_000;
const POLL_MS = 20;
const CONNECT_TIMEOUT_MS = 10_000;
const WRONG_PASSWORD = ['28P01', '28000'];
const DUPLICATE_DATABASE = '42P04';
/** In every cluster; connected to before ours exists. */
const FIRST_DATABASE = 'postgres';

/**
 * Returns once the server takes connections. Gives up 60 s after the last sign of progress: recovery after a crash may take longer than
 * that, and reports in the log every 10 s; stopping it halfway would only make the next start begin it again.
 */
export async function waitUntilReady(server: Server, connection: EmbeddedConnection, folder: DataFolder): Promise<void> {
  let logSize = -1;
  let refusal: unknown;
  for (let deadline = 0; ; await sleep(POLL_MS)) {
    if (server.hasExited()) throw await failure(server, folder, `PostgreSQL ended at its start (${await server.exited})`);
    const state = await readPostmaster(folder);
    if (state?.pid === server.pid && state.status === 'ready') {
      refusal = await tryToConnect(connection);
      if (refusal === undefined) return;
      if (WRONG_PASSWORD.includes(errorCode(refusal) ?? '')) throw wrongPassword(folder, refusal);
    } else {
      const size = await serverLogSize(folder);
      if (size !== logSize) deadline = performance.now() + PATIENCE_MS;
      logSize = size;
    }
    if (deadline === 0) deadline = performance.now() + PATIENCE_MS;
    if (performance.now() > deadline) break;
  }
  const said = refusal === undefined ? '' : `: ${errorText(refusal)}`;
  throw await failure(server, folder, `PostgreSQL did not take connections within ${PATIENCE_MS / 1000} s${said}`);
}

/** Creates the database that `connection` names unless it exists. */
export async function ensureDatabase(connection: EmbeddedConnection): Promise<void> {
  const client = clientFor({ ...connection, database: FIRST_DATABASE });
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [connection.database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(connection.database)}`);
  } catch (error) {
    if (errorCode(error) !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tryToConnect(connection: EmbeddedConnection): Promise<unknown> {
  const client = clientFor({ ...connection, database: FIRST_DATABASE });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Says everything that the environment could change (PGSSLMODE, PGOPTIONS). */
function clientFor(connection: EmbeddedConnection): pg.Client {
  const client = new pg.Client({ ...connection, ssl: false, options: '', connectionTimeoutMillis: CONNECT_TIMEOUT_MS, application_name: 'millrace launcher' });
  // A connection that breaks between two queries must not end the process.
  client.on('error', () => undefined);
  return client;
}

async function failure(server: Server, folder: DataFolder, what: string): Promise<PlatformError> {
  return explainFailure(await serverLogTail(folder, server.logStart), what, folder);
}

function wrongPassword(folder: DataFolder, cause: unknown): PlatformError {
  const message = `The server on ${folder.path} does not take the password in ${folder.password}. Put the right one there, ${DATABASE_FIX}.`;
  return new PlatformError('database_password', 'fatal', message, { cause });
}
