import { count, integer, nullable, object, schemaRef, text, texts, time } from '../../../platform/http/index.js';
import { DISPOSITIONS } from '../../domain/index.js';

/* What the routes of pipelines and runs take and tell. */

const HASH = '10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1';
const failure = object({ code: text, message: text });
const perSecond = { type: 'number', minimum: 0 };
const books = object(
  { records: count, ...Object.fromEntries(DISPOSITIONS.filter((one) => one !== '').map((one) => [one, count])), balanced: { type: 'boolean' } },
  { description: 'How many records of the log have each disposition; `balanced`: they sum to all that were read' },
);

const PipelineChange = object(
  {
    ...{ version: count, hash: text },
    position: { ...count, description: 'Log position up to which its state is built' },
    percent: { type: 'number', minimum: 0, maximum: 100 },
    records_per_second: perSecond,
    seconds_left: nullable({ ...integer, description: 'Until it has caught up at this rate; null while nothing can be told' }),
    error: { oneOf: [failure, { type: 'null' }] },
  },
  { description: 'A version whose state is being built beside the live one' },
);

const status = {
  name: 'card-fraud',
  ...{ pipeline: 'card-fraud', live: true, source: 'payments', hash: HASH, version: 1, change: null, rollback: null, on: 'payment' },
  ...{ position: 812, log_end: 812, lag: 0, refused: { schema: 2 } },
  model: { name: 'card-fraud', version: 1, digest: '8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae' },
  types: [{ type: 'payment', outcome: false }],
  ...{ predicts: true, features: ['amount', 'night'], commit_no: 96, max_event_time: '2026-01-01T09:30:00.000Z', lane: { state: 'running' } },
  ...{ events_per_second: 20.3, predictions_per_second: 20.1, p99_ms: 4.1 },
  state: { keys: 210, evicted: 0, bytes: 1048576 },
  books: { records: 812, predicted: 800, observed: 0, joined: 9, parked: 0, unmatched: 0, late: 1, duplicate: 2, quarantined: 0, balanced: true },
};

const PipelineStatus = object(
  {
    name: { ...text, description: 'Of the live run: the pipeline; of another: `PIPELINE@NAME`' },
    ...{ pipeline: text, live: { type: 'boolean' }, source: text, hash: text, version: { ...count, description: 'That the lane works for' } },
    change: { oneOf: [schemaRef('PipelineChange'), { type: 'null' }] },
    rollback: {
      oneOf: [object({ version: count, at_once: { type: 'boolean' } }), { type: 'null' }],
      description: 'The version that can be gone back to; `at_once`: its state is there',
    },
    model: { oneOf: [object({ name: text, version: count, digest: text }), { type: 'null' }] },
    on: { ...text, description: 'Type of the events whose features are computed' },
    types: { type: 'array', items: object({ type: text, outcome: { type: 'boolean' } }) },
    ...{ predicts: { type: 'boolean' }, features: texts, position: count, log_end: count, lag: count, commit_no: count },
    max_event_time: nullable(time),
    lane: object({ state: text }, { optional: { error: failure } }),
    ...{ events_per_second: perSecond, predictions_per_second: perSecond, p99_ms: nullable({ type: 'number' }) },
    state: {
      oneOf: [object({ keys: count, evicted: count, bytes: count }), { type: 'null' }],
      description: 'Keys of the state in memory, keys that wait in the database, bytes of all of it here, about; null where this process has no lane of it',
    },
    books,
    refused: { type: 'object', additionalProperties: count, description: 'Refused at the door, by code' },
  },
  { description: 'A pipeline or run, with its books', examples: [status] },
);

const changes = { features: { added: ['weekend'], removed: [], changed: ['night'] }, parts: ['decision'], window_state: 'shared' };
const PlanChanges = object(
  {
    features: object({ added: texts, removed: texts, changed: texts }),
    parts: { ...texts, description: 'Of the document, other than features' },
    window_state: { enum: ['shared', 'rebuilt'], description: 'Whether stored state serves both, or is built again from the log' },
  },
  { examples: [changes] },
);

const Deployed = object(
  {
    pipeline: text,
    outcome: { enum: ['created', 'unchanged', 'live', 'backfilling'] },
    ...{ version: count, hash: text },
    changes: { oneOf: [schemaRef('PlanChanges'), { type: 'null' }], description: 'Null for a pipeline that was not there before' },
  },
  { examples: [{ pipeline: 'card-fraud', outcome: 'live', version: 2, hash: HASH, changes }] },
);

export const pipelineSchemas: Readonly<Record<string, object>> = {
  ...{ PipelineStatus, PipelineChange, PlanChanges, Deployed },
  PipelineList: object({ pipelines: { type: 'array', items: schemaRef('PipelineStatus') } }, { examples: [{ pipelines: [status] }] }),
  PlanDiff: object({ pipeline: text, changes: schemaRef('PlanChanges') }, { examples: [{ pipeline: 'card-fraud', changes }] }),
  Retired: object({ retired: { ...texts, minItems: 1 } }, { examples: [{ retired: ['card-fraud', 'card-fraud@2018'] }] }),
  Run: object({ run: text, pipeline: text, source: text }, { examples: [{ run: 'card-fraud@2018', pipeline: 'card-fraud', source: 'payments@2018' }] }),
  Deployment: object(
    { document: { ...text, description: 'Text of the pipeline document' } },
    {
      optional: {
        files: { type: 'object', additionalProperties: text, description: 'Text of each schema by the path that the document names' },
        model_version: {
          type: ['integer', 'null'],
          minimum: 1,
          maximum: 2 ** 31 - 1,
          description: 'In the registry; needed where the document names a model file',
        },
      },
      examples: [{ document: 'pipeline: card-fraud\nsource: payments\n...', files: { 'schemas/payment.json': '{"type": "object"}' }, model_version: 1 }],
    },
  ),
};
