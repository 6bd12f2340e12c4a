import pg from 'pg';

const INT8 = 20;
const BYTEA = 17;
const TEXT_OIDS = new Set([25, 1043, 2950]);

/** Values of a binary result: bigint as a safe integer, bytea as the bytes, text as a string; the rest as pg reads it. */
const BINARY_TYPES = {
  getTypeParser(oid: number, format?: string): (value: never) => unknown {
    if (format === 'binary') {
      if (oid === INT8) return (value: Buffer) => value.readInt32BE(0) * 0x1_0000_0000 + value.readUInt32BE(4);
      if (oid === BYTEA) return (value: Buffer) => value;
      if (TEXT_OIDS.has(oid)) return (value: Buffer) => value.toString('utf8');
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/** A query whose rows come as arrays, read from the binary protocol. */
export function binaryQuery(text: string, values: unknown[], name?: string): pg.QueryArrayConfig {
  return { text, values, rowMode: 'array', binary: true, types: BINARY_TYPES as pg.CustomTypesConfig, ...(name ? { name } : {}) } as pg.QueryArrayConfig;
}

/** bigint columns are safe integers everywhere in Millrace, so they are read as numbers. */
pg.types.setTypeParser(INT8, (value: string) => Number(value));

/** A pool for the data plane; the control plane goes through TypeORM. */
export function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, max: config.max ?? 12, application_name: config.application_name ?? 'millrace', idleTimeoutMillis: 60_000 });
  // An idle connection that breaks must not end the process; the next query on the pool tells.
  pool.on('error', () => undefined);
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
