import { fileURLToPath } from 'node:url';
import { finished } from '../processes.js';
import { table, whole } from './page.js';

/** @typedef {{ position: number, seconds: number, perSecond: number, rss: number, heapUsed: number, arrayBuffers: number }} Sample */
/**
 * @typedef {object} KeyRun what the process prints
 * @property {number} events
 * @property {string} checksum
 * @property {number} seconds
 * @property {number} cpuSeconds
 * @property {Record<string, number>} partSeconds
 * @property {{ records: number, seconds: number, position: number }} slowestBatch
 * @property {number} peakBytes
 * @property {Sample[]} samples
 */

const MIB = 1024 * 1024;
const START_SECONDS = 120;
const SECONDS_PER_EVENT = 0.000_5;
/** The heap may grow to this: what is measured is how far it does. */
const HEAP_MIB = 12_288;

/**
 * A long run over many keys with both distributions, each in a process of its own.
 * @param {{ events: number, keys: number }} options
 */
export async function measureKeys({ events, keys }) {
  /** @type {Record<string, KeyRun>} */
  const runs = {};
  for (const distribution of ['uniform', 'zipf']) {
    console.error(`keys: ${events} events, ${keys} keys, ${distribution}`);
    const script = fileURLToPath(new URL('processes/keys.js', import.meta.url));
    const command = [process.execPath, `--max-old-space-size=${HEAP_MIB}`, script, String(events), String(keys), distribution];
    const { output } = await finished(command, { timeoutSeconds: START_SECONDS + events * SECONDS_PER_EVENT });
    runs[distribution] = JSON.parse(output);
  }
  const faults = Object.entries(runs).flatMap(([name, run]) => (run.events === events ? [] : [`${name}: ${run.events} vectors of ${events} events`]));
  return { keys, stateBound: null, runs, faults };
}

/**
 * @param {Awaited<ReturnType<typeof measureKeys>>} measured
 * @param {number} events
 */
export function keyLines({ keys, runs }, events) {
  return [
    '## Many keys',
    '',
    `Features only: ${whole(events)} payments of ${whole(keys)} cards (and 10,000 terminals) over 60 days, cards drawn uniformly and after Zipf with exponent 1. Making the events is not timed. There is no bound on the state in this run: what is shown is what it takes.`,
    '',
    ...table(
      ['cards', 'events per CPU-second', 'events per second', 'in the last twentieth', 'slowest 4,096 events, ms', 'peak memory, MiB', 'peak bytes a key'],
      Object.entries(runs).map(([name, { cpuSeconds, seconds, samples, slowestBatch, peakBytes }]) => [
        name,
        whole(events / cpuSeconds),
        whole(events / seconds),
        whole(samples.at(-1)?.perSecond ?? NaN),
        whole(slowestBatch.seconds * 1000),
        whole(peakBytes / MIB),
        whole(peakBytes / keys),
      ]),
    ),
    '',
  ];
}
