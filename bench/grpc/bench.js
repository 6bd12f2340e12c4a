import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from '../statistics.js';
import { withScratch } from '../scratch.js';
import { connect, measureRound } from './load.js';

/** @typedef {'bare' | 'millrace'} Face */
/** @typedef {import('./load.js').Round & { cpuUs: number }} Measured cpuUs of the server process, per request */

const GOAL = 0.85;
const KEY = 'a-key-for-benches-only-and-only-on-loopback';
const SERVERS = fileURLToPath(new URL('processes/servers.js', import.meta.url));
const FACES = /** @type {const} */ (['bare', 'millrace']);

/** @type {import('../run.js').Bench} */
export const bench = {
  summary: 'unary Predict beside bare grpc-js that asks the same application in the same process',
  usage: `    --requests 5000    of a round
    --rounds 7         of each face, taking turns, of which the median counts
    --concurrency 64   requests under way`,
  options: { requests: { type: 'string' }, rounds: { type: 'string' }, concurrency: { type: 'string' } },
  async run(values) {
    const [requests, rounds, concurrency] = [values['requests'] ?? 5000, values['rounds'] ?? 7, values['concurrency'] ?? 64].map(Number);
    if (![requests, rounds, concurrency].every((value) => Number.isInteger(value) && value > 0))
      throw new Error('--requests, --rounds and --concurrency take whole numbers');
    const measured = await withScratch((folder) => measure(folder, { requests, rounds, concurrency }));
    return outcome(measured, { requests, rounds, concurrency });
  },
};

/**
 * @param {string} folder
 * @param {{ requests: number, rounds: number, concurrency: number }} load
 * @returns {Promise<Record<Face, Measured[]>>}
 */
async function measure(folder, { requests, rounds, concurrency }) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MILLRACE_')));
  const child = fork(SERVERS, [folder], { env: { ...env, MILLRACE_ADMIN_KEY: KEY } });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const gone = ended.then(() => {
    throw new Error('the servers ended');
  });
  gone.catch(() => undefined);
  const told = async () => (await Promise.race([once(child, 'message'), gone]))[0];
  try {
    const addresses = await told();
    const cpuUs = async () => {
      const answer = told();
      child.send('cpu');
      return (await answer).cpuUs;
    };
    const clients = { bare: connect(addresses.bare, KEY), millrace: connect(addresses.millrace, KEY) };
    const results = /** @type {Record<Face, Measured[]>} */ ({ bare: [], millrace: [] });
    for (let round = -1; round < rounds; round++) {
      // Who begins changes: what the other left behind falls on both.
      for (const face of round % 2 === 0 ? FACES : FACES.toReversed()) {
        const before = await cpuUs();
        const measured = await measureRound(clients[face], { requests, concurrency, name: `${face}-${round}` });
        // The first round warms up.
        if (round >= 0) results[face].push({ ...measured, cpuUs: ((await cpuUs()) - before) / requests });
      }
    }
    for (const face of FACES) clients[face].close();
    return results;
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

/**
 * @param {Record<Face, Measured[]>} measured
 * @param {{ requests: number, rounds: number, concurrency: number }} load
 * @returns {import('../run.js').Outcome}
 */
function outcome(measured, load) {
  const of = (/** @type {Face} */ face) => {
    const middle = (/** @type {keyof Measured} */ part) => median(measured[face].map((round) => round[part]));
    return { perSecond: middle('perSecond'), cpuUs: middle('cpuUs'), p50Ms: middle('p50Ms'), p99Ms: middle('p99Ms') };
  };
  const [bare, millrace] = FACES.map(of);
  // Neighbours in time are compared with each other: a machine that slows down slows both.
  const ratio = median(measured.millrace.map((round, n) => round.perSecond / measured.bare[n].perSecond));
  const cpuRatio = median(measured.millrace.map((round, n) => measured.bare[n].cpuUs / round.cpuUs));
  const row = (/** @type {string} */ name, /** @type {typeof bare} */ { perSecond, cpuUs, p50Ms, p99Ms }) =>
    `| ${name} | ${Math.round(perSecond)} | ${Math.round(cpuUs)} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} |`;
  const lines = [
    `${load.rounds} rounds of ${load.requests} requests, ${load.concurrency} under way, from another process; both faces take turns. Both servers live in one process`,
    'and ask the same application for durable predictions, so what differs is the face: Nest, the key, the status of errors.',
    '',
    '| | requests/s | CPU µs a request | p50 ms | p99 ms |',
    '|---|---|---|---|---|',
    row('bare grpc-js', bare),
    row('Millrace', millrace),
    '',
    `Requests/s, Millrace to bare: **${ratio.toFixed(3)}**; CPU, bare to Millrace: **${cpuRatio.toFixed(3)}** (goal: at least ${GOAL}).`,
  ];
  return { title: 'gRPC beside bare grpc-js', figures: { ...load, bare, millrace, ratio, cpuRatio, goal: GOAL, rounds_measured: measured }, lines, faults: [] };
}
