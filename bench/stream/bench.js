import { readFileSync } from 'node:fs';
import { measureDurable } from './durable.js';
import { measureFeatures } from './features.js';
import { keyLines, measureKeys } from './keys.js';
import { durableLines, featureLines, predictionLines } from './page.js';
import { paymentsFile } from './payments.js';
import { PEERS } from './peers.js';
import { measurePredictions } from './predictions.js';

const PARTS = ['features', 'durable', 'predictions'];
/** The durable part keeps its rows in memory for the control. */
const DURABLE_EVENTS = 300_000;
const HISTORY_EVENTS = 100_000;
const KEY_EVENTS = 10_000_000;
const KEYS = 1_000_000;

const USAGE = `    --events 1000000   payments; the durable part takes at most ${DURABLE_EVENTS} of its own, the history of the predictions ${HISTORY_EVENTS}
    --peers LIST       of ${Object.keys(PEERS).join(', ')}
    --rounds 3         of which the median counts
    --only LIST        of ${PARTS.join(', ')}
    --seconds 30       of synchronous predictions, --asks 1000 a second while --stream 5000 events a second come in
    --keys             instead: ${KEY_EVENTS} events (or --events) of ${KEYS} cards, or a tenth as many as there are events, features only`;

/** @type {import('../run.js').Bench} */
export const bench = {
  summary: 'windows over a stream of payments, beside plain Node, Rust and Apache Flink; durable, beside COPY; asked, beside two commits',
  usage: USAGE,
  options: {
    events: { type: 'string' },
    peers: { type: 'string' },
    rounds: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string' },
    asks: { type: 'string' },
    stream: { type: 'string' },
    keys: { type: 'boolean' },
  },
  async run(values) {
    return values['keys'] ? runKeys(values) : runParts(values);
  },
};

/** @param {Record<string, any>} values */
async function runKeys(values) {
  const events = number('events', values['events'] ?? String(KEY_EVENTS));
  const { faults, ...keys } = await measureKeys({ events, keys: Math.min(KEYS, Math.ceil(events / 10)) });
  return { page: 'stream-keys', title: 'A stream of many keys', figures: { events, keys }, lines: keyLines({ ...keys, faults }, events), faults };
}

/** @param {Record<string, any>} values */
async function runParts(values) {
  const events = number('events', values['events'] ?? '1000000');
  const rounds = number('rounds', values['rounds'] ?? '3');
  const peers = chosen('peers', values['peers'], Object.keys(PEERS));
  const only = chosen('only', values['only'], PARTS);
  const load = { seconds: number('seconds', values['seconds'] ?? '30'), asksPerSecond: number('asks', values['asks'] ?? '1000') };
  const eventsPerSecond = number('stream', values['stream'] ?? '5000');
  const file = (/** @type {number} */ most) => ({ file: paymentsFile(Math.min(most, events)), events: Math.min(most, events) });
  const parts = {
    features: only.includes('features') ? await measureFeatures({ ...file(events), peers, rounds }) : undefined,
    durable: only.includes('durable') ? await measureDurable({ ...file(DURABLE_EVENTS), rounds }) : undefined,
    predictions: only.includes('predictions') ? await measurePredictions({ ...file(HISTORY_EVENTS), ...load, eventsPerSecond }) : undefined,
  };
  const lines = [
    ...(parts.features ? featureLines(parts.features, events) : []),
    ...(parts.durable ? durableLines(parts.durable) : []),
    ...(parts.predictions ? predictionLines(parts.predictions) : []),
    // Written by hand, and kept when the page is written anew.
    ...readFileSync(new URL('tried.md', import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  ];
  const faults = Object.values(parts).flatMap((part) => part?.faults ?? []);
  return { title: 'A stream of payments', figures: { events, ...parts }, lines, faults };
}

/**
 * @param {string} name
 * @param {string} text
 */
function number(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a whole number above 0, not ${text}`);
  return Number(text);
}

/**
 * @param {string} name
 * @param {string | undefined} list
 * @param {string[]} all
 */
function chosen(name, list, all) {
  const names = list?.split(',') ?? all;
  for (const one of names) if (!all.includes(one)) throw new Error(`--${name} knows ${all.join(', ')}, not ${one}`);
  return names;
}
