import { MillraceError } from '../../../definition/index.js';
import { RecentRecords } from '../../application/recent-records.js';
import type { LogBooks } from '../../ports/log-books.port.js';
import type { LogRecord } from '../../ports/log.port.js';
import type { FetchedMessage, KafkaClient } from './kafka-client.js';
import { recordOf } from './kafka-records.js';
import type { LogTopic } from './kafka-topics.js';
import { PartitionReader } from './partition-reader.js';

/** Runs of records kept from fetches: readers at so many places do not fetch the same again and again. */
const KEPT_RUNS = 3;
const MARK_EVERY_MS = 1000;
const PARTITION = 0;
/** A hint that cannot be had is not asked for all the time. */
const POLL_PAUSE_MS = 200;

/** One partition of a log as this process knows it. */
export class LogPartition {
  private readonly recent = new RecentRecords();
  private readonly pages: PartitionReader;
  private readonly tail: PartitionReader;
  private runs: LogRecord[][] = [];
  private polling: Promise<void> | undefined;
  private ahead: { readonly from: number; readonly run: Promise<LogRecord[] | undefined> } | undefined;
  /** Where the partition ended at the last fetch. */
  private fetchedEnd = 0;
  private verified: Promise<void> | undefined;
  private broken: MillraceError | undefined;
  /** Every record before it is known to be there. */
  private knownEnd = 0;
  private marked = { position: -1, atMs: -Infinity };
  private markTimer: NodeJS.Timeout | undefined;
  private newest: LogRecord | undefined;

  constructor(
    readonly log: string,
    readonly topic: LogTopic,
    private readonly books: LogBooks,
    client: KafkaClient,
  ) {
    this.pages = new PartitionReader(client, topic.name, PARTITION);
    this.tail = new PartitionReader(client, topic.name, PARTITION);
  }

  /** A position that everything appended from now on stands at or after. */
  get passed(): number {
    return this.knownEnd;
  }

  async read(from: number, limit: number): Promise<LogRecord[]> {
    await this.known();
    const recent = this.recent.read(this.log, from, limit);
    if (recent) return recent;
    const run = this.runs.find((records) => records[0].position <= from && from <= records[records.length - 1].position) ?? (await this.nextRun(from));
    if (!run) return [];
    const start = from - run[0].position;
    if (start + limit >= run.length) this.readAhead(run[0].position + run.length);
    return run.slice(start, start + limit);
  }

  async end(): Promise<number> {
    await this.known();
    const end = await this.pages.end();
    // What this process has appended may be later than an answer that was under way.
    return Math.max(end, this.knownEnd);
  }

  async changed(position: number, timeoutMs: number): Promise<void> {
    if (this.knownEnd > position) return;
    const appended = this.recent.changed(this.log, position, timeoutMs);
    this.polling ??= this.poll(position, timeoutMs).finally(() => (this.polling = undefined));
    await Promise.race([appended, this.polling]);
  }

  /**
   * Takes note of what this process has appended. Error: `log_replaced` (fatal) where the topic went back behind what was there.
   * @param passed what `passed` was before the send
   */
  async appended(records: readonly LogRecord[], passed: number): Promise<void> {
    if (records.length === 0) return;
    if (records[0].position < passed) throw await this.fail(this.replaced(`it gave out position ${records[0].position} a second time`));
    for (const record of records) this.recent.add(this.log, record);
    this.note(records[records.length - 1]);
    this.recent.wake(this.log);
  }

  /** A send failed: what answers next may be another topic. */
  doubt(): void {
    this.verified = undefined;
  }

  /** Messages from a position on up to the end that the partition has now. */
  async *scan(from: number): AsyncGenerator<readonly FetchedMessage[]> {
    const end = await this.pages.end();
    for (let next = from; next < end;) {
      const { messages } = await this.pages.fetch(next, 0);
      if (messages.length === 0) return;
      yield messages;
      next += messages.length;
    }
  }

  /** Holds the topic against the last record that was known of it, once. Errors (fatal): `log_replaced`, `log_shorter`. */
  async known(): Promise<void> {
    if (this.broken) throw this.broken;
    this.verified ??= this.verify();
    try {
      await this.verified;
    } catch (error) {
      this.verified = undefined;
      if (error instanceof MillraceError && error.kind === 'fatal') throw await this.fail(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.markTimer);
    this.pages.close();
    this.tail.close();
    if (!this.broken) await this.writeMark().catch(() => undefined);
  }

  private async nextRun(from: number): Promise<LogRecord[] | undefined> {
    const { ahead } = this;
    if (ahead?.from !== from) return this.fetchRun(from, 0);
    this.ahead = undefined;
    return (await ahead.run) ?? this.fetchRun(from, 0);
  }

  /** Asks for what comes after a run while that is being worked, where there is something. */
  private readAhead(from: number): void {
    if (from >= this.fetchedEnd || this.ahead?.from === from) return;
    // Whoever wants it fetches again when it failed, and is told.
    this.ahead = { from, run: this.fetchRun(from, 0).catch(() => undefined) };
  }

  private async fetchRun(from: number, waitMs: number, reader = this.pages): Promise<LogRecord[] | undefined> {
    try {
      const { messages, end } = await reader.fetch(from, waitMs);
      this.fetchedEnd = end;
      if (messages.length === 0) return undefined;
      const records = messages.map(recordOf);
      this.runs = [records, ...this.runs.slice(0, KEPT_RUNS - 1)];
      this.note(records[records.length - 1]);
      return records;
    } catch (error) {
      this.doubt();
      if (error instanceof MillraceError && error.kind === 'fatal') throw await this.fail(error);
      throw error;
    }
  }

  private async poll(position: number, timeoutMs: number): Promise<void> {
    try {
      await this.fetchRun(position, Math.ceil(timeoutMs), this.tail);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, Math.min(timeoutMs, POLL_PAUSE_MS)));
    }
  }

  private async verify(): Promise<void> {
    const mark = this.newest ?? (await this.books.markOf(this.log, PARTITION));
    if (!mark) return;
    const { start, end } = await this.pages.bounds();
    if (mark.position >= end) throw this.replaced(`it ends at ${end}`, 'log_shorter', mark.position + 1);
    // Older records may go where the topic's retention says so.
    if (mark.position < start) return;
    const { messages } = await this.pages.fetch(mark.position, 0);
    const { digest, appendedAtUs } = recordOf(messages[0]);
    if (!digest.equals(mark.digest) || appendedAtUs !== mark.appendedAtUs)
      throw this.replaced('another record stands there', 'log_replaced', mark.position + 1);
    this.knownEnd = Math.max(this.knownEnd, mark.position + 1);
  }

  private replaced(how: string, code = 'log_replaced', known = this.knownEnd): MillraceError {
    return new MillraceError(
      code,
      'fatal',
      `the topic "${this.topic.name}" is not the one that this log was in: it had a record at position ${known - 1}, now ${how}. Was it deleted and made anew? Bring it back, or begin with another database or another topic`,
      { details: { topic: this.topic.name, partition: PARTITION, from: 0, to: known } },
    );
  }

  /** Books what is lost before it is told. */
  private async fail(known: MillraceError): Promise<MillraceError> {
    this.broken = known;
    const { from, to } = known.details ?? {};
    if (typeof from === 'number' && typeof to === 'number') await this.books.lost(this.log, PARTITION, from, to).catch(() => undefined);
    return known;
  }

  private note(record: LogRecord): void {
    if (record.position < this.knownEnd) return;
    this.knownEnd = record.position + 1;
    this.newest = record;
    const waitMs = Math.max(0, this.marked.atMs + MARK_EVERY_MS - performance.now());
    this.markTimer ??= setTimeout(() => {
      this.markTimer = undefined;
      void this.writeMark().catch(() => undefined);
    }, waitMs).unref();
  }

  private async writeMark(): Promise<void> {
    const { newest } = this;
    if (!newest || newest.position <= this.marked.position) return;
    this.marked = { position: newest.position, atMs: performance.now() };
    await this.books.mark(this.log, PARTITION, newest);
  }
}
