import { finished } from '../processes.js';
import { withScratch } from '../scratch.js';
import { median } from '../statistics.js';
import { PEERS } from './peers.js';

/** @typedef {import('./pass.js').Pass & { seconds: number, cpuSeconds: number, peakBytes: number, version: string }} Timed what a peer prints */
/** @typedef {{ whole: import('../processes.js').Finished, pass: Timed }} OnePass */
/**
 * Rates are events a second; `cold`: the whole process with its start, `warm`: inside the process, after a pass over part of the file.
 * @typedef {object} PeerFigures
 * @property {string} title
 * @property {string} version
 * @property {number} events
 * @property {string[]} checksums the different ones of all rounds
 * @property {{ perSecond: number, perCpuSecond: number }} cold
 * @property {{ perSecond: number, perCpuSecond: number }} warm
 * @property {number} peakBytes
 * @property {Record<string, number>} partSeconds
 * @property {number[]} rounds events a CPU second of each round, warm
 */

const SECONDS_PER_EVENT = 0.002;
const START_SECONDS = 120;

/**
 * All peers over the same file, one after the other in each round, so that what disturbs one disturbs its neighbours.
 * @param {{ file: string, events: number, peers: string[], rounds: number }} options
 */
export async function measureFeatures({ file, events, peers, rounds }) {
  const commands = new Map();
  for (const name of peers) commands.set(name, await PEERS[name].command());
  const warmEvents = Math.ceil(Math.min(200_000, events / 2));
  const timeoutSeconds = START_SECONDS + events * SECONDS_PER_EVENT;
  /** @type {Map<string, { cold: OnePass[], warm: OnePass[] }>} */
  const runs = new Map(peers.map((name) => [name, { cold: [], warm: [] }]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, { cold, warm }] of runs) {
      console.error(`features: round ${round + 1} of ${rounds}: ${PEERS[name].title}`);
      cold.push(await onePass(commands.get(name), file, 0, timeoutSeconds));
      warm.push(await onePass(commands.get(name), file, warmEvents, timeoutSeconds));
    }
  }
  const figures = Object.fromEntries([...runs].map(([name, { cold, warm }]) => [name, figuresOf(name, cold, warm)]));
  return { warmEvents, rounds, peers: figures, ratios: ratiosOf(figures), faults: faultsOf(figures, events) };
}

/**
 * What the vectors of a file come to by the windows that are written by hand.
 * @param {string} file
 * @param {number} events
 */
export async function expectedChecksum(file, events) {
  const { pass } = await onePass(await PEERS.node.command(), file, 0, START_SECONDS + events * SECONDS_PER_EVENT);
  return pass.checksum;
}

/**
 * @param {readonly string[]} command
 * @param {string} file
 * @param {number} warm
 * @param {number} timeoutSeconds
 * @returns {Promise<OnePass>}
 */
async function onePass(command, file, warm, timeoutSeconds) {
  return withScratch(async (scratch) => {
    const placed = command.map((part) => part.replace('{scratch}', scratch));
    const whole = await finished([...placed, file, String(warm)], { timeoutSeconds });
    return { whole, pass: JSON.parse(whole.output.trim().split('\n').at(-1) ?? '') };
  });
}

/**
 * @param {string} name
 * @param {OnePass[]} cold
 * @param {OnePass[]} warm
 * @returns {PeerFigures}
 */
function figuresOf(name, cold, warm) {
  const { events, version } = warm[0].pass;
  const rate = (/** @type {number[]} */ seconds) => events / median(seconds);
  const parts = Object.keys(warm[0].pass.partSeconds ?? {});
  return {
    title: PEERS[name].title,
    version,
    events,
    checksums: [...new Set([...cold, ...warm].map(({ pass }) => `${pass.events} events ${pass.checksum}`))],
    cold: { perSecond: rate(cold.map(({ whole }) => whole.seconds)), perCpuSecond: rate(cold.map(({ whole }) => whole.cpuSeconds)) },
    warm: { perSecond: rate(warm.map(({ pass }) => pass.seconds)), perCpuSecond: rate(warm.map(({ pass }) => pass.cpuSeconds)) },
    peakBytes: median(cold.map(({ pass }) => pass.peakBytes)),
    partSeconds: Object.fromEntries(parts.map((part) => [part, median(warm.map(({ pass }) => pass.partSeconds?.[part] ?? NaN))])),
    rounds: warm.map(({ pass }) => events / pass.cpuSeconds),
  };
}

/** What the ratios are to be at least. */
const GOALS = [
  { of: 'millrace', to: 'rust', goal: 0.55 },
  { of: 'node', to: 'rust', goal: undefined },
  { of: 'millrace', to: 'flink', goal: 8 },
  { of: 'millrace', to: 'node', goal: undefined },
];

/** @param {Record<string, PeerFigures>} figures */
function ratiosOf(figures) {
  return GOALS.filter(({ of, to }) => figures[of] && figures[to]).map(({ of, to, goal }) => ({
    of,
    to,
    goal,
    warmPerCpuSecond: figures[of].warm.perCpuSecond / figures[to].warm.perCpuSecond,
    warmPerSecond: figures[of].warm.perSecond / figures[to].warm.perSecond,
    coldPerCpuSecond: figures[of].cold.perCpuSecond / figures[to].cold.perCpuSecond,
    coldPerSecond: figures[of].cold.perSecond / figures[to].cold.perSecond,
  }));
}

/**
 * @param {Record<string, PeerFigures>} figures
 * @param {number} events
 */
function faultsOf(figures, events) {
  const faults = [];
  const answers = new Map(Object.values(figures).flatMap(({ title, checksums }) => checksums.map((checksum) => [checksum, title])));
  if (answers.size !== 1) faults.push(`the vectors differ: ${[...answers].map(([checksum, title]) => `${title} has ${checksum}`).join(', ')}`);
  for (const { title, events: seen } of Object.values(figures)) if (seen !== events) faults.push(`${title} made ${seen} vectors of ${events} events`);
  return faults;
}
