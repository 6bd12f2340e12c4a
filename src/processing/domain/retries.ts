/** What was kept of a quarantined record, for a record that tries it again. */
export interface QuarantinedRecord {
  /** Event time, µs; undefined where it could not be read. */
  readonly timeUs: number | undefined;
  /** Feature vector of an event that is in the state and whose model call failed; empty when the pipeline's features are others now. */
  readonly vector: Float64Array | undefined;
  /** Position of the first record that tried it again. */
  readonly retriedBy: number | undefined;
}

/** Quarantined records by position. */
export type Retries = ReadonlyMap<number, QuarantinedRecord>;

export const NO_RETRIES: Retries = new Map();
