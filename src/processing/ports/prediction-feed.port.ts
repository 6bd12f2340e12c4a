import type { StoredPrediction } from './record-reader.port.js';

/**
 * The committed predictions of a run, one after the other, for whoever follows them. Promises:
 * - The order is that of the commits, and of the positions within a commit; it is the same at every reading.
 * - Nothing is skipped and nothing is given before it is durable, whoever commits and in whatever table the rows of a day lie.
 * - A cursor is text that stays good for ever, in any process: a reader that keeps it goes on where it was. A reader that loses the last
 *   answer gets it again: the prediction's id tells.
 * - Any number of readers costs about what one does: those who keep up share what was announced; those who lag read at their own pace,
 *   and nothing is kept for them.
 */
export interface PredictionFeed {
  /**
   * Up to `limit` predictions after the cursor, and the cursor after the last of them. Undefined: from the beginning; `now`: those that
   * are yet to come. Waits up to `waitMs` for the first; the cursor may move without a prediction. Errors: `cursor` (poison) for what is
   * none, `cursor_ahead` (poison) for a cursor beyond the last commit, `store_unavailable` and `stopping` (retryable).
   */
  read(run: string, after: string | undefined, limit: number, waitMs: number): Promise<FeedPage>;
}

export interface FeedPage {
  readonly predictions: readonly StoredPrediction[];
  readonly cursor: string;
}

/** The cursor of a reader that wants what is yet to come. */
export const FEED_NOW = 'now';

export const PREDICTION_FEED = Symbol('PredictionFeed');
