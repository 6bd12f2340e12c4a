import type { Message } from 'kafkajs';
import type { LogEvent, LogRecord } from '../../ports/log.port.js';
import type { FetchedMessage } from './kafka-client.js';

const US_PER_MS = 1000;
/** What a record takes besides its body, at most. */
export const OVERHEAD_BYTES = 512;

/** Headers of a record of our logs. `producer` holds the line and the name of who sent it, with a blank between. */
const HEADER = { type: 'type', digest: 'digest', appendedAt: 'appended-at', retryOf: 'retry-of', producer: 'producer' } as const;

export interface ProducedBy {
  readonly name: string;
  readonly line: number;
}

export function messageOf(event: LogEvent, value: Buffer, partition: number, appendedAtUs: number, by: ProducedBy | undefined): Message {
  return {
    partition,
    value,
    timestamp: String(Math.floor(appendedAtUs / US_PER_MS)),
    headers: {
      [HEADER.type]: event.type,
      [HEADER.digest]: event.digest,
      [HEADER.appendedAt]: String(appendedAtUs),
      ...(event.retryOf === undefined ? {} : { [HEADER.retryOf]: String(event.retryOf) }),
      ...(by ? { [HEADER.producer]: `${by.line} ${by.name}` } : {}),
    },
  };
}

/** A record that others wrote into our topic has no type: no pipeline knows it, and it is set aside. */
export function recordOf(message: FetchedMessage): LogRecord {
  const digest = bytesOf(message, HEADER.digest);
  const retryOf = textOf(message, HEADER.retryOf);
  return {
    position: Number(message.offset),
    appendedAtUs: Number(textOf(message, HEADER.appendedAt) ?? Number(message.timestamp) * US_PER_MS),
    type: textOf(message, HEADER.type) ?? '',
    digest: digest?.length === 16 ? digest : Buffer.alloc(16),
    body: message.value?.toString('utf8') ?? '',
    ...(retryOf === undefined ? {} : { retryOf: Number(retryOf) }),
  };
}

export function producedBy(message: FetchedMessage): ProducedBy | undefined {
  const text = textOf(message, HEADER.producer);
  const blank = text?.indexOf(' ') ?? -1;
  return text === undefined || blank < 1 ? undefined : { line: Number(text.slice(0, blank)), name: text.slice(blank + 1) };
}

function bytesOf({ headers }: FetchedMessage, name: string): Buffer | undefined {
  const value = headers[name];
  const one = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? Buffer.from(one) : one;
}

function textOf(message: FetchedMessage, name: string): string | undefined {
  return bytesOf(message, name)?.toString('utf8');
}
