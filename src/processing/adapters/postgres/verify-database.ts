import { MillraceError, nearest } from '../../../definition/index.js';
import type { Pool } from 'pg';
import { type LedgerReport, verifyLedger } from '../../application/verify-ledger.js';
import { PostgresLedgerReader } from './postgres-ledger-reader.adapter.js';

/** A name that is mistyped must not be told as verified. */
function unknownRun(run: string, known: readonly string[]): MillraceError {
  const near = nearest(run, known);
  const others = known.length > 0 ? `, there is ${known.join(', ')}` : ': nothing has run in this data folder yet';
  return new MillraceError(
    'run_unknown',
    'poison',
    `there is no pipeline or run "${run.slice(0, 130)}"${near === undefined ? others : `: did you mean "${near}"?`}`,
  );
}

/** Verifies the ledgers of the given runs, or of all, in a database that no application need be running on. Error: `run_unknown`. */
export async function verifyDatabase(
  pool: Pool,
  runs: readonly string[] | undefined,
  progress: (run: string, commits: number) => void,
): Promise<LedgerReport[]> {
  const reader = new PostgresLedgerReader(pool);
  const known = await reader.runs();
  for (const run of runs ?? []) if (!known.includes(run)) throw unknownRun(run, known);
  const reports: LedgerReport[] = [];
  for (const run of runs ?? known) reports.push(await verifyLedger(run, reader, (commits) => progress(run, commits)));
  return reports;
}
