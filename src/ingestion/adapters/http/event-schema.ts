const count = { type: 'integer', minimum: 0 };
const position = { type: ['integer', 'null'], description: 'Null where the log has them from before, or none was taken' };
const refusal = {
  type: 'object',
  required: ['line', 'code', 'message'],
  properties: {
    line: { type: 'integer', minimum: 1 },
    code: { type: 'string' },
    message: { type: 'string' },
    faults: { type: 'array', items: { type: 'object' } },
  },
};

/** JSON Schemas of what this module answers over HTTP; the composition root makes them components of the OpenAPI document. */
export const ingestionSchemas: Readonly<Record<string, object>> = {
  Event: { type: 'object', description: 'An event as the schema of its type has it' },
  CloudEvent: {
    description: 'A CloudEvent (1.0). `id` and `time` fill the event where its data lacks them.',
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'data'],
    properties: {
      ...{ specversion: { const: '1.0' }, id: { type: 'string', minLength: 1 }, source: { type: 'string', format: 'uri-reference', minLength: 1 } },
      ...{ type: { type: 'string', minLength: 1 }, time: { type: 'string', format: 'date-time' }, datacontenttype: { type: 'string' } },
      data: { type: 'object' },
    },
  },
  Accepted: { type: 'object', required: ['accepted', 'repeated', 'position'], properties: { accepted: count, repeated: count, position } },
  Intake: {
    type: 'object',
    required: ['accepted', 'repeated', 'first_position', 'refused_count', 'refused'],
    properties: {
      ...{ accepted: count, repeated: count, first_position: position, refused_count: count },
      refused: { type: 'array', items: refusal, maxItems: 100, description: 'The first of them' },
    },
  },
};

/** A schema of the above, for the decorators. */
export const ref = (name: 'Accepted' | 'Intake') => ({ $ref: `#/components/schemas/${name}` });

const EVENT = { $ref: '#/components/schemas/Event' };
const TYPED = { type: 'object', required: ['type', 'event'], properties: { type: { type: 'string' }, event: EVENT } };
const CLOUD_EVENT = { $ref: '#/components/schemas/CloudEvent' };
const bodies = (one: object) => ({
  'application/json': { schema: { oneOf: [one, { type: 'array', items: one }] } },
  'application/x-ndjson': { schema: { type: 'string', description: 'A JSON object a line' } },
  'application/cloudevents+json': { schema: CLOUD_EVENT },
  'application/cloudevents-batch+json': { schema: { type: 'array', items: CLOUD_EVENT } },
});

/** What each route takes and tells, for the decorators. */
export const EVENTS = bodies(EVENT);
export const TYPED_EVENTS = bodies(TYPED);
export const required = <T>(content: T) => ({ required: true, content });
export const LAST_LINE = { type: 'object', required: ['last_line'], properties: { last_line: count } };
export const PRODUCER = {
  name: 'Millrace-Producer',
  required: false,
  description: 'Names the sender of numbered lines: lines that the log has already are not taken again',
  schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
} as const;
export const FIRST_LINE = {
  name: 'Millrace-First-Line',
  required: false,
  description: 'Line number of the first line of this request, from 1',
  schema: { type: 'integer', minimum: 1 },
} as const;
