/** JSON Schemas of what this module answers over HTTP; the composition root makes them components of the OpenAPI document. */
const time = { type: 'string', format: 'date-time' };
const count = { type: 'integer', minimum: 0 };
const textOrNull = { type: ['string', 'null'] };
const page = (name: string, items: object) => ({
  type: 'object',
  required: [name, 'next_cursor'],
  properties: {
    [name]: { type: 'array', items },
    next_cursor: { ...textOrNull, description: 'Of the next page, whose address is in the `Link` header; null on the last' },
  },
});

const Prediction = {
  type: 'object',
  required: [
    ...['id', 'event_id', 'time', 'key', 'score', 'decision', 'features', 'model', 'pipeline', 'run', 'source', 'partition', 'position', 'degraded'],
    ...['arrived_at', 'predicted_at'],
  ],
  properties: {
    id: { type: 'string', format: 'uuid' },
    event_id: { type: 'string' },
    time: { ...time, description: 'Event time' },
    key: { type: 'string', description: 'The entity; empty where the event has none' },
    score: { type: 'number' },
    decision: { ...textOrNull },
    features: { type: 'object', additionalProperties: { type: 'number' }, description: 'The feature vector by name' },
    model: {
      type: 'object',
      required: ['name', 'version', 'digest'],
      properties: { name: { type: 'string' }, version: { type: 'integer' }, digest: { type: 'string', description: 'SHA-256, hex' } },
    },
    pipeline: { type: 'object', required: ['name', 'hash'], properties: { name: { type: 'string' }, hash: { type: 'string' } } },
    run: { type: 'string' },
    source: { type: 'string' },
    partition: count,
    position: count,
    degraded: { ...textOrNull, description: 'Why the fallback answered' },
    arrived_at: time,
    predicted_at: time,
  },
};

const SetAside = {
  type: 'object',
  required: ['position', 'disposition', 'code', 'reason', 'event_id', 'first_position'],
  properties: {
    position: count,
    disposition: { enum: ['late', 'duplicate', 'quarantined'] },
    code: { type: 'string' },
    reason: { type: 'string' },
    event_id: textOrNull,
    first_position: { type: ['integer', 'null'], description: 'Of a duplicate or a used id: where the first one stands' },
  },
};

/** A line of a bulk answer that is no prediction. */
const LineProblem = {
  allOf: [{ $ref: '#/components/schemas/Problem' }],
  type: 'object',
  required: ['line'],
  properties: { line: { type: 'integer', minimum: 1, description: 'Of the line that was sent' } },
};

const PredictionEvent = {
  description: 'A CloudEvent (1.0, structured)',
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'time', 'datacontenttype', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', format: 'uuid' },
    source: { type: 'string', format: 'uri-reference' },
    type: { const: 'dev.millrace.prediction' },
    subject: { type: 'string', description: "The entity's key" },
    time,
    datacontenttype: { const: 'application/json' },
    data: { $ref: '#/components/schemas/Prediction' },
  },
};

export const processingSchemas: Readonly<Record<string, object>> = {
  ...{ Prediction, SetAside, LineProblem, PredictionEvent },
  PredictionPage: page('predictions', { $ref: '#/components/schemas/Prediction' }),
  SetAsidePage: page('records', { $ref: '#/components/schemas/SetAside' }),
};

/** A schema of the above, for the decorators. */
export const ref = (name: 'Prediction' | 'PredictionPage' | 'SetAsidePage') => ({ $ref: `#/components/schemas/${name}` });

/** What the route of predictions takes and tells. */
export const PREDICT_BODY = {
  'application/json': { schema: { $ref: '#/components/schemas/Event' } },
  'application/x-ndjson': { schema: { type: 'string', description: 'An event a line' } },
} as const;
export const PREDICT_ANSWER = {
  'application/json': { schema: ref('Prediction') },
  'application/x-ndjson': { schema: { type: 'string', description: 'A `Prediction` or a `LineProblem` a line' } },
} as const;
