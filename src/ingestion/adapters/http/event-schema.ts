import { count, object, schemaRef, text } from '../../../platform/http/index.js';

const position = { type: ['integer', 'null'], description: 'Null where the log has them from before, or none was taken' };
const refusal = object({ line: { ...count, minimum: 1 }, code: text, message: text }, { optional: { faults: { type: 'array', items: { type: 'object' } } } });

/** Codes of what the door may say of one event. */
export const EVENT_PROBLEMS = [
  ...['malformed', 'invalid_utf8', 'event_not_object', 'event_too_deep', 'event_too_wide', 'event_too_large', 'member_refused', 'number_out_of_range'],
  ...['text_refused', 'schema', 'time_malformed', 'time_out_of_range'],
];
/** Why the door may take nothing now. */
export const DOOR_PROBLEMS = ['intake_full', 'draining', 'log_unavailable'];

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
  Accepted: object({ accepted: count, repeated: count, position }, { examples: [{ accepted: 1, repeated: 0, position: 812 }] }),
  Intake: object(
    {
      ...{ accepted: count, repeated: count, first_position: position, refused_count: count },
      refused: { type: 'array', items: refusal, maxItems: 100, description: 'The first of them' },
    },
    {
      examples: [
        {
          ...{ accepted: 2, repeated: 0, first_position: 812, refused_count: 1 },
          refused: [{ line: 2, code: 'malformed', message: 'the event is not JSON: Unexpected end of JSON input' }],
        },
      ],
    },
  ),
  LastLine: object({ last_line: count }, { examples: [{ last_line: 5000 }] }),
};

const EVENT = schemaRef('Event');
const TYPED = object({ type: text, event: EVENT });
const CLOUD_EVENT = schemaRef('CloudEvent');
const bodies = (one: object) => ({
  'application/json': { schema: { oneOf: [one, { type: 'array', items: one }] } },
  'application/x-ndjson': { schema: { type: 'string', description: 'A JSON object a line' } },
  'application/cloudevents+json': { schema: CLOUD_EVENT },
  'application/cloudevents-batch+json': { schema: { type: 'array', items: CLOUD_EVENT } },
});

/** Codes besides those of an event and of the door. */
export const SENDING_PROBLEMS = ['cloudevent', 'producer_header', 'producer_gap', 'source_unknown', 'type_unknown'];

/** What each route takes and tells, for the decorators. */
export const EVENTS = bodies(EVENT);
export const TYPED_EVENTS = bodies(TYPED);
export const required = <T>(content: T) => ({ required: true, content });
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
