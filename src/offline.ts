import { join } from 'node:path';
import { createPool } from './platform/database/index.js';
import { startEmbeddedPostgres } from './platform/database/embedded/index.js';
import { type AuditReport, verifyAudit } from './governance/index.js';
import { type LedgerReport, verifyDatabase } from './processing/index.js';
import { readSettings } from './server.js';

/** Verifies the ledgers and the audit trail of this data folder's database: the running one if there is one, else one that is started for it. */
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
  } finally {
    await pool.end();
    await embedded?.stop();
  }
}
