import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache.js';
import { randomOf } from './random.js';

/** Grows with every change of the generator: files of an earlier one are not taken. */
const FORMAT = 2;
const CARDS = 5_000;
const TERMINALS = 10_000;
export const START_MS = Date.parse('2025-01-01T00:00:00Z');
export const SPAN_MS = 60 * 86_400_000;
/** After the last payment of every file, whatever the generator drew. */
export const END_MS = START_MS + 2 * SPAN_MS;
const LATE_SHARE = 0.05;
const LATEST_MS = 600_000;
/** Of payments that follow the one before within seconds, and what part of those is by a card of the moment. */
const BURST_SHARE = 0.7;
const SAME_CARD_SHARE = 0.5;
const BURST_GAP_MS = 4_000;
const CHUNK_CHARACTERS = 1 << 20;
const CURRENCIES = ['EUR', 'EUR', 'EUR', 'USD', 'GBP'];
const CHANNELS = ['chip', 'contactless', 'online'];

/**
 * Payments over 60 days in the order in which they arrive: bursts of the same cards within seconds, 5 % out of order by up to 10 minutes.
 * @param {number} count
 * @param {number} seed
 */
export function* paymentLines(count, seed) {
  const random = randomOf(seed);
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  const recent = Array.from({ length: 16 }, () => below(CARDS));
  const longGapMs = (SPAN_MS / count - BURST_SHARE * (BURST_GAP_MS / 2)) / (1 - BURST_SHARE);
  let nowMs = START_MS;
  for (let i = 0; i < count; i++) {
    const burst = random() < BURST_SHARE;
    nowMs += burst ? random() * BURST_GAP_MS : random() * 2 * longGapMs;
    const card = burst && random() < SAME_CARD_SHARE ? recent[below(recent.length)] : below(CARDS);
    recent[below(recent.length)] = card;
    // A card pays at a few terminals near it, now and then elsewhere.
    const terminal = random() < 0.8 ? (card * 2 + below(12)) % TERMINALS : below(TERMINALS);
    const timeMs = random() < LATE_SHARE ? nowMs - random() * LATEST_MS : nowMs;
    const cents = Math.max(1, Math.round(100 * Math.exp(3.2 + 1.1 * (random() + random() + random() + random() - 2))));
    yield (
      `{"tx":"p${String(i).padStart(8, '0')}","occurred_at":"${new Date(timeMs).toISOString()}","card":"c${card}","terminal":"t${terminal}",` +
      `"amount":${cents / 100},"currency":"${CURRENCIES[below(CURRENCIES.length)]}","channel":"${CHANNELS[below(CHANNELS.length)]}"}\n`
    );
  }
}

/**
 * The file of these payments in the cache, written once.
 * @param {number} count
 * @param {number} [seed]
 */
export function paymentsFile(count, seed = 1) {
  return cachedFile(`payments-${FORMAT}-${count}-${seed}.ndjson`, paymentLines(count, seed));
}

/**
 * @param {string} name
 * @param {Iterable<string>} lines each with its line feed
 */
export function cachedFile(name, lines) {
  const file = join(cacheFolder('data'), name);
  if (existsSync(file)) return file;
  const draft = `${file}.${process.pid}`;
  const out = openSync(draft, 'w');
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    writeSync(out, chunk);
    chunk = '';
  }
  writeSync(out, chunk);
  closeSync(out);
  renameSync(draft, file);
  return file;
}
