import type { Pool } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import { CopyWriter, type Hints, inTransaction, rowQuery, runTogether, transactTogether } from '../../../platform/database/index.js';
import { RecentRecords } from '../../application/recent-records.js';
import type { FreshItem } from '../../ports/log-books.port.js';
import type { AppendItem, AppendReceipt, LogEvent, LogReader, LogRecord, LogWriter } from '../../ports/log.port.js';
import { openLog } from './open-log.js';
import { freshItems, noteProducers, noteRefused } from './producer-lines.js';

const RECORD_COLUMNS = 'ingestion.log_record (log_id, partition, position, appended_at, retry_of, type, digest, body)';
/** Begins the hint that a log, named by its number, has grown. */
const APPENDED = 'log ';
/** From this many rows on, COPY costs the server less than unnest. */
const COPY_FROM_ROWS = 48;
/** Raised where another process has appended in between. */
const POSITIONS_TAKEN = 'MR002';

/** The log in PostgreSQL: one partition per log, numbered by a counter row inside the append. */
export class PostgresLog implements LogWriter, LogReader {
  private readonly ids = new Map<string, number>();
  private readonly recent = new RecentRecords();
  /** Where each log goes on after the last append of this process, should no other have come in between. */
  private readonly ends = new Map<number, number>();

  constructor(
    private readonly pool: Pool,
    private readonly nowUs: () => number,
    private readonly hints?: Pick<Hints, 'say' | 'subscribe'>,
  ) {
    hints?.subscribe((text) => {
      if (text.startsWith(APPENDED)) this.recent.wake(Number(text.slice(APPENDED.length)));
    });
  }

  async open(log: string): Promise<void> {
    await this.guarded(() =>
      inTransaction(this.pool, async (client) => {
        const { id, made } = await openLog(client, log, 'postgres');
        if (!made) return;
        await client.query('INSERT INTO ingestion.log_partition (log_id, partition) VALUES ($1, 0)', [id]);
        await client.query(`CREATE TABLE ingestion.log_record_${id} PARTITION OF ingestion.log_record FOR VALUES IN (${id})`);
      }),
    );
  }

  async append(log: string, items: readonly AppendItem[]): Promise<AppendReceipt[]> {
    const id = await this.idOf(log);
    const plain = items.every((item) => !item.producer && item.refused.length === 0 && item.events[0]?.retryOf === undefined);
    const count = items.reduce((sum, item) => sum + item.events.length, 0);
    const appendedAtUs = this.nowUs();
    const receipts = await this.guarded(async () => {
      if (plain && count < COPY_FROM_ROWS) return this.appendSmall(id, items, appendedAtUs);
      return (plain ? await this.appendExpected(id, items, appendedAtUs) : undefined) ?? this.appendLarge(id, items, appendedAtUs);
    });
    this.recent.wake(id);
    this.hints?.say(APPENDED + id);
    return receipts;
  }

  async lastLine(log: string, producer: string): Promise<number> {
    const id = await this.idOf(log);
    const found = await this.guarded(() =>
      this.pool.query<{ last_line: number }>('SELECT last_line FROM ingestion.producer WHERE log_id = $1 AND name = $2', [id, producer]),
    );
    return found.rows[0]?.last_line ?? 0;
  }

  async refused(log: string): Promise<Record<string, number>> {
    const id = await this.idOf(log);
    const found = await this.guarded(() =>
      this.pool.query<{ code: string; count: number }>('SELECT code, count FROM ingestion.refused WHERE log_id = $1 ORDER BY code', [id]),
    );
    return Object.fromEntries(found.rows.map(({ code, count }) => [code, count]));
  }

  async read(log: string, _partition: number, from: number, limit: number): Promise<LogRecord[]> {
    const id = await this.idOf(log);
    const recent = this.recent.read(id, from, limit);
    if (recent) return recent;
    const found = await this.guarded(() =>
      this.pool.query(
        rowQuery(
          'SELECT position, appended_at, type, digest, body, retry_of FROM ingestion.log_record WHERE log_id = $1 AND partition = 0 AND position >= $2 ORDER BY position LIMIT $3',
          [id, from, limit],
          'log-read',
        ),
      ),
    );
    const rows = found.rows as [number, number, string, Buffer, string, number | null][];
    return rows.map(([position, appendedAtUs, type, digest, body, retryOf]) => ({
      ...{ position, appendedAtUs, type, digest, body },
      ...(retryOf === null ? {} : { retryOf }),
    }));
  }

  async end(log: string, _partition: number): Promise<number> {
    const id = await this.idOf(log);
    const found = await this.guarded(() =>
      this.pool.query<{ next: number }>('SELECT next FROM ingestion.log_partition WHERE log_id = $1 AND partition = 0', [id]),
    );
    return found.rows[0]?.next ?? 0;
  }

  async changed(log: string, _partition: number, position: number, timeoutMs: number): Promise<void> {
    await this.recent.changed(await this.idOf(log), position, timeoutMs);
  }

  /** A few rows: numbering and rows in one statement, one round trip, one commit. */
  private async appendSmall(id: number, items: readonly AppendItem[], appendedAtUs: number): Promise<AppendReceipt[]> {
    const events = items.flatMap((item) => item.events);
    const numbered = await this.pool.query<{ first: number }>({
      name: 'log-append',
      text: `WITH numbered AS (UPDATE ingestion.log_partition SET next = next + $2 WHERE log_id = $1 AND partition = 0 RETURNING next - $2 AS first),
        added AS (INSERT INTO ingestion.log_record (log_id, partition, position, appended_at, type, digest, body)
          SELECT $1, 0, first + ordinality - 1, $3, type, digest, body
          FROM numbered, unnest($4::text[], $5::bytea[], $6::text[]) WITH ORDINALITY AS event (type, digest, body, ordinality))
        SELECT first FROM numbered`,
      values: [id, events.length, appendedAtUs, events.map((event) => event.type), events.map((event) => event.digest), events.map((event) => event.body)],
    });
    return this.receipts(id, items, numbered.rows[0].first, appendedAtUs);
  }

  /** Many rows, with the positions that they will have: one message. Undefined, with nothing taken, where the log does not go on from there. */
  private async appendExpected(id: number, items: readonly AppendItem[], appendedAtUs: number): Promise<AppendReceipt[] | undefined> {
    const first = this.ends.get(id);
    if (first === undefined) return undefined;
    this.ends.delete(id);
    const events = items.flatMap((item) => item.events);
    try {
      const rows = { target: RECORD_COLUMNS, payload: recordRows(id, first, appendedAtUs, events) };
      await transactTogether(this.pool, [`SELECT ingestion.take_positions(${id}, ${first}, ${events.length})`, rows]);
    } catch (error) {
      if ((error as { code?: string }).code === POSITIONS_TAKEN) return undefined;
      throw error;
    }
    return this.receipts(id, items, first, appendedAtUs);
  }

  private async appendLarge(id: number, items: readonly AppendItem[], appendedAtUs: number): Promise<AppendReceipt[]> {
    let fresh: readonly FreshItem[] = [];
    let first = 0;
    await inTransaction(this.pool, async (client) => {
      fresh = await freshItems(client, id, items);
      const events = fresh.flatMap((item) => item.events);
      const numbered = await client.query<{ first: number }>(
        'UPDATE ingestion.log_partition SET next = next + $2 WHERE log_id = $1 AND partition = 0 RETURNING next - $2 AS first',
        [id, events.length],
      );
      first = numbered.rows[0].first;
      if (events.length > 0) await runTogether(client, [{ target: RECORD_COLUMNS, payload: recordRows(id, first, appendedAtUs, events) }]);
      await noteProducers(client, id, placed(fresh, first));
      await noteRefused(
        client,
        id,
        fresh.flatMap((item) => item.refused.map(({ code }) => code)),
      );
    });
    return this.receipts(id, fresh, first, appendedAtUs);
  }

  /** Numbers what was appended, keeps it for readers in this process, and adds what a repeat had before. */
  private receipts(id: number, items: readonly (AppendItem & Partial<FreshItem>)[], first: number, appendedAtUs: number): AppendReceipt[] {
    let next = first;
    const receipts = items.map((item) => {
      const firstPosition = next;
      for (const event of item.events) this.recent.add(id, { position: next++, appendedAtUs, ...event });
      if (item.gapAfter !== undefined) return { firstPosition: undefined, records: 0, repeated: 0, appendedAtUs, gapAfter: item.gapAfter };
      const repeated = item.before?.records ?? 0;
      return {
        firstPosition: item.before?.firstPosition ?? (item.events.length > 0 ? firstPosition : undefined),
        records: item.events.length + repeated,
        repeated,
        appendedAtUs,
      };
    });
    this.ends.set(id, next);
    return receipts;
  }

  private async idOf(log: string): Promise<number> {
    const known = this.ids.get(log);
    if (known !== undefined) return known;
    // PostgreSQL takes no text with the character U+0000: it refuses the whole statement.
    const found = log.includes('\0')
      ? []
      : (await this.guarded(() => this.pool.query<{ id: number }>('SELECT id FROM ingestion.log WHERE name = $1', [log]))).rows;
    if (found.length === 0) throw new MillraceError('log_unknown', 'poison', `there is no log "${log}"`);
    this.ids.set(log, found[0].id);
    return found[0].id;
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MillraceError) throw error;
      throw new MillraceError('log_unavailable', 'retryable', 'the log cannot be reached: is the database up?', { cause: error });
    }
  }
}

/** Where each item's events stand: one after the other. */
function placed(items: readonly FreshItem[], first: number): { item: FreshItem; firstPosition: number }[] {
  let next = first;
  return items.map((item) => {
    const firstPosition = next;
    next += item.events.length;
    return { item, firstPosition };
  });
}

function recordRows(id: number, first: number, appendedAtUs: number, events: readonly LogEvent[]): Buffer {
  const rows = new CopyWriter(events.length * 300);
  for (let i = 0; i < events.length; i++) {
    const { type, digest, body, retryOf } = events[i];
    rows.row(8);
    rows.i32(id);
    rows.i32(0);
    rows.i64(first + i);
    rows.i64(appendedAtUs);
    if (retryOf === undefined) rows.null();
    else rows.i64(retryOf);
    rows.text(type);
    rows.bytes(digest);
    rows.text(body);
  }
  return rows.finish();
}
