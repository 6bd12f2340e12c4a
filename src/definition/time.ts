import { MillraceError } from './error.js';

const SECOND_US = 1_000_000;
export const DAY_US = 86_400 * SECOND_US;

/** First microsecond of the year 2255: the last whole year whose microseconds since 1970 a double counts exactly. */
const END_US = Date.UTC(2255, 0, 1) * 1_000;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Microseconds since 1970 UTC of an RFC 3339 time. Digits below a microsecond are cut; leap seconds are refused.
 * Errors (poison): `time_malformed`, `time_out_of_range` (before 1970 or after 2254).
 */
export function parseTimeUs(text: string): number {
  const us = readTimeUs(text);
  if (us >= 0 && us < END_US) return us;
  if (Number.isNaN(us)) throw new MillraceError('time_malformed', 'poison', 'a time must be RFC 3339 with a zone, such as 2026-01-31T09:30:00Z');
  throw outOfRange();
}

let lastText = '';
let lastUs = NaN;

/**
 * The same, without the check of the range; NaN where the text is no RFC 3339 time. The last text is remembered: the same time of the same event is read
 * by its schema, its order and several features.
 */
export function readTimeUs(text: string): number {
  if (text === lastText) return lastUs;
  lastUs = readUs(text);
  lastText = text;
  return lastUs;
}

function readUs(text: string): number {
  if (text.length < 20 || text.length > 64) return NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const digits = year >= 0 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && day >= 1 && day <= daysOf(year, month);
  const separators =
    text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45 && (text.charCodeAt(10) | 32) === 116 && text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58;
  if (!digits || !separators) return NaN;
  let at = 19;
  let fraction = 0;
  if (text.charCodeAt(at) === 46) {
    at += 1;
    const first = at;
    for (let scale = SECOND_US / 10; isDigit(text.charCodeAt(at)); at++, scale = Math.floor(scale / 10)) fraction += (text.charCodeAt(at) - 48) * scale;
    if (at === first) return NaN;
  }
  const seconds = (hour * 60 + minute - offsetMinutes(text, at)) * 60 + second;
  return dayNumber(year, month, day) * DAY_US + seconds * SECOND_US + fraction;
}

/** RFC 3339 in UTC: a fraction of 3 or 6 digits, only where it is not zero. Error: `time_out_of_range` (poison). */
export function formatTimeUs(us: number): string {
  if (!(us >= 0 && us < END_US && Number.isInteger(us))) throw outOfRange();
  const day = Math.floor(us / DAY_US);
  const rest = us - day * DAY_US;
  const seconds = Math.floor(rest / SECOND_US);
  const fraction = rest - seconds * SECOND_US;
  const clock = two(Math.floor(seconds / 3_600)) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
  return dateText(day) + 'T' + clock + fractionText(fraction) + 'Z';
}

function outOfRange(): MillraceError {
  return new MillraceError('time_out_of_range', 'poison', 'a time must lie in the years 1970 to 2254 (UTC)');
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Far below what any sum of digits can make up for. */
const NO_DIGITS = -1_000_000;

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_DIGITS;
}

/** Minutes east of UTC of the zone that must end the text; NaN where it is none. */
function offsetMinutes(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if ((sign | 32) === 122) return text.length === at + 1 ? 0 : NaN;
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58) return NaN;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NaN;
  return (sign === 43 ? 1 : -1) * (hours * 60 + minutes);
}

function daysOf(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** Days since 1970-01-01 of a date of the Gregorian calendar; years begin in March, so that the leap day ends one. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

let lastDay = -1;
let lastDate = '';

/** Events come by time, so the last date is most often the next one too. */
function dateText(day: number): string {
  if (day === lastDay) return lastDate;
  lastDay = day;
  lastDate = new Date(day * 86_400_000).toISOString().slice(0, 10);
  return lastDate;
}

function two(value: number): string {
  return value < 10 ? '0' + value : String(value);
}

function fractionText(us: number): string {
  if (us === 0) return '';
  const text = '.' + String(us).padStart(6, '0');
  return us % 1_000 === 0 ? text.slice(0, 4) : text;
}
