import { AGGREGATES } from '../../../definition/index.js';
import { count, integer, object, schemaRef, text, texts } from '../../../platform/http/index.js';

/* The plan as it is told: src/definition/plan.ts says what each field means. Times are integer microseconds. */

const list = (items: object): object => ({ type: 'array', items });
const constant = (value: string): object => ({ const: value });
const number = { type: 'number' };

const event = object(
  { type: text, schema: { type: 'object' }, latenessUs: count, aheadUs: count, rules: list(object({ expression: text, reason: text })) },
  {
    optional: {
      ...{ id: text, time: text, key: text },
      outcome: object({ of: text, match: text, value: text, maturesUs: count }, { optional: { unknown: number } }),
    },
  },
);

const input = {
  oneOf: [
    object({ kind: constant('decimal'), expression: text, digits: count }),
    object({ kind: constant('double'), expression: text }),
    object({ kind: constant('text'), expression: text }),
    object({ kind: constant('outcome'), outcome: text }, { optional: { unknown: number, digits: count } }),
  ],
};

const aggregate = object(
  { feature: text, operation: { enum: [...AGGREGATES] }, input: { ...integer, minimum: -1 } },
  { optional: { sample: { const: true }, nth: { type: 'integer', minimum: 1 }, empty: number } },
);

const group = object(
  {
    ...{ name: text, of: text, per: texts, inputs: list(input), outcomes: texts, retentionUs: count },
    windows: list(object({ label: text, overUs: count, delayUs: count, aggregates: list(aggregate) })),
  },
  { optional: { where: text, resolutionUs: count, maxEventsPerKey: count } },
);

const feature = {
  oneOf: [
    object({ name: text, kind: constant('event'), expression: text }),
    object({ name: text, kind: constant('window'), group: count, window: count, aggregate: count }),
  ],
};

const predict = object({ on: text, model: text, score: text }, { optional: { decision: text, fallback: object({ afterUs: count, score: text }) } });

const StateCost = object(
  {
    ...{ group: text, formula: { ...text, description: 'Such as `152 + 32 · events`' } },
    key_bytes: { ...count, description: 'Of a key, whatever it holds' },
    event_bytes: { ...count, description: 'Of each event that is kept, or of each tile' },
    kept_seconds: { type: 'number', minimum: 0 },
    features: list(object({ feature: text, formula: text })),
  },
  { description: 'What a group keeps in memory' },
);

const EXAMPLE = {
  ...{ format: 1, pipeline: 'card-fraud', source: 'payments', on: 'payment', groups: [], vector: [0], state: [] },
  events: [
    { type: 'payment', schema: { type: 'object' }, id: 'tx', time: 'occurred_at', key: 'customer', latenessUs: 600000000, aheadUs: 300000000, rules: [] },
  ],
  features: [{ name: 'amount', kind: 'event', expression: 'event.amount' }],
  hash: '10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1',
  stateHash: '322dd9fcfd1dbd9e44d76649c66926a9b3407bb73d1db3c37e4248ac85ccfbf7',
};

const Plan = object(
  {
    ...{ format: { const: 1 }, pipeline: text, source: text, on: text, hash: text, stateHash: text },
    ...{ events: list(event), groups: list(group), features: list(feature) },
    vector: { ...list(count), description: "Indices into `features`, in the model's order" },
    state: list(schemaRef('StateCost')),
  },
  { description: 'The compiled form of a pipeline document', optional: { predict }, examples: [EXAMPLE] },
);

export const planSchemas: Readonly<Record<string, object>> = { Plan, StateCost };
