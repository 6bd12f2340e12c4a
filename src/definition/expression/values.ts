import { MillraceError } from '../error.js';

/** The conversions of expressions. Errors (poison): `expression_failed`, and those of times. */
function failed(message: string): MillraceError {
  return new MillraceError('expression_failed', 'poison', message);
}

/** Ints go to 2^53 - 1, as those of events do: beyond it a result would be wrong in silence. */
export function safeInt(value: number): number {
  if (!Number.isSafeInteger(value)) throw failed('a whole number went beyond 2^53 - 1');
  return value + 0;
}

/** A time of arithmetic; throws `time_out_of_range`. */
export function safeTime(us: number): number {
  if (!(us >= 0)) throw new MillraceError('time_out_of_range', 'poison', 'a computed time lies before 1970');
  if (us > Number.MAX_SAFE_INTEGER) throw new MillraceError('time_out_of_range', 'poison', 'a computed time lies after 2254');
  return us;
}

const INT = /^[+-]?\d{1,16}$/;
const DOUBLE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

export function intOfText(text: string): number {
  if (!INT.test(text)) throw failed('int() needs a text of digits');
  return safeInt(Number(text));
}

export function doubleOfText(text: string): number {
  if (!DOUBLE.test(text)) throw failed('double() needs a text that is a decimal number');
  const value = Number(text);
  if (!Number.isFinite(value)) throw failed('double() of a number that is too large');
  return value;
}

export function intOfDouble(value: number): number {
  if (!Number.isFinite(value)) throw failed('int() of a number that is not finite');
  return safeInt(Math.trunc(value));
}

export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) if (text.charCodeAt(i) >= 0xd800 && text.charCodeAt(i) <= 0xdbff) count -= 1;
  return count;
}

const DURATION_NS: Readonly<Record<string, number>> = { h: 3_600e9, m: 60e9, s: 1e9, ms: 1e6, us: 1e3, µs: 1e3, ns: 1 };
const DURATION = /^(\d{1,16})(?:\.(\d{1,9}))?(h|ms|m|s|us|µs|ns)/;

/** Microseconds of a duration as CEL writes it: a sign, then numbers with h, m, s, ms, us or ns, such as `-1.5h` or `2h45m`. Rest below a microsecond is cut. */
export function durationOfText(text: string): number {
  const seconds = wholeSeconds(text);
  if (seconds >= 0) return seconds * 1_000_000;
  const negative = text.startsWith('-');
  let rest = negative || text.startsWith('+') ? text.slice(1) : text;
  let us = 0;
  do {
    const part = DURATION.exec(rest);
    if (!part) throw failed('duration() needs a text such as "90s", "1.5h" or "2h45m"');
    us += partUs(part[1], part[2] ?? '', DURATION_NS[part[3]]);
    rest = rest.slice(part[0].length);
  } while (rest !== '');
  return safeInt(negative ? -us : us);
}

/** The usual form, `86400s`, without a regular expression; -1 for any other. */
function wholeSeconds(text: string): number {
  const last = text.length - 1;
  if (last < 1 || last > 9 || text.charCodeAt(last) !== 115) return -1;
  let seconds = 0;
  for (let i = 0; i < last; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    seconds = seconds * 10 + digit;
  }
  return seconds;
}

/** Whole numbers throughout: 0.1s is 100,000 microseconds, never 99,999. */
function partUs(whole: string, fraction: string, unitNs: number): number {
  const fractionNs = fraction === '' ? 0 : Math.floor((Number(fraction) * unitNs) / 10 ** fraction.length);
  return unitNs >= 1_000 ? Number(whole) * (unitNs / 1_000) + Math.floor(fractionNs / 1_000) : Math.floor(Number(whole) / 1_000);
}
