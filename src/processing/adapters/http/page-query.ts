import { MillraceError } from '../../../definition/index.js';

const DEFAULT_LIMIT = 50;
const MOST = 1000;

/** What a request asks for, as it came. A parameter that is given twice comes as an array. */
export type Query = Readonly<Record<string, string | undefined>>;

/** The entity that is asked for. Error: `query`. */
export function keyOf(query: Query): string | undefined {
  const key = textOf(query, 'key');
  if (key?.includes('\0')) throw new MillraceError('query', 'poison', 'key holds the character U+0000, which no key can');
  return key;
}

export function limitOf(query: Query): number {
  const text = textOf(query, 'limit');
  const limit = text === undefined ? DEFAULT_LIMIT : wholeNumber(text, 'limit');
  return Math.max(1, Math.min(MOST, limit));
}

/** Error: `query` where the parameter is given twice. */
export function textOf(query: Query, name: string): string | undefined {
  const value: unknown = query[name];
  if (value !== undefined && typeof value !== 'string') throw new MillraceError('query', 'poison', `${name} is given more than once: give it once`);
  return value;
}

export function wholeNumber(text: string | undefined, name: string): number {
  const value = Number(text);
  if (text === undefined || !/^\d{1,16}$/.test(text) || !Number.isSafeInteger(value))
    throw new MillraceError('query', 'poison', `${name} must be a whole number, it is "${String(text).slice(0, 40)}"`);
  return value;
}
