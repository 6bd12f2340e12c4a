import { MillraceError } from '../../../definition/index.js';
import { type ProtoStruct, objectOf } from '../../../platform/grpc/index.js';
import { featuresOf } from '../../application/answer.js';
import type { Run } from '../../domain/index.js';
import type { StoredPrediction } from '../../ports/record-reader.port.js';

/** The event of a request, in one of its two forms. */
export interface Payload {
  readonly payload?: 'json' | 'event';
  readonly json?: Buffer;
  readonly event?: ProtoStruct;
}

export interface PredictRequest extends Payload {
  readonly pipeline: string;
}

export interface PredictStreamRequest extends PredictRequest {
  readonly correlationId: string;
}

/** The event as the door takes it. Error: `malformed` where there is none. */
export function eventOf({ payload, json, event }: Payload): Buffer | object {
  if (payload === 'json' && json) return json;
  if (payload === 'event' && event) return objectOf(event);
  throw new MillraceError('malformed', 'poison', 'the request carries no event: set json (one JSON object as bytes) or event (a Struct)');
}

/** millrace.v1.Prediction. */
export function predictionMessage(stored: StoredPrediction, run: Run): object {
  return {
    id: stored.id,
    eventId: stored.eventId,
    key: stored.key,
    eventTime: timestamp(stored.eventTimeUs),
    score: stored.scores.readDoubleLE(0),
    ...(stored.decision === undefined ? {} : { decision: stored.decision }),
    features: featuresOf(stored.vector, run.bound.plan),
    model: stored.model,
    pipeline: { name: stored.pipeline, hash: stored.pipelineHash },
    run: stored.run,
    source: stored.log,
    partition: stored.partition,
    position: stored.position,
    ...(stored.degraded === undefined ? {} : { degraded: stored.degraded }),
    arrivedAt: timestamp(stored.arrivedAtUs),
    predictedAt: timestamp(stored.predictedAtUs),
  };
}

/** google.protobuf.Timestamp of µs since 1970 UTC. */
function timestamp(us: number): object {
  const seconds = Math.floor(us / 1e6);
  return { seconds, nanos: (us - seconds * 1e6) * 1000 };
}
