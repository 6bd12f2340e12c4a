import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';

const FETCH_ROWS = 5_000;

/** User and database of the embedded server. */
const EMBEDDED = { user: 'millrace', database: 'millrace' };

/**
 * Where PostgreSQL listens, from the lock file of a running server: line 4 has the port, 5 the folder of the socket.
 * @param {string} dataDir the application's data folder
 * @returns {pg.ClientConfig}
 */
export function embeddedServer(dataDir) {
  const folder = join(dataDir, 'postgres');
  const [, , , port, host] = readFileSync(join(folder, 'postmaster.pid'), 'utf8')
    .split('\n')
    .map((line) => line.trim());
  return { ...EMBEDDED, host, port: Number(port), password: readFileSync(join(folder, 'millrace.password'), 'utf8').trim() };
}

/**
 * @param {{ 'data-dir'?: string | undefined, database?: string | undefined }} options
 * @returns {pg.ClientConfig}
 */
export function serverOf(options) {
  if (options.database) return { connectionString: options.database };
  if (options['data-dir']) return embeddedServer(options['data-dir']);
  throw new Error('say where the database is: --database URL, or --data-dir FOLDER of a running application');
}

/**
 * Gives `use` a connection with one snapshot of everything, so that what it counts belongs together even while the application works.
 * @template T
 * @param {pg.ClientConfig} server
 * @param {(client: pg.Client) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withSnapshot(server, use) {
  return withClient(server, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SET LOCAL work_mem = '128MB'");
    const result = await use(client);
    await client.query('COMMIT');
    return result;
  });
}

/**
 * @template T
 * @param {pg.ClientConfig} server
 * @param {(client: pg.Client) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withClient(server, use) {
  const client = new pg.Client(server);
  // A killed server also reaches the caller as the failure of its query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/**
 * All rows of a query, a few thousand at a time.
 * @param {pg.Client} client inside a transaction
 * @param {string} sql
 * @param {readonly unknown[]} values
 * @returns {AsyncGenerator<any[]>}
 */
export async function* rowsOf(client, sql, values) {
  await client.query(`DECLARE rows NO SCROLL CURSOR FOR ${sql}`, [...values]);
  try {
    for (;;) {
      const { rows } = await client.query(`FETCH FORWARD ${FETCH_ROWS} FROM rows`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    // Also when the caller has seen enough: there is one cursor of this name at a time.
    await client.query('CLOSE rows').catch(() => undefined);
  }
}

/**
 * Runs a checker from the command line: options `--database`, `--data-dir`, `--run` and those given; exit code 1 when it finds a fault, 2 when it cannot look.
 * @param {string} moduleUrl
 * @param {Record<string, { type: 'string' | 'boolean' }>} more
 * @param {(server: pg.ClientConfig, options: Record<string, any>) => Promise<boolean>} check
 */
export function command(moduleUrl, more, check) {
  if (!process.argv[1] || !moduleUrl.endsWith(process.argv[1].split('/').slice(-2).join('/'))) return;
  const run = async () => {
    const { values } = parseArgs({ options: { database: { type: 'string' }, 'data-dir': { type: 'string' }, run: { type: 'string' }, ...more } });
    return check(serverOf(values), values);
  };
  run().then(
    (good) => (process.exitCode = good ? 0 : 1),
    (error) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 2;
    },
  );
}
