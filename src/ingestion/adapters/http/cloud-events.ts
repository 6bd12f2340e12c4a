import { isUtf8 } from 'node:buffer';
import { type CloudEvent, HTTP, ValidationError } from 'cloudevents';
import { MillraceError } from '../../../definition/index.js';
import { RefusedEvent } from '../../domain/decode-event.js';
import type { SourceType, Sources } from '../../application/sources.js';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

type Headers = Readonly<Record<string, string | undefined>>;
/** What `accept` takes when no type is named for all, or why an element is none. */
type Entry = { readonly type: string; readonly event: unknown } | RefusedEvent;

/** What is read of a CloudEvent; a time that was not given is none. */
interface Attributes {
  readonly id: string;
  readonly type: string;
  readonly time: string | undefined;
  readonly data: unknown;
  readonly base64: string | undefined;
}

export interface CloudEvents {
  readonly batch: boolean;
  readonly entries: readonly Entry[];
}

/** True where a request holds CloudEvents: structured, batched, or one in binary mode. */
export function holdsCloudEvents(headers: Headers): boolean {
  return isMedia(headers, STRUCTURED) || isMedia(headers, BATCH) || headers['ce-specversion'] !== undefined || headers['ce-id'] !== undefined;
}

/**
 * Reads the CloudEvents of a request. The event's type is the one of the path, else the `type` attribute or its last segment; `id` and
 * `time` fill those fields of the event where its data has none. Errors: `malformed`, `invalid_utf8`, `source_unknown`.
 */
export function readCloudEvents(headers: Headers, body: Buffer, sources: Sources, source: string, pathType: string | undefined): CloudEvents {
  if (!isUtf8(body)) throw new MillraceError('invalid_utf8', 'poison', 'the request body is not valid UTF-8');
  const text = body.toString('utf8');
  const entryOf = (messageHeaders: Headers, messageBody: string): Entry => {
    try {
      const event = parse(messageHeaders, messageBody);
      const type = pathType === undefined ? typeOf(sources, source, event.type) : sources.typeOf(source, pathType);
      return { type: type.bound.type, event: filled(dataOf(event), event, type) };
    } catch (error) {
      if (error instanceof RefusedEvent) return error;
      if (error instanceof MillraceError && error.code === 'type_unknown') return new RefusedEvent(error.code, error.message);
      throw error;
    }
  };
  if (!isMedia(headers, BATCH)) return { batch: false, entries: [entryOf(headers, text)] };
  return { batch: true, entries: batchOf(text).map((one) => entryOf({ 'content-type': STRUCTURED }, JSON.stringify(one))) };
}

function isMedia(headers: Headers, media: string): boolean {
  return headers['content-type']?.split(';')[0].trim().toLowerCase() === media;
}

function batchOf(text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new MillraceError('malformed', 'poison', 'the request body is not JSON', { cause: error });
  }
  if (!Array.isArray(value)) throw new MillraceError('malformed', 'poison', 'a batch of CloudEvents is a JSON array of them');
  return value as unknown[];
}

function givenAttributes(headers: Headers, body: string): { readonly id?: unknown; readonly time?: unknown } {
  if (isMedia(headers, STRUCTURED)) return (JSON.parse(body) ?? {}) as { id?: unknown; time?: unknown };
  return { id: headers['ce-id'], time: headers['ce-time'] };
}

function parse(headers: Headers, body: string): Attributes {
  try {
    const { id, time } = givenAttributes(headers, body);
    // The SDK would make them up, and an event that is sent again would be another.
    if (typeof id !== 'string' || id === '') throw new ValidationError('a CloudEvent bears an `id` of its own');
    const event = HTTP.toEvent<unknown>({ headers, body }) as CloudEvent<unknown>;
    // What the SDK reads it does not check by itself.
    event.validate();
    return { id, type: event.type, time: typeof time === 'string' ? event.time : undefined, data: event.data, base64: event.data_base64 };
  } catch (error) {
    const faults = error instanceof ValidationError ? (error.errors ?? []).flatMap(faultText).join('; ') : '';
    const why = faults || (error instanceof Error ? error.message : 'unreadable');
    throw new RefusedEvent('cloudevent', `this is no CloudEvent of version 1.0: ${why.slice(0, 300)}`, undefined, error);
  }
}

function faultText(fault: unknown): string[] {
  if (typeof fault === 'string') return [fault];
  const { instancePath = '', message } = (fault ?? {}) as { instancePath?: string; message?: string };
  return message === undefined ? [] : [`${instancePath} ${message}`.trim()];
}

function typeOf(sources: Sources, source: string, type: string): SourceType {
  const last = type.split(/[./:]/).at(-1) ?? type;
  return sources.knows(source, type) ? sources.typeOf(source, type) : sources.typeOf(source, last);
}

function dataOf({ data, base64 }: Attributes): Readonly<Record<string, unknown>> {
  let value = data;
  const text = base64 !== undefined ? Buffer.from(base64, 'base64').toString('utf8') : typeof data === 'string' ? data : undefined;
  if (text !== undefined) {
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new RefusedEvent('cloudevent', 'the data of the CloudEvent is not JSON', undefined, error);
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RefusedEvent('cloudevent', 'the data of the CloudEvent must be a JSON object: the event as its schema has it');
  return value as Readonly<Record<string, unknown>>;
}

function filled(data: Readonly<Record<string, unknown>>, { id, time }: Attributes, { fields }: SourceType): unknown {
  const withId = fields?.id === undefined ? data : withField(data, fields.id.split('.'), id);
  return fields?.time === undefined || time === undefined ? withId : withField(withId, fields.time.split('.'), time);
}

/** A copy with the field set where it was absent; what stands in its way is left, for the schema to tell. */
function withField(value: Readonly<Record<string, unknown>>, [name, ...rest]: string[], to: string): Readonly<Record<string, unknown>> {
  const inner = Object.hasOwn(value, name) ? value[name] : undefined;
  if (rest.length === 0) return inner === undefined ? { ...value, [name]: to } : value;
  if (inner !== undefined && (typeof inner !== 'object' || inner === null)) return value;
  return { ...value, [name]: withField((inner ?? {}) as Record<string, unknown>, rest, to) };
}
