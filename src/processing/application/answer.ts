import { formatTimeUs } from '../../definition/index.js';
import type { Plan } from '../../definition/index.js';
import type { StoredPrediction } from '../ports/record-reader.port.js';

/** A prediction as clients get it. The same record always makes the same bytes. */
export interface PredictionAnswer {
  readonly id: string;
  readonly event_id: string;
  readonly time: string;
  readonly key: string;
  readonly score: number;
  readonly decision: string | null;
  readonly features: Readonly<Record<string, number>>;
  readonly model: { readonly name: string; readonly version: number; readonly digest: string };
  readonly pipeline: { readonly name: string; readonly hash: string };
  readonly run: string;
  readonly source: string;
  readonly partition: number;
  readonly position: number;
  readonly degraded: string | null;
  readonly arrived_at: string;
  readonly predicted_at: string;
}

export function answerOf(stored: StoredPrediction, plan: Plan): PredictionAnswer {
  return {
    id: stored.id,
    event_id: stored.eventId,
    time: formatTimeUs(stored.eventTimeUs),
    key: stored.key,
    score: stored.scores.readDoubleLE(0),
    decision: stored.decision ?? null,
    features: featuresOf(stored.vector, plan),
    model: stored.model,
    pipeline: { name: stored.pipeline, hash: stored.pipelineHash },
    run: stored.run,
    source: stored.log,
    partition: stored.partition,
    position: stored.position,
    degraded: stored.degraded ?? null,
    arrived_at: formatTimeUs(stored.arrivedAtUs),
    predicted_at: formatTimeUs(stored.predictedAtUs),
  };
}

/** The vector's values by feature name, in the model's order. */
export function featuresOf(vector: Buffer, plan: Plan): Record<string, number> {
  const features: Record<string, number> = {};
  plan.vector.forEach((f, i) => (features[plan.features[f].name] = vector.readDoubleLE(i * 8)));
  return features;
}
