import { count, json, nullable, object, schemaRef, text, time } from '../../../platform/http/index.js';
import { explanationSchemas } from './explanation-schema.js';
import { pipelineSchemas } from './pipeline-schemas.js';
import { planSchemas } from './plan-schema.js';
import { quarantineSchemas } from './quarantine-schemas.js';

const page = (name: string, of: string, example: object) =>
  object(
    {
      [name]: { type: 'array', items: schemaRef(of) },
      next_cursor: nullable({ ...text, description: 'Of the next page, whose address is in the `Link` header; null on the last' }),
    },
    { examples: [{ [name]: [example], next_cursor: null }] },
  );

const prediction = {
  ...{ id: '019b7e2a-5b40-8c10-85bd-83e07fc521d3', event_id: '20260101-s1-00042', time: '2026-01-01T09:30:00.000Z', key: 'C0123' },
  ...{ score: 0.03, decision: 'pass', features: { amount: 57.16, night: 0 } },
  model: { name: 'card-fraud', version: 1, digest: '8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae' },
  pipeline: { name: 'card-fraud', hash: '10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1' },
  ...{ run: 'card-fraud', source: 'payments', partition: 0, position: 812, degraded: null },
  ...{ arrived_at: '2026-01-01T09:30:00.120Z', predicted_at: '2026-01-01T09:30:00.124031Z' },
};

const Prediction = object(
  {
    ...{ id: { ...text, format: 'uuid' }, event_id: text, time: { ...time, description: 'Event time' } },
    key: { ...text, description: 'The entity; empty where the event has none' },
    ...{ score: { type: 'number' }, decision: nullable(text) },
    features: { type: 'object', additionalProperties: { type: 'number' }, description: 'The feature vector by name' },
    model: object({ name: text, version: { type: 'integer' }, digest: { ...text, description: 'SHA-256, hex' } }),
    pipeline: object({ name: text, hash: text }),
    ...{ run: text, source: text, partition: count, position: count },
    degraded: nullable({ ...text, description: 'Why the fallback answered, or that a window was truncated' }),
    ...{ arrived_at: time, predicted_at: time },
  },
  { examples: [prediction] },
);

const setAside = { position: 41, disposition: 'duplicate', code: 'duplicate', reason: 'the same event stands at position 40', event_id: 'a-1', time: null };
const SetAside = object(
  {
    position: count,
    disposition: { enum: ['late', 'duplicate', 'quarantined'] },
    ...{ code: text, reason: text, event_id: nullable(text), time: nullable({ ...time, description: 'Event time, where it is kept' }) },
    first_position: nullable({ ...count, description: 'Of a duplicate or a used id: where the first one stands' }),
  },
  { examples: [{ ...setAside, first_position: 40 }] },
);

/** A line of a bulk answer that is no prediction. */
const LineProblem = {
  allOf: [schemaRef('Problem')],
  ...object({ line: { ...count, minimum: 1, description: 'Of the line that was sent' } }),
};

const PredictionEvent = object(
  {
    ...{ specversion: { const: '1.0' }, id: { ...text, format: 'uuid' }, source: { ...text, format: 'uri-reference' } },
    ...{ type: { const: 'dev.millrace.prediction' }, time, datacontenttype: { const: 'application/json' }, data: schemaRef('Prediction') },
  },
  { description: 'A CloudEvent (1.0, structured)', optional: { subject: { ...text, description: "The entity's key" } } },
);

const TrainingSummary = object(
  { rows: count, warming: count, compared: count, different: count, replayed_from: count, replayed_to: count, labels_up_to: count },
  {
    description: 'Ends a training set: `{"summary": ...}`, the last line',
    examples: [{ rows: 800, warming: 12, compared: 800, different: 0, replayed_from: 0, replayed_to: 812, labels_up_to: 812 }],
  },
);

/** JSON Schemas of what this module answers over HTTP; the composition root makes them components of the OpenAPI document. */
export const processingSchemas: Readonly<Record<string, object>> = {
  ...{ Prediction, SetAside, LineProblem, PredictionEvent, TrainingSummary },
  PredictionPage: page('predictions', 'Prediction', prediction),
  SetAsidePage: page('records', 'SetAside', { ...setAside, first_position: 40 }),
  ...explanationSchemas(prediction),
  ...pipelineSchemas,
  ...planSchemas,
  ...quarantineSchemas,
};

/** What the route of predictions takes and tells. */
export const PREDICT_BODY = {
  'application/json': json('Event'),
  'application/x-ndjson': { schema: { type: 'string', description: 'An event a line' } },
} as const;
export const PREDICT_ANSWER = {
  'application/json': json('Prediction'),
  'application/x-ndjson': { schema: { type: 'string', description: 'A `Prediction` or a `LineProblem` a line' } },
} as const;
