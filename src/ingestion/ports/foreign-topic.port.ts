/** A topic that others write. Promises: a partition's records come in their order; none that may still vanish is given. */
export interface ForeignTopic {
  /** The first position that each partition still has. Errors: `log_unavailable` and its kin (retryable). */
  starts(): Promise<ReadonlyMap<number, number>>;
  /**
   * For each partition what follows its position, as much as one request gives; waits up to `waitMs` while no partition has anything.
   * Errors: `log_unavailable` and its kin (retryable), `copy_lost` (fatal) where a position is not there any more, `kafka_codec` (fatal).
   */
  fetch(positions: ReadonlyMap<number, number>, waitMs: number): Promise<ReadonlyMap<number, ForeignPage>>;
  close(): Promise<void>;
}

export interface ForeignPage {
  readonly records: readonly ForeignRecord[];
  /** Position after the page, which may be past what it gives: not every position has a record. */
  readonly next: number;
  /** Nothing more was there. */
  readonly atEnd: boolean;
}

export interface ForeignRecord {
  readonly partition: number;
  readonly position: number;
  readonly timestampMs: number;
  /** Empty where the record has no value. */
  readonly value: Buffer;
}

/** How far topics are copied. A batch is planned before it is appended: what a life before this one planned is done again as it was. */
export interface CopyCursors {
  /** Made with `starts` where there is none. */
  load(copy: string, starts: ReadonlyMap<number, number>): Promise<CopyCursor>;
  /** False when another process has planned or moved on from `line`. */
  plan(copy: string, line: number, runs: readonly CopyRun[]): Promise<boolean>;
  /** The planned batch is in the log: moves on, and sets aside what was refused of it. */
  done(copy: string, line: number, batch: CopiedBatch): Promise<void>;
}

export interface CopyCursor {
  /** The last line that was given to a record. */
  readonly line: number;
  readonly positions: ReadonlyMap<number, number>;
  readonly pending: readonly CopyRun[] | undefined;
}

/** Records of one partition, one after the other: from `from` on, `count` of them. */
export interface CopyRun {
  readonly partition: number;
  readonly from: number;
  readonly count: number;
}

export interface CopiedBatch {
  readonly records: number;
  readonly positions: ReadonlyMap<number, number>;
  readonly refused: readonly { readonly partition: number; readonly position: number; readonly code: string; readonly message: string }[];
}
