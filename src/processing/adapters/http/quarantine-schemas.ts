import { count, nullable, object, schemaRef, text, time } from '../../../platform/http/index.js';
import { DISPOSITIONS } from '../../domain/index.js';

/* What the routes of quarantined records tell. */

const record = {
  ...{ position: count, code: text, reason: text, event_id: nullable(text), time: nullable({ ...time, description: 'Event time' }) },
  first_position: nullable({ ...count, description: 'Of a used id: where the first event with it stands' }),
  state: { enum: ['open', 'retried', 'dropped'] },
  retried_by: nullable({ ...count, description: 'Position of the record that tried it again' }),
};
const example = {
  ...{ position: 41, code: 'rule', reason: 'event.amount >= 0.0', event_id: '20260101-s1-00042', time: '2026-01-01T09:30:00.000Z' },
  ...{ first_position: null, state: 'open', retried_by: null },
};
const again = {
  ...{ type: text, event: { type: 'object', description: 'As the log has it' }, arrived_at: time },
  retry_of: nullable({ ...count, description: 'Position of the record that this one tried again' }),
};
const event = { tx: '20260101-s1-00042', amount: -5 };

export const quarantineSchemas: Readonly<Record<string, object>> = {
  QuarantinedRecord: object(record, { examples: [example] }),
  QuarantinedEvent: object(
    { ...record, ...again },
    { examples: [{ ...example, type: 'payment', event, arrived_at: '2026-01-01T09:30:00.120Z', retry_of: null }] },
  ),
  QuarantinePage: object(
    {
      records: { type: 'array', items: schemaRef('QuarantinedRecord') },
      next_before: nullable({ ...count, description: '`before` of the next page; null on the last' }),
    },
    { examples: [{ records: [example], next_before: null }] },
  ),
  Retry: object(
    {
      position: { ...count, description: 'Of the new record' },
      disposition: { enum: [...DISPOSITIONS.filter((one) => one !== ''), null], description: 'Null when it was not committed within the deadline' },
      prediction: { oneOf: [schemaRef('Prediction'), { type: 'null' }] },
      reason: { oneOf: [schemaRef('QuarantinedRecord'), { type: 'null' }], description: 'Why it was set aside again' },
    },
    { examples: [{ position: 57, disposition: 'quarantined', prediction: null, reason: { ...example, position: 57 } }] },
  ),
  Dropped: object({ position: count, state: { const: 'dropped' } }, { examples: [{ position: 41, state: 'dropped' }] }),
};
