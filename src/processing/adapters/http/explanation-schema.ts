import { count, nullable, object, schemaRef, text, time } from '../../../platform/http/index.js';

/* What a prediction is made of: the answer of `why`. */

const number = { type: 'number' };
const boolean = { type: 'boolean' };
const compared = (of: object): object => object({ stored: of, rebuilt: of, equal: boolean });

const Behind = object(
  {
    feature: text,
    key: { ...text, description: 'The entity' },
    after: { ...time, description: 'The window covers event times after this' },
    until: { ...time, description: 'and up to this, included' },
    total: { ...count, description: 'Events that it covers; `events` holds the newest of them, oldest first' },
    events: { type: 'array', items: object({ position: count, event_id: nullable(text), time, value: { type: ['number', 'string', 'null'] } }) },
  },
  { description: 'The events behind a window feature' },
);

/** @param prediction an example of one */
export function explanationSchemas(prediction: object): Readonly<Record<string, object>> {
  const example = {
    prediction,
    event: { tx: '20260101-s1-00042', amount: 57.16 },
    features: { amount: { stored: 57.16, rebuilt: 57.16, equal: true } },
    score: { stored: 0.03, rebuilt: 0.03, equal: true },
    decision: { stored: 'pass', rebuilt: 'pass', equal: true },
    ...{ equal: true, behind: [], replayed: 812 },
  };
  const Explanation = object(
    {
      prediction: schemaRef('Prediction'),
      event: { type: 'object', description: 'As the log has it' },
      features: { type: 'object', additionalProperties: compared(number) },
      ...{ score: compared(number), decision: compared(nullable(text)), equal: { ...boolean, description: 'All of it' } },
      behind: { type: 'array', items: schemaRef('Behind') },
      replayed: { ...count, description: 'Records of the log that were replayed for it' },
    },
    { description: 'A prediction computed again from the log, beside what was stored', examples: [example] },
  );
  return { Explanation, Behind };
}
