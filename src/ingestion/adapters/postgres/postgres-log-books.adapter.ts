import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import { inTransaction } from '../../../platform/database/index.js';
import type { ClaimResult, FoundLine, LogBooks, LogMark, SentItem, StaleClaim } from '../../ports/log-books.port.js';
import type { AppendItem } from '../../ports/log.port.js';
import { openLog } from './open-log.js';
import { makeClaims, settleClaim, standingClaim } from './producer-claims.js';
import { freshItems, noteProducers, noteRefused } from './producer-lines.js';

/** The books of logs that live outside the database. */
export class PostgresLogBooks implements LogBooks {
  private readonly ids = new Map<string, number>();

  constructor(private readonly pool: Pool) {}

  async open(log: string, system: string): Promise<void> {
    await this.transaction((client) => openLog(client, log, system));
  }

  async knows(log: string, system: string): Promise<boolean> {
    const { rows } = await this.query<{ id: number }>('SELECT id FROM ingestion.log WHERE name = $1 AND system = $2', [log, system]);
    return rows.length > 0;
  }

  async claim(log: string, items: readonly AppendItem[], from: number): Promise<ClaimResult> {
    const id = await this.idOf(log);
    const names = [...new Set(items.flatMap(({ producer }) => (producer ? [producer.name] : [])))].toSorted();
    return this.transaction(async (client) => {
      const standing = await standingClaim(client, id, names);
      if (standing) return standing;
      const fresh = await freshItems(client, id, items);
      // The first line of a producer made its row: who came at the same time has claimed meanwhile.
      const meanwhile = await standingClaim(client, id, names);
      if (meanwhile) return meanwhile;
      const claimId = randomUUID();
      await makeClaims(client, id, claimId, fresh, from);
      return { claimId, items: fresh };
    });
  }

  async finish(log: string, claimId: string | undefined, sent: readonly SentItem[]): Promise<void> {
    const id = await this.idOf(log);
    await this.transaction(async (client) => {
      const ended = await client.query<{ producer: string }>('DELETE FROM ingestion.producer_claim WHERE log_id = $1 AND claim_id = $2 RETURNING producer', [
        id,
        claimId ?? null,
      ]);
      const own = new Set(ended.rows.map(({ producer }) => producer));
      // A claim that was taken over is booked by the one who took it.
      const booked = sent.filter(({ item }) => !item.producer || own.has(item.producer.name));
      await noteProducers(client, id, booked);
      await noteRefused(
        client,
        id,
        booked.flatMap(({ item }) => item.refused.map(({ code }) => code)),
      );
    });
  }

  async release(log: string, claimId: string): Promise<void> {
    await this.query("UPDATE ingestion.producer_claim SET until = '-infinity' WHERE log_id = $1 AND claim_id = $2", [await this.idOf(log), claimId]);
  }

  async settle(log: string, claim: StaleClaim, found: readonly FoundLine[]): Promise<void> {
    const id = await this.idOf(log);
    await this.transaction((client) => settleClaim(client, id, claim, found));
  }

  async lastLine(log: string, producer: string): Promise<number> {
    const { rows } = await this.query<{ last_line: number }>('SELECT last_line FROM ingestion.producer WHERE log_id = $1 AND name = $2', [
      await this.idOf(log),
      producer,
    ]);
    return rows[0]?.last_line ?? 0;
  }

  async refused(log: string): Promise<Record<string, number>> {
    const { rows } = await this.query<{ code: string; count: number }>('SELECT code, count FROM ingestion.refused WHERE log_id = $1 ORDER BY code', [
      await this.idOf(log),
    ]);
    return Object.fromEntries(rows.map(({ code, count }) => [code, count]));
  }

  async mark(log: string, partition: number, { position, digest, appendedAtUs }: LogMark): Promise<void> {
    await this.query(
      `INSERT INTO ingestion.log_mark AS known (log_id, partition, position, digest, appended_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (log_id, partition) DO UPDATE SET position = excluded.position, digest = excluded.digest, appended_at = excluded.appended_at
       WHERE known.position < excluded.position`,
      [await this.idOf(log), partition, position, digest, appendedAtUs],
    );
  }

  async markOf(log: string, partition: number): Promise<LogMark | undefined> {
    const { rows } = await this.query<{ position: number; digest: Buffer; appended_at: number }>(
      'SELECT position, digest, appended_at FROM ingestion.log_mark WHERE log_id = $1 AND partition = $2',
      [await this.idOf(log), partition],
    );
    return rows.map(({ position, digest, appended_at: appendedAtUs }) => ({ position, digest, appendedAtUs }))[0];
  }

  async lost(log: string, partition: number, from: number, to: number): Promise<void> {
    await this.query('INSERT INTO ingestion.log_loss (log_id, partition, from_position, to_position) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
      await this.idOf(log),
      partition,
      from,
      to,
    ]);
  }

  private async idOf(log: string): Promise<number> {
    const known = this.ids.get(log);
    if (known !== undefined) return known;
    const { rows } = await this.query<{ id: number }>('SELECT id FROM ingestion.log WHERE name = $1', [log]);
    if (rows.length === 0) throw new MillraceError('log_unknown', 'poison', `there is no log "${log}"`);
    this.ids.set(log, rows[0].id);
    return rows[0].id;
  }

  private query<T extends QueryResultRow>(text: string, values: unknown[]): Promise<QueryResult<T>> {
    return guarded(() => this.pool.query<T>(text, values));
  }

  private transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return guarded(() => inTransaction(this.pool, work));
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MillraceError) throw error;
    throw new MillraceError('log_unavailable', 'retryable', 'the books of the log cannot be reached: is the database up?', { cause: error });
  }
}
