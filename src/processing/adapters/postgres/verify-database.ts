import type { Pool } from 'pg';
import { type LedgerReport, verifyLedger } from '../../application/verify-ledger.js';
import { PostgresLedgerReader } from './postgres-ledger-reader.adapter.js';

/** Verifies the ledgers of the given runs, or of all, in a database that no application need be running on. */
export async function verifyDatabase(
  pool: Pool,
  runs: readonly string[] | undefined,
  progress: (run: string, commits: number) => void,
): Promise<LedgerReport[]> {
  const reader = new PostgresLedgerReader(pool);
  const reports: LedgerReport[] = [];
  for (const run of runs ?? (await reader.runs())) reports.push(await verifyLedger(run, reader, (commits) => progress(run, commits)));
  return reports;
}
