import type { Books, Disposition, FeedPlace } from '../domain/index.js';

/** Reads what commits have written. Errors of every call: `store_unavailable` (retryable). */
export interface RecordReader {
  prediction(run: string, id: string): Promise<StoredPrediction | undefined>;
  predictionAt(run: string, position: number): Promise<StoredPrediction | undefined>;
  /** Of a key or a time: newest first by event time, then position. Of neither: by position alone, from the end of the log. */
  predictions(run: string, query: PredictionQuery): Promise<StoredPrediction[]>;
  /**
   * Up to `limit` predictions after a place, in commit then position order, and the place after the last of them. Passes over a bounded
   * number of commits: the place may move without a prediction, and stands still only at the end.
   */
  predictionsAfter(run: string, after: FeedPlace, limit: number): Promise<FeedSlice>;
  setAsideAt(run: string, position: number): Promise<StoredSetAside | undefined>;
  /** What became of the record, as its commit says; undefined when it is not committed. */
  dispositionAt(run: string, position: number): Promise<Disposition | undefined>;
  /** Newest first. `open`: neither tried again nor given up. */
  setAside(
    run: string,
    query: { readonly disposition?: Disposition; readonly code?: string; readonly open?: boolean; readonly before?: number; readonly limit: number },
  ): Promise<StoredSetAside[]>;
  /** Up to `limit` quarantined records after a position, oldest first. */
  quarantinedAfter(run: string, position: number, limit: number): Promise<StoredSetAside[]>;
  lane(run: string): Promise<StoredLane | undefined>;
  lanes(): Promise<StoredLane[]>;
}

export interface FeedSlice {
  readonly predictions: readonly StoredPrediction[];
  readonly end: FeedPlace;
}

export interface PredictionQuery {
  readonly key?: string;
  readonly fromUs?: number;
  readonly toUs?: number;
  readonly before?: { readonly timeUs: number; readonly position: number };
  readonly limit: number;
}

/** A prediction as it is stored, its references resolved. */
export interface StoredPrediction {
  readonly id: string;
  readonly run: string;
  readonly log: string;
  readonly partition: number;
  readonly position: number;
  readonly commitNo: number;
  readonly eventTimeUs: number;
  readonly arrivedAtUs: number;
  readonly predictedAtUs: number;
  readonly eventId: string;
  readonly key: string;
  readonly vector: Buffer;
  readonly scores: Buffer;
  readonly decision: string | undefined;
  readonly arm: string | undefined;
  readonly degraded: string | undefined;
  readonly salt: Buffer;
  readonly digest: Buffer;
  readonly pipeline: string;
  readonly pipelineHash: string;
  readonly versionId: number;
  readonly model: { readonly name: string; readonly version: number; readonly digest: string };
}

export interface StoredSetAside {
  readonly position: number;
  readonly disposition: Disposition;
  readonly code: string;
  readonly reason: string;
  readonly eventId: string | undefined;
  readonly eventTimeUs: number | undefined;
  readonly firstPosition: number | undefined;
  /** Of quarantined ones: the first record that tried it again, and whether it was given up. */
  readonly retriedBy: number | undefined;
  readonly dropped: boolean;
}

export interface StoredLane {
  readonly laneId: number;
  readonly run: string;
  readonly pipeline: string;
  readonly log: string;
  readonly live: boolean;
  readonly position: number;
  readonly commitNo: number;
  readonly maxTimeUs: number | undefined;
  readonly books: Books;
}

export const RECORD_READER = Symbol('RecordReader');
