import { type LoggedRecord, NO_RETRIES, type Retries } from '../domain/index.js';
import type { QuarantineKeeper } from '../ports/quarantine-keeper.port.js';

/** What was kept of the quarantined records that some of these try again; asks nothing where none does. */
export async function readRetries(run: string, records: readonly LoggedRecord[], store: Pick<QuarantineKeeper, 'quarantined'>): Promise<Retries> {
  const positions: number[] = [];
  for (const { retryOf } of records) if (retryOf !== undefined) positions.push(retryOf);
  return positions.length === 0 ? NO_RETRIES : store.quarantined(run, positions);
}
