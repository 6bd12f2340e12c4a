import type { Pool } from 'pg';
import { inTransaction } from '../../../platform/database/index.js';

/** Makes the prediction table of a day (days since 1970) in a transaction of its own, before the commit that needs it. */
export async function ensureDayPartition(pool: Pool, day: number): Promise<void> {
  const from = isoDay(day);
  const name = `prediction_${from.replaceAll('-', '')}`;
  await inTransaction(pool, async (client) => {
    // Workers that need the same day at once queue here.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('processing.prediction'))");
    await client.query(
      `CREATE TABLE IF NOT EXISTS processing.${name} PARTITION OF processing.prediction FOR VALUES FROM ('${from}') TO ('${isoDay(day + 1)}')`,
    );
  });
}

export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
