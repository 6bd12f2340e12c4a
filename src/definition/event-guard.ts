import { MillraceError } from './error.js';

const MAX_DEPTH = 32;
const MAX_MEMBERS = 1_000;

/**
 * Refuses what no schema should have to think of, in one walk: anything but an object, more than 32 levels, more than 1,000 members and items,
 * NUL or half a surrogate pair in a text or name (no database keeps them as they are), whole numbers beyond 2^53 (JSON readers disagree on
 * them) and a member named `__proto__`.
 * Errors (poison): `event_not_object`, `event_too_deep`, `event_too_wide`, `text_refused`, `number_out_of_range`, `member_refused`.
 */
export function guardEvent(value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused('event_not_object', 'an event must be a JSON object');
  walk(value as Readonly<Record<string, unknown>>, 1, 0);
}

/** Returns the number of members and items seen so far. */
function walk(object: Readonly<Record<string, unknown>>, depth: number, seen: number): number {
  if (depth > MAX_DEPTH) throw refused('event_too_deep', `an event may be nested ${MAX_DEPTH} levels deep`);
  for (const name in object) {
    seen += 1;
    if (name === '__proto__') throw refused('member_refused', 'an event may not have a member named __proto__');
    checkText(name);
    seen = check(object[name], depth, seen);
  }
  if (seen > MAX_MEMBERS) throw refused('event_too_wide', `an event may have ${MAX_MEMBERS} members and items`);
  return seen;
}

function check(value: unknown, depth: number, seen: number): number {
  if (typeof value === 'string') {
    checkText(value);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw refused('number_out_of_range', 'a whole number beyond 2^53 - 1: send it as a text');
    }
  } else if (Array.isArray(value)) {
    return items(value, depth + 1, seen);
  } else if (typeof value === 'object' && value !== null) {
    return walk(value as Readonly<Record<string, unknown>>, depth + 1, seen);
  }
  return seen;
}

/** In ES2024, and in every Node since 20; the library types of ES2023 do not have it yet. */
type Unicode = string & { isWellFormed(): boolean };

function checkText(text: string): void {
  if (text.includes('\0')) throw refused('text_refused', 'a text or name holds the character U+0000');
  if (!(text as Unicode).isWellFormed()) throw refused('text_refused', 'a text or name holds half a surrogate pair, which is no Unicode text');
}

function items(list: readonly unknown[], depth: number, seen: number): number {
  if (depth > MAX_DEPTH) throw refused('event_too_deep', `an event may be nested ${MAX_DEPTH} levels deep`);
  if (seen + list.length > MAX_MEMBERS) throw refused('event_too_wide', `an event may have ${MAX_MEMBERS} members and items`);
  let count = seen + list.length;
  for (const item of list) count = check(item, depth, count);
  return count;
}

function refused(code: string, message: string): MillraceError {
  return new MillraceError(code, 'poison', message);
}
