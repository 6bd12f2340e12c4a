import type { Transition } from '../domain/index.js';

/** What commits have written, in log order, for replays of the log. Errors of every call: `store_unavailable` (retryable). */
export interface ReplaySource {
  /** A position before which no event lies whose time is after `timeUs`: a replay from there passes all that is newer. */
  start(run: string, timeUs: number): Promise<number>;
  /** What became of the records of [from, to), commit after commit; the first and the last commit may reach beyond. */
  settled(run: string, from: number, to: number): AsyncIterable<SettledRecords>;
  /**
   * The predictions whose vectors were computed at the records of [from, to). Where the model had failed and was asked again by a later
   * record, both count: that of the later record, under the position of the first.
   */
  served(run: string, from: number, to: number): Promise<ServedPrediction[]>;
  /** Position of the last record that was admitted by trying a quarantined one again, however old its event; -1 where none was. */
  lastRetry(run: string): Promise<number>;
}

export interface SettledRecords {
  /** Position of the first record. */
  readonly from: number;
  /** One byte a record: see `DISPOSITIONS`. */
  readonly dispositions: Uint8Array;
  /** Outcomes that were parked before and are not any more. */
  readonly moved: readonly Transition[];
}

/** A stored prediction, as far as it is compared with a rebuilt one. */
export interface ServedPrediction {
  readonly position: number;
  readonly eventTimeUs: number;
  /** Little-endian doubles. */
  readonly vector: Uint8Array;
  readonly score: number;
  readonly decision: string | null;
  readonly modelVersion: number;
  /** Hash of the pipeline that served it. */
  readonly pipelineHash: string;
}

export const REPLAY_SOURCE = Symbol('ReplaySource');
