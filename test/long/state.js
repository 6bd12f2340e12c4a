import { fileURLToPath } from 'node:url';
import { finished } from '../../bench/processes.js';
import { withScratch } from '../../bench/scratch.js';

/** @typedef {{ position: number, perSecond: number, rss: number, stateBytes: number, resident: number, evicted: number, images: number, broughtBack: number }} Sample */
/**
 * @typedef {object} StateRun what a process prints
 * @property {number} events
 * @property {number} keys
 * @property {string} distribution
 * @property {string} checksum of all vectors
 * @property {number} seconds
 * @property {number} cpuSeconds
 * @property {number} images written
 * @property {number} broughtBack
 * @property {{ bytes: number, rss: number, batchSeconds: number }} peak
 * @property {Sample[]} samples
 * @property {{ seconds: number, bytes: number, resident: number, evicted: number, same: boolean }} recovered
 */

const MIB = 1024 * 1024;
const EVENTS = 10_000_000;
const KEYS = 1_000_000;
const FEW_KEYS = 10_000;
const BYTES = 512 * MIB;
/** Events whose vectors are compared with those of a state without a bound, under one that holds a small part of the keys. */
const COMPARED = 200_000;
const COMPARED_KEYS = 50_000;
const COMPARED_BYTES = 8 * MIB;
const UNBOUNDED = 1e15;
/** What many keys may cost beside few. */
const LEAST_RATIO = 2 / 3;
const START_SECONDS = 300;
const SECONDS_PER_EVENT = 0.001;

/**
 * Many keys under a bound, features only, images and deltas in an embedded PostgreSQL: memory and throughput, beside few keys.
 * @param {{ events?: number | undefined, keys?: number | undefined, stateBytes?: number | undefined }} options
 */
export async function stateCampaign({ events = EVENTS, keys = KEYS, stateBytes = BYTES }) {
  const faults = [];
  const free = await run({ events: COMPARED, keys: COMPARED_KEYS, distribution: 'zipf', bytes: UNBOUNDED });
  const tight = await run({ events: COMPARED, keys: COMPARED_KEYS, distribution: 'zipf', bytes: COMPARED_BYTES });
  if (free.checksum !== tight.checksum) faults.push(`the vectors of ${COMPARED} events differ under a bound of ${COMPARED_BYTES / MIB} MiB`);
  if (tight.broughtBack === 0) faults.push('no key came back under the bound that was to be compared');
  const few = await run({ events, keys: FEW_KEYS, distribution: 'zipf', bytes: stateBytes });
  const many = [];
  for (const distribution of /** @type {const} */ (['zipf', 'uniform'])) many.push(await run({ events, keys, distribution, bytes: stateBytes }));
  for (const one of [tight, few, ...many]) print(one);
  for (const one of [few, ...many]) {
    if (one.peak.bytes > stateBytes) faults.push(`${one.keys} keys, ${one.distribution}: the state took ${mib(one.peak.bytes)} MiB of ${mib(stateBytes)}`);
    if (one.recovered.bytes > stateBytes || !one.recovered.same)
      faults.push(`${one.keys} keys, ${one.distribution}: recovered to ${JSON.stringify(one.recovered)}`);
  }
  const ratio = few.seconds / many[0].seconds;
  console.log(`${keys} keys after Zipf: ${ratio.toFixed(2)} of the throughput of ${FEW_KEYS} keys`);
  if (ratio < LEAST_RATIO) faults.push(`${keys} keys after Zipf have ${ratio.toFixed(2)} of the throughput of ${FEW_KEYS} keys, not ${LEAST_RATIO.toFixed(2)}`);
  return faults;
}

/**
 * @param {{ events: number, keys: number, distribution: 'zipf' | 'uniform', bytes: number }} task
 * @returns {Promise<StateRun>}
 */
async function run({ events, keys, distribution, bytes }) {
  console.log(`--- ${events} events of ${keys} keys, ${distribution}`);
  return withScratch(async (folder) => {
    const script = fileURLToPath(new URL('state-run.js', import.meta.url));
    const command = [process.execPath, script, folder, ...[events, keys, distribution, bytes].map(String)];
    const { output } = await finished(command, { timeoutSeconds: START_SECONDS + events * SECONDS_PER_EVENT });
    return JSON.parse(output);
  });
}

/** @param {StateRun} run */
function print({ events, keys, distribution, seconds, cpuSeconds, images, broughtBack, peak, samples, recovered }) {
  console.log(
    `${keys} keys, ${distribution}: ${Math.round(events / seconds)} events/s (${Math.round(events / cpuSeconds)} a CPU second of the process), ` +
      `${images} images written, ${broughtBack} keys brought back, slowest batch ${Math.round(peak.batchSeconds * 1000)} ms; ` +
      `at most ${mib(peak.bytes)} MiB of state, ${mib(peak.rss)} MiB resident; recovered in ${recovered.seconds.toFixed(1)} s to ${mib(recovered.bytes)} MiB`,
  );
  console.log('  events     events/s  RSS MiB  state MiB      keys   evicted');
  for (const sample of samples)
    console.log(
      `  ${pad(sample.position, 9)}  ${pad(Math.round(sample.perSecond), 8)}  ${pad(mib(sample.rss), 7)}  ${pad(mib(sample.stateBytes), 9)}  ${pad(sample.resident, 8)}  ${pad(sample.evicted, 8)}`,
    );
}

/** @param {number} bytes */
function mib(bytes) {
  return Math.round(bytes / MIB);
}

/**
 * @param {number} value
 * @param {number} width
 */
function pad(value, width) {
  return String(value).padStart(width);
}
