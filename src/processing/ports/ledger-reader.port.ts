import type { RecordContext, RecordRow } from '../domain/index.js';

/** Reads the ledger and the records under it, for verification. */
export interface LedgerReader {
  runs(): Promise<string[]>;
  /** Every commit of a run in order, up to the given one. */
  commits(run: string, last: number): AsyncIterable<StoredCommit>;
  /** The predictions of a commit by position. Records of one version and model share one `context` object. */
  predictions(commit: StoredCommit): Promise<LedgerRecord[]>;
  laneEnd(run: string): Promise<{ readonly commitNo: number; readonly position: number; readonly head: Buffer } | undefined>;
}

export interface StoredCommit {
  readonly laneId: number;
  readonly run: string;
  readonly partition: number;
  readonly commitNo: number;
  readonly day: string;
  readonly from: number;
  readonly to: number;
  readonly leaves: number;
  readonly root: Buffer;
  readonly head: Buffer;
  readonly leafMarks: Buffer;
  readonly dispositions: Buffer;
}

export interface LedgerRecord {
  readonly id: string;
  readonly row: RecordRow & { readonly salt: Buffer };
  readonly context: RecordContext;
}
