import { join } from 'node:path';
import { MillraceError } from './definition/index.js';
import { createPool } from './platform/database/index.js';
import { startEmbeddedPostgres } from './platform/database/embedded/index.js';
import { type AuditReport, verifyAudit } from './governance/index.js';
import { type LedgerReport, verifyDatabase } from './processing/index.js';
import { readSettings } from './server.js';

/** What PostgreSQL answers where there are no tables of ours. */
const UNDEFINED_TABLE = '42P01';

/** Verifies the ledgers and the audit trail of this data folder's database: the running one if there is one, else one that is started for it. Errors: `run_unknown`, `nothing_to_verify`. */
export async function verifyStoredLedgers(
  runs: readonly string[] | undefined,
  progress: (run: string, commits: number) => void,
): Promise<{ runs: LedgerReport[]; audit: AuditReport }> {
  const settings = readSettings();
  const embedded =
    settings.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgres'), adopt: 'share' }) : undefined;
  const pool = createPool(embedded ? { ...embedded.connection, max: 2 } : { connectionString: settings.databaseUrl, max: 2 });
  try {
    return { runs: await verifyDatabase(pool, runs, progress), audit: await verifyAudit(pool) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE)) throw error;
    const place = settings.databaseUrl === undefined ? `the data folder ${settings.dataDir}` : 'the database';
    const advice = 'name the right one with MILLRACE_DATA_DIR, or start the application with `millrace up FOLDER` first';
    throw new MillraceError('nothing_to_verify', 'poison', `${place} was never used by an application, so there is nothing to verify: ${advice}`, {
      cause: error,
    });
  } finally {
    await pool.end();
    await embedded?.stop();
  }
}
