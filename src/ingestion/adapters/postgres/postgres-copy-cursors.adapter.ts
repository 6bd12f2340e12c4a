import type { Pool } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import { inTransaction } from '../../../platform/database/index.js';
import type { CopiedBatch, CopyCursor, CopyCursors, CopyRun } from '../../ports/foreign-topic.port.js';

interface Row {
  line: number;
  positions: Record<string, number>;
  pending: [number, number, number][] | null;
}

export class PostgresCopyCursors implements CopyCursors {
  constructor(private readonly pool: Pool) {}

  async load(copy: string, starts: ReadonlyMap<number, number>): Promise<CopyCursor> {
    return guarded(async () => {
      await this.pool.query('INSERT INTO ingestion.copy (name, positions) VALUES ($1, $2) ON CONFLICT DO NOTHING', [copy, jsonOf(starts)]);
      const found = await this.pool.query<Row>('SELECT line, positions, pending FROM ingestion.copy WHERE name = $1', [copy]);
      const [{ line, positions, pending }] = found.rows;
      // Partitions that the topic got since then begin where they begin.
      const known = new Map([...starts, ...Object.entries(positions).map(([partition, next]) => [Number(partition), next] as const)]);
      return { line, positions: known, pending: pending?.map(([partition, from, count]) => ({ partition, from, count })) };
    });
  }

  async plan(copy: string, line: number, runs: readonly CopyRun[]): Promise<boolean> {
    const pending = JSON.stringify(runs.map(({ partition, from, count }) => [partition, from, count]));
    const planned = await guarded(() =>
      this.pool.query('UPDATE ingestion.copy SET pending = $3 WHERE name = $1 AND line = $2 AND pending IS NULL', [copy, line, pending]),
    );
    return planned.rowCount === 1;
  }

  async done(copy: string, line: number, { records, positions, refused }: CopiedBatch): Promise<void> {
    await guarded(() =>
      inTransaction(this.pool, async (client) => {
        const moved = await client.query('UPDATE ingestion.copy SET line = line + $3, positions = $4, pending = NULL WHERE name = $1 AND line = $2', [
          copy,
          line,
          records,
          jsonOf(positions),
        ]);
        // Another process did the same batch: it has set aside the same.
        if (moved.rowCount !== 1) return;
        await client.query(
          `INSERT INTO ingestion.copy_refused (copy, partition, position, code, message)
           SELECT $1, * FROM unnest($2::int[], $3::bigint[], $4::text[], $5::text[]) ON CONFLICT DO NOTHING`,
          [copy, refused.map((one) => one.partition), refused.map((one) => one.position), refused.map((one) => one.code), refused.map((one) => one.message)],
        );
      }),
    );
  }
}

const jsonOf = (positions: ReadonlyMap<number, number>) => JSON.stringify(Object.fromEntries(positions));

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MillraceError) throw error;
    throw new MillraceError('log_unavailable', 'retryable', 'the cursors of copied topics cannot be reached: is the database up?', { cause: error });
  }
}
