import type { RecordRow, SetAside, StateDelta, StateImage } from '../domain/index.js';
import type { QuarantineKeeper } from './quarantine-keeper.port.js';

/**
 * Where a lane's progress is kept. Promises:
 * - `commit` is one transaction: predictions, records set aside, state delta, ledger entry, books and position stand together or not at
 *   all, and only while the caller still owns the lane (same term) and stands where it thinks it stands (same position).
 * - A `commit` that throws may have happened: the caller drops what it holds and claims the lane anew.
 * - `claim` gives the lane to one owner at a time; the former owner's commits fail from then on.
 */
export interface CommitStore extends QuarantineKeeper {
  /** Errors: `lane_owned` (retryable) while another owner lives; `store_unavailable` (retryable). */
  claim(run: string, partition: number, owner: string): Promise<LaneClaim>;
  /** Keeps the lane for its owner; error `lane_lost` (retryable) when it has another. */
  renew(claim: LaneClaim): Promise<void>;
  /** Gives the lane back, so that the next owner need not wait. */
  release(claim: LaneClaim): Promise<void>;
  /** Hands over the state's images, then the deltas in commit order. */
  load(laneId: number, image: (image: StateImage) => void, delta: (delta: StateDelta) => void): Promise<void>;
  /** Errors: `lane_lost`, `store_unavailable` (both retryable). */
  commit(claim: LaneClaim, commit: Commit): Promise<void>;
  /** Writes key images and forgets deltas up to `dropDeltas`; under the lane's term like a commit. */
  checkpoint(claim: LaneClaim, images: readonly StateImage[], dropDeltas: number): Promise<void>;
  /** Number by which records name a model version. */
  scorer(model: string, version: number, digest: string): Promise<number>;
}

/** What owning a lane means: its fencing number and where it stood at the claim. */
export interface LaneClaim {
  readonly laneId: number;
  readonly run: string;
  readonly partition: number;
  readonly term: number;
  readonly position: number;
  readonly commitNo: number;
  /** Head of the ledger's chain, 32 bytes. */
  readonly head: Buffer;
}

export interface Commit {
  readonly commitNo: number;
  readonly from: number;
  readonly to: number;
  /** Days since 1970: names the table of the rows. */
  readonly day: number;
  readonly committedAtUs: number;
  readonly maxTimeUs: number;
  readonly versionId: number;
  readonly leaves: number;
  readonly root: Buffer;
  readonly head: Buffer;
  /** First 8 bytes of each leaf. */
  readonly leafMarks: Buffer;
  readonly dispositions: Uint8Array;
  readonly moved: Buffer | undefined;
  readonly delta: Buffer;
  /** Change of each of the eight books. */
  readonly books: readonly number[];
  readonly predictions: readonly PredictionRow[];
  readonly setAside: readonly SetAside[];
  /** Quarantined records that were tried again, each with the position of the record that did. */
  readonly retried: ReadonlyMap<number, number>;
}

/** A prediction as it is stored: its record, and the circumstances that are no part of it. */
export interface PredictionRow extends RecordRow {
  readonly arrivedAtUs: number;
  readonly predictedAtUs: number;
  readonly scorerId: number;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

export const COMMIT_STORE = Symbol('CommitStore');
