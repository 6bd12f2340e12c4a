import { MillraceError, parseTimeUs } from '../../../definition/index.js';
import { DISPOSITIONS, type Disposition } from '../../domain/index.js';
import type { PredictionQuery } from '../../ports/record-reader.port.js';

const DEFAULT_LIMIT = 50;
const MOST = 1000;

/** What a request asks for, as it came. A parameter that is given twice comes as an array. */
export type Query = Readonly<Record<string, string | undefined>>;

/** The parameters, for the decorators. */
export const KEY = { name: 'key', required: false, description: 'Of this entity only', schema: { type: 'string' } } as const;
export const CURSOR = { name: 'cursor', required: false, description: '`next_cursor` of the page before', schema: { type: 'string' } } as const;
export const LIMIT = { name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: MOST, default: DEFAULT_LIMIT } } as const;
const DATE_TIME = { type: 'string', format: 'date-time' } as const;
export const FROM = { name: 'from', required: false, description: 'Event time, RFC 3339, included', schema: DATE_TIME } as const;
export const TO = { name: 'to', required: false, description: 'Event time, RFC 3339, not included', schema: DATE_TIME } as const;
export const LINK = { Link: { description: 'The next page, as `<...>; rel="next"`', schema: { type: 'string' } } } as const;

/** The search for predictions that a request asks for. Errors: `query`, `time_malformed`, `time_out_of_range`. */
export function predictionQuery(query: Query): PredictionQuery {
  const [key, from, to, cursor] = [keyOf(query), textOf(query, 'from'), textOf(query, 'to'), textOf(query, 'cursor')];
  const [timeUs, position] = cursor === undefined ? [] : cursorNumbers(cursor, 2);
  return {
    ...(key === undefined ? {} : { key }),
    ...(from === undefined ? {} : { fromUs: parseTimeUs(from) }),
    ...(to === undefined ? {} : { toUs: parseTimeUs(to) }),
    ...(cursor === undefined ? {} : { before: { timeUs, position } }),
    limit: limitOf(query),
  };
}

/** The same for records that were set aside. */
export function setAsideQuery(query: Query): { readonly disposition?: Disposition; readonly before?: number; readonly limit: number } {
  const [disposition, cursor, position] = [textOf(query, 'disposition') as Disposition | undefined, textOf(query, 'cursor'), textOf(query, 'before')];
  if (disposition !== undefined && !DISPOSITIONS.includes(disposition))
    throw new MillraceError('query', 'poison', 'disposition must be late, duplicate or quarantined');
  const before = cursor === undefined ? (position === undefined ? undefined : wholeNumber(position, 'before')) : cursorNumbers(cursor, 1)[0];
  return { ...(disposition ? { disposition } : {}), ...(before === undefined ? {} : { before }), limit: limitOf(query) };
}

/** The place behind a page, as text that says nothing to its reader. */
export function cursorOf(...place: readonly number[]): string {
  return Buffer.from(place.join('.')).toString('base64url');
}

/** The address of the next page: the request's own with another cursor. */
export function nextLink(url: string, cursor: string): string {
  const next = new URL(url, 'http://localhost');
  next.searchParams.set('cursor', cursor);
  next.searchParams.delete('before');
  return `<${next.pathname}${next.search}>; rel="next"`;
}

/** The entity that is asked for. Error: `query`. */
export function keyOf(query: Query): string | undefined {
  const key = textOf(query, 'key');
  if (key?.includes('\0')) throw new MillraceError('query', 'poison', 'key holds the character U+0000, which no key can');
  return key;
}

function limitOf(query: Query): number {
  const text = textOf(query, 'limit');
  const limit = text === undefined ? DEFAULT_LIMIT : wholeNumber(text, 'limit');
  if (limit < 1 || limit > MOST) throw new MillraceError('query', 'poison', `limit goes from 1 to ${MOST}`);
  return limit;
}

/** Error: `query` where the parameter is given twice. */
export function textOf(query: Query, name: string): string | undefined {
  const value: unknown = query[name];
  if (value !== undefined && typeof value !== 'string') throw new MillraceError('query', 'poison', `${name} is given more than once: give it once`);
  return value;
}

function cursorNumbers(cursor: string, count: number): number[] {
  const parts = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  if (parts.length !== count || !parts.every((part) => /^\d{1,16}$/.test(part) && Number.isSafeInteger(Number(part))))
    throw new MillraceError('query', 'poison', 'cursor is none that was given: take `next_cursor` of the page before');
  return parts.map(Number);
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new MillraceError('query', 'poison', `${name} must be a whole number, it is "${text.slice(0, 40)}"`);
  return Number(text);
}
