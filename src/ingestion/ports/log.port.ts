/**
 * The log keeps events in the order in which it took them. Promises every adapter keeps:
 * - Positions of a partition are dense, from 0; what `append` answered is durable and is never renumbered.
 * - An append is taken whole or not at all. With a producer, lines come without a gap from 1: lines at or below the producer's last line
 *   are not taken again and the answer tells the positions that they got the first time; lines beyond a gap are not taken.
 * - `read` returns records in position order without a gap, and never one that could still vanish.
 */
export interface LogWriter {
  /** Creates the log if it is new. Errors: `log_unavailable` (retryable). */
  open(log: string): Promise<void>;
  /** Appends the items in order in one durable step; one receipt an item. Errors: `log_unavailable` (retryable). */
  append(log: string, items: readonly AppendItem[]): Promise<AppendReceipt[]>;
  /** The last line that the log has of this producer; 0 where it has none. */
  lastLine(log: string, producer: string): Promise<number>;
  /** How much was refused at the door of this log, by code. */
  refused(log: string): Promise<Readonly<Record<string, number>>>;
}

export interface LogReader {
  /** Up to `limit` records of a partition from position `from` on; empty at the end. Errors: `log_unavailable` (retryable). */
  read(log: string, partition: number, from: number, limit: number): Promise<LogRecord[]>;
  /** Position that the next record of the partition will get. */
  end(log: string, partition: number): Promise<number>;
  /** Resolves once there may be records at or after `position`, or after `timeoutMs`: a hint, never a promise. */
  changed(log: string, partition: number, position: number, timeoutMs: number): Promise<void>;
}

/** An event on its way into the log. */
export interface LogEvent {
  readonly type: string;
  /** 16 bytes: HMAC of the canonical event as it was sent. */
  readonly digest: Buffer;
  /** Canonical JSON of the event as it is kept. */
  readonly body: string;
  /** Parsed form of `body`. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Position of the quarantined record that this event tries again. */
  readonly retryOf?: number;
}

export interface LogRecord {
  readonly position: number;
  /** µs since 1970 UTC. */
  readonly appendedAtUs: number;
  readonly type: string;
  readonly digest: Buffer;
  readonly body: string;
  /** Present where the reader has the parsed body at hand. */
  readonly event?: Readonly<Record<string, unknown>>;
  readonly retryOf?: number;
}

export interface AppendItem {
  readonly events: readonly LogEvent[];
  /** What was refused among the lines of this item. */
  readonly refused: readonly { readonly code: string; readonly line: number }[];
  readonly producer?: ProducerLines;
}

/** Which lines of its input a producer sends: `lines` holds the line number of each event. */
export interface ProducerLines {
  readonly name: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly lines: readonly number[];
}

export interface AppendReceipt {
  /** Position of the item's first event; undefined when it has none. */
  readonly firstPosition: number | undefined;
  /** Events that are in the log by this item, now or before. */
  readonly records: number;
  /** How many of them the log had already. */
  readonly repeated: number;
  readonly appendedAtUs: number;
  /** Nothing of the item was taken because lines of its producer before it are missing: the last line that the log has. */
  readonly gapAfter?: number;
}

export const LOG_WRITER = Symbol('LogWriter');
export const LOG_READER = Symbol('LogReader');
