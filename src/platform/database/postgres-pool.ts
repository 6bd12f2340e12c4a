import pg from 'pg';

const INT8 = 20;

/** A query whose rows come as arrays: no object and no names per row. A name makes it a prepared statement. */
export function rowQuery(text: string, values: unknown[], name?: string): pg.QueryArrayConfig {
  return { text, values, rowMode: 'array', ...(name ? { name } : {}) };
}

/** bigint columns are safe integers everywhere in Millrace, so they are read as numbers. */
pg.types.setTypeParser(INT8, (value: string) => Number(value));

/** A server that takes no connection, or gives no answer, for so long counts as away: what waits for it is told instead of hanging. */
const CONNECT_MS = 10_000;
const ANSWER_MS = 60_000;

/** A pool for the data plane; the control plane goes through TypeORM. */
export function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max: config.max ?? 12,
    application_name: config.application_name ?? 'millrace',
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
  });
  // An idle connection that breaks must not end the process; the next query on the pool tells.
  pool.on('error', () => undefined);
  // Nor must one that is checked out: whoever holds it learns of it from the next query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in a transaction on one connection; rolls back on any error, and drops the connection when even that fails. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}
