/**
 * Training sets: what the model would have been given for the events of a time, rebuilt from the log by the code that serves. Promises:
 * - A row's vector is computed from what stands before its own position in the log, and from the event itself; only labels come later.
 * - Rows come in log order. What was served for a row is compared with it bit for bit; a difference is told, never repaired.
 * - Memory does not grow with the rows; a label takes about 60 bytes.
 */
export interface TrainingSets {
  /** Columns of the rows that `rows` gives. Error: `pipeline_unknown` (poison). */
  columns(pipeline: string): Promise<TrainingColumns>;
  /** The rows, batch after batch; leaving the loop ends the work. Errors: `query` (poison), `busy`, `log_unavailable`, `store_unavailable` (retryable). */
  rows(pipeline: string, query: TrainingQuery): AsyncIterable<TrainingBatch>;
}

/** Event times, µs since 1970 UTC: `fromUs` included, `toUs` not; absent: without an end on that side. */
export interface TrainingQuery {
  readonly fromUs?: number;
  readonly toUs?: number;
}

export interface TrainingColumns {
  /** The vector's features in the model's order. */
  readonly features: readonly string[];
  /** Types of the outcomes of the predicted events. */
  readonly outcomes: readonly string[];
}

export interface TrainingBatch {
  readonly rows: readonly TrainingRow[];
  /** Row-major, one double a feature. */
  readonly vectors: Float64Array;
  /** Of all rows up to the end of this batch. */
  readonly summary: TrainingSummary;
}

export interface TrainingRow {
  readonly eventId: string;
  readonly position: number;
  readonly timeUs: number;
  readonly key: string;
  /** A window of the row reaches back before the beginning of the log. */
  readonly warming: boolean;
  /** For each outcome type its latest value at the end of the log; null where none came. */
  readonly labels: readonly (TrainingLabel | null)[];
  readonly served: TrainingServed | null;
}

export interface TrainingLabel {
  readonly value: number;
  readonly timeUs: number;
}

export interface TrainingServed {
  readonly score: number;
  readonly decision: string | null;
  readonly modelVersion: number;
  /** Whether the vectors are the same bits; null where another version of the pipeline served it. */
  readonly equal: boolean | null;
}

export interface TrainingSummary {
  readonly rows: number;
  readonly warming: number;
  /** Rows whose vector was compared with the served one. */
  readonly compared: number;
  /** The skew: vectors that differ, and served predictions that the rebuild does not have. It must be 0. */
  readonly different: number;
  /** Positions of the log that were replayed: [from, to). */
  readonly replayed: readonly [from: number, to: number];
  /** Position up to which outcomes were read. */
  readonly labelsUpTo: number;
}

export const TRAINING_SETS = Symbol('TrainingSets');
