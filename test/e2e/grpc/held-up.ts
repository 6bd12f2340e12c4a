import type pg from 'pg';
import { LOG_READER, type LogReader } from '../../../src/ingestion/index.js';
import { type TestApp, until } from '../app.js';

/** How many records the log of the payments has; waits until it has so many. */
export function logEnd({ server }: TestApp, atLeast = 0): Promise<number> {
  const log = server.app.get<LogReader>(LOG_READER);
  return until(
    () => log.end('payments', 0),
    (end) => end >= atLeast,
  );
}

/** Holds up every write of these tables, as a slow disk would, while reads go on. Call what it returns to let go. */
export async function heldUp(pool: pg.Pool, tables: readonly string[]): Promise<() => Promise<void>> {
  const connection = await pool.connect();
  await connection.query(`BEGIN; LOCK TABLE ${tables.join(', ')} IN EXCLUSIVE MODE`);
  let held = true;
  return async () => {
    if (!held) return;
    held = false;
    await connection.query('COMMIT');
    connection.release();
  };
}
