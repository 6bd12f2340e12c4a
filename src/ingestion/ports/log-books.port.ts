import type { AppendItem } from './log.port.js';

/**
 * What a log outside the database keeps in it: which lines of its producers it has, what was refused, and what its last records were.
 * A send to such a log and its entry here are two steps. A claim stands in between: whoever finds one whose owner is gone looks into the
 * log itself for what became of it.
 */
export interface LogBooks {
  /** Notes that the log is kept by `system`. Error: `log_moved` (fatal) when another has it. */
  open(log: string, system: string): Promise<void>;
  /** Whether the log was opened, and by `system`. */
  knows(log: string, system: string): Promise<boolean>;
  /**
   * Takes out of the items what the log has from their producers, and claims the producers of the rest until `finish` or `release`.
   * @param from a position that the log has passed no further: what is sent now will stand at or after it
   */
  claim(log: string, items: readonly AppendItem[], from: number): Promise<ClaimResult>;
  /** Books what was sent, and ends the claim, where there is one. */
  finish(log: string, claimId: string | undefined, sent: readonly SentItem[]): Promise<void>;
  /** What became of the send is not known: the next who comes looks for it. */
  release(log: string, claimId: string): Promise<void>;
  /** Books lines of a claim whose owner is gone as they were found in the log; none: they are not there. Ends the claim. */
  settle(log: string, claim: StaleClaim, found: readonly FoundLine[]): Promise<void>;
  lastLine(log: string, producer: string): Promise<number>;
  refused(log: string): Promise<Readonly<Record<string, number>>>;
  /** The last record that is known of a partition; a later one replaces it. */
  mark(log: string, partition: number, mark: LogMark): Promise<void>;
  markOf(log: string, partition: number): Promise<LogMark | undefined>;
  /** Books that records which nobody had worked are gone. */
  lost(log: string, partition: number, from: number, to: number): Promise<void>;
}

/** An item without the lines that the log has already, and where those stand. */
export interface FreshItem extends AppendItem {
  readonly before?: { readonly firstPosition: number | undefined; readonly records: number };
  /** Lines before the item's are missing: nothing of it is taken. The last line that the log has. */
  readonly gapAfter?: number;
}

export type ClaimResult =
  | { readonly claimId: string; readonly items: readonly FreshItem[] }
  /** Another process is sending lines of one of the producers just now. */
  | { readonly busy: true }
  | { readonly stale: StaleClaim };

export interface StaleClaim {
  readonly claimId: string;
  readonly producer: string;
  readonly lastLine: number;
  readonly from: number;
}

/** What was sent of an item: its events stand in runs without a gap. */
export interface SentItem {
  readonly item: FreshItem;
  readonly firstPosition: number;
}

export interface FoundLine {
  readonly line: number;
  readonly position: number;
}

export interface LogMark {
  readonly position: number;
  readonly digest: Buffer;
  readonly appendedAtUs: number;
}

export const LOG_BOOKS = Symbol('LogBooks');
