import { MillraceError } from './error.js';

const UNIT_US: Readonly<Record<string, number>> = { us: 1, ms: 1_000, s: 1_000_000, m: 60_000_000, h: 3_600_000_000, d: 86_400_000_000, w: 604_800_000_000 };
const DURATION = /^(?:\d{1,16}(?:us|ms|s|m|h|d|w))+$/;
const PART = /(\d+)([a-z]+)/g;

/**
 * Microseconds of a duration as documents write it: whole numbers with a unit (us, ms, s, m, h, d, w), largest first where there are several: `80ms`, `7d`, `1h30m`.
 * Error: `duration_malformed` (poison).
 */
export function parseDurationUs(text: string): number {
  let total = 0;
  let unit = Infinity;
  for (const [, count, name] of DURATION.test(text) ? text.matchAll(PART) : []) {
    // One unit twice, or a small one before a large one, is more likely a slip (1m30h) than meant.
    total += UNIT_US[name] < unit ? Number(count) * UNIT_US[name] : NaN;
    unit = UNIT_US[name];
  }
  if (unit !== Infinity && Number.isSafeInteger(total)) return total;
  throw new MillraceError(
    'duration_malformed',
    'poison',
    `"${text.slice(0, 40)}" is no duration: write whole numbers with us, ms, s, m, h, d or w, such as 10m, 7d or 1h30m`,
  );
}

/** The same; undefined where the text is no duration. */
export function readDurationUs(text: string): number | undefined {
  try {
    return parseDurationUs(text);
  } catch {
    return undefined;
  }
}
