import { formatTimeUs } from '../../definition/index.js';
import type { StoredPrediction } from '../ports/record-reader.port.js';
import type { PredictionAnswer } from './answer.js';

/** A prediction as a CloudEvent (1.0), whose `data` is the answer that clients get otherwise. */
export interface PredictionEvent {
  readonly specversion: '1.0';
  /** The prediction's id: unique within `source`. */
  readonly id: string;
  /** Path of the pipeline or run. */
  readonly source: string;
  readonly type: typeof PREDICTION_EVENT_TYPE;
  /** The entity's key; left out where the event has none. */
  readonly subject?: string;
  /** When the prediction was made. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: PredictionAnswer;
}

export const PREDICTION_EVENT_TYPE = 'dev.millrace.prediction';

export function predictionEventOf(stored: StoredPrediction, data: PredictionAnswer): PredictionEvent {
  return {
    specversion: '1.0',
    id: stored.id,
    source: `/v1/pipelines/${encodeURIComponent(stored.run)}`,
    type: PREDICTION_EVENT_TYPE,
    ...(stored.key === '' ? {} : { subject: stored.key }),
    time: formatTimeUs(stored.predictedAtUs),
    datacontenttype: 'application/json',
    data,
  };
}
