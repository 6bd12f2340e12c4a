import type { PoolClient } from 'pg';
import { MillraceError } from '../../../definition/index.js';

/** Notes which system keeps a log; `made`: it is new. Error: `log_moved` (fatal) when another system has it. */
export async function openLog(client: PoolClient, log: string, system: string): Promise<{ id: number; made: boolean }> {
  // Two openers of one new log queue here instead of failing on each other's table.
  await client.query("SELECT pg_advisory_xact_lock(hashtext('ingestion.log'))");
  const made = await client.query<{ id: number }>('INSERT INTO ingestion.log (name, system) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id', [
    log,
    system,
  ]);
  if (made.rows.length > 0) return { id: made.rows[0].id, made: true };
  const found = await client.query<{ id: number; system: string }>('SELECT id, system FROM ingestion.log WHERE name = $1', [log]);
  const [known] = found.rows;
  if (known.system !== system)
    throw new MillraceError(
      'log_moved',
      'fatal',
      `the log "${log}" of this database is kept by ${known.system}, not by ${system}: set MILLRACE_LOG=${known.system}, or take another database (MILLRACE_DATABASE_URL, MILLRACE_DATA_DIR) and send the events again`,
    );
  return { id: known.id, made: false };
}
