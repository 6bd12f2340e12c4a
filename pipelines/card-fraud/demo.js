/**
 * Card payments and chargebacks for the example pipeline, drawn from a seed. The population, its frauds and the sizes are described in README.md.
 *
 *   node pipelines/card-fraud/demo.js --seed 1 --days 60 --start 2026-01-01 --out payments.ndjson
 */
import { createWriteStream, existsSync, realpathSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { eventsBetween } from './generator/events.js';
import { liveEvents } from './generator/live.js';
import { DAY_MS, DEFAULT_SIZES, makePopulation } from './generator/population.js';

/** @import { DemoEvent } from './generator/events.js' */
/** @import { Clock } from './generator/live.js' */

/** @typedef {{ seed?: number, customers?: number, terminals?: number }} World seed 0..2^32-1 (default 1); sizes of the population */

/** Enough to fill windows of 30 days behind a delay of 7, with about 60,000 payments. */
export const HISTORY_DAYS = 40;

/**
 * The payments of whole days and all their chargebacks (the last come six days after the end), by event time.
 *
 * @param {World & { start: number, days: number }} options `start` in ms UTC, at midnight
 * @returns {Generator<DemoEvent, void, undefined>}
 * @throws {RangeError} on the first `next()`, for a start that is not midnight, or a number out of range
 */
export function* days({ seed = 1, customers, terminals, start, days: count }) {
  whole('days', count, 0);
  if (whole('start', start, -Infinity) % DAY_MS !== 0) throw new RangeError(`start must be midnight UTC, not ${new Date(start).toISOString()}`);
  yield* eventsBetween(makePopulation({ seed, customers, terminals }), start, start + count * DAY_MS, Infinity);
}

/**
 * What happened in the `days` days before `now`: payments and chargebacks in [now - days, now), by event time. The same payment has the same id
 * and content whatever `now` is.
 *
 * @param {World & { now: number, days?: number }} options `now` in ms UTC
 * @returns {Generator<DemoEvent, void, undefined>}
 * @throws {RangeError} on the first `next()`, for a number out of range
 */
export function* history({ now, days: count = HISTORY_DAYS, seed = 1, customers, terminals }) {
  whole('now', now, -Infinity);
  whole('days', count, 0);
  yield* eventsBetween(makePopulation({ seed, customers, terminals }), now - count * DAY_MS, now, now);
}

/**
 * Payments of the same population from now on, without end: event time is the wall clock, never before `from`. The chargebacks of the history's
 * frauds come as they fall due. Ends when `signal` is aborted, or at once when the consumer leaves its loop.
 *
 * @param {World & { from: number, since?: number, ratePerSecond?: number, signal?: AbortSignal, clock?: Clock }} options
 *   `from` in ms UTC: the history's `now`. `since`: where that history began (default: 40 days before `from`), so that no chargeback comes for a payment never sent.
 *   `ratePerSecond`: payments a second on average (default 5). `clock`: for tests.
 * @returns {AsyncGenerator<DemoEvent, void, undefined>}
 * @throws {RangeError} on the first `next()`, for a number out of range
 */
export async function* live({ from, since = from - HISTORY_DAYS * DAY_MS, seed = 1, ratePerSecond = 5, customers, terminals, signal, clock }) {
  whole('from', from, 0);
  if (!(ratePerSecond > 0 && ratePerSecond < Infinity)) throw new RangeError(`ratePerSecond must be a positive number, not ${ratePerSecond}`);
  yield* liveEvents(makePopulation({ seed, customers, terminals }), { from, since, ratePerSecond, signal, clock });
}

/**
 * @param {string} what
 * @param {number} value
 * @param {number} least
 */
function whole(what, value, least) {
  if (!Number.isSafeInteger(value) || value < least) throw new RangeError(`${what} must be a whole number${least === 0 ? ' from 0' : ''}, not ${value}`);
  return value;
}

/**
 * @param {Iterable<DemoEvent>} events
 * @returns {Generator<string, void, undefined>} NDJSON, many lines at a time
 */
function* ndjson(events) {
  let chunk = '';
  for (const event of events) {
    chunk += `${JSON.stringify(event)}\n`;
    if (chunk.length < 65536) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}

async function main() {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ options: { seed: text, days: text, start: text, out: text, customers: text, terminals: text } });
  if (values.start !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.start))
    throw new RangeError(`--start must be a date such as 2026-01-01, not ${values.start}`);
  const events = days({
    seed: Number(values.seed ?? 1),
    days: Number(values.days ?? HISTORY_DAYS),
    start: Date.parse(`${values.start ?? '2026-01-01'}T00:00:00Z`),
    customers: Number(values.customers ?? DEFAULT_SIZES.customers),
    terminals: Number(values.terminals ?? DEFAULT_SIZES.terminals),
  });
  await pipeline(Readable.from(ndjson(events)), values.out === undefined ? process.stdout : createWriteStream(values.out));
}

/** Whether this file is the program: what stands there otherwise need not be a file at all. */
function isProgram() {
  const script = process.argv[1];
  return script !== undefined && existsSync(script) && realpathSync(script) === fileURLToPath(import.meta.url);
}

if (isProgram()) {
  main().catch((/** @type {Error & { code?: string }} */ error) => {
    // The reader of a pipe may leave early (`| head`).
    if (error.code === 'EPIPE') return;
    console.error(`card-fraud demo: ${error.message}`);
    process.exitCode = 1;
  });
}
