import type { RecordRow, SetAside, StateDelta, StateImage, Transition } from '../domain/index.js';
import type { Checkpoint, KeyImages, ScratchImages, Swept } from './key-images.port.js';
import type { QuarantineKeeper } from './quarantine-keeper.port.js';

/**
 * Where a lane's progress is kept. Promises:
 * - `commit` is one transaction: predictions, records set aside, state delta, ledger entry, books and position stand together or not at
 *   all, and only while the caller still owns the lane (same term) and stands where it thinks it stands (same position).
 * - A `commit` that throws may have happened: the caller drops what it holds and claims the lane anew.
 * - `claim` gives the lane to one owner at a time; the former owner's commits fail from then on.
 * - `cutOver` moves a lane to another version between two commits, or not at all; a state that follows moves by `follow` alone.
 */
export interface CommitStore extends QuarantineKeeper, KeyImages, ScratchImages {
  /** Errors: `lane_owned` (retryable) while another owner lives; `store_unavailable` (retryable). */
  claim(run: string, partition: number, owner: string): Promise<LaneClaim>;
  /** Keeps the lane for its owner; error `lane_lost` (retryable) when it has another. */
  renew(claim: LaneClaim): Promise<void>;
  /** Gives the lane back, so that the next owner need not wait. */
  release(claim: LaneClaim): Promise<void>;
  /** Hands over a state's images, the lane's own first, then its deltas in log order, each once the one before is done with. */
  load(stateId: number, image: (image: StateImage) => void, delta: (delta: StateDelta) => Promise<void>): Promise<void>;
  /** Errors: `lane_lost`, `store_unavailable` (both retryable). */
  commit(claim: LaneClaim, commit: Commit): Promise<void>;
  /** Writes a checkpoint of the lane's state, under the lane's term like a commit. */
  checkpoint(claim: LaneClaim, checkpoint: Checkpoint): Promise<Swept>;
  /**
   * Sets the lane's version and the state that it commits to, and raises its term; the version before can be gone back to. Error
   * `lane_lost` (retryable) where the lane does not stand as the claim says, the state not beside it, or another version is wanted by now.
   */
  cutOver(claim: LaneClaim, to: CutOver): Promise<LaneClaim>;
  /** A follower's progress. Error `follower_lost` (retryable) where the state stands elsewhere or a lane commits to it. */
  follow(stateId: number, delta: StateDelta): Promise<void>;
  /** As `checkpoint`, of a state that follows. Error `follower_lost` (retryable). */
  checkpointFollower(stateId: number, checkpoint: Checkpoint): Promise<Swept>;
  /** Where a state that follows stands; undefined when there is none of this number, or a lane commits to it. */
  followerPosition(stateId: number): Promise<number | undefined>;
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
  readonly versionId: number;
  /** The state that the lane commits to. */
  readonly stateId: number;
  readonly disputed: readonly DisputedOutcome[];
}

/** An outcome on which the lane's state and its ledger disagree since a cut-over. */
export interface DisputedOutcome {
  readonly position: number;
  /** What the next commit is to say of it; undefined: it was settled before, and nothing more is to be said. */
  readonly fate: Transition['to'] | undefined;
}

export interface CutOver {
  readonly versionId: number;
  readonly stateId: number;
  readonly disputed: readonly DisputedOutcome[];
  /** How long the state before is kept and follows, seconds. */
  readonly keepSeconds: number;
}

export interface Commit {
  readonly stateId: number;
  /** Whether it settles what a cut-over left to be settled. */
  readonly settles: boolean;
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
