import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cpuOf, cpuOfServer, postmasterOf } from '../../test/long/processes.js';
import { sendLines, startApplication, untilCommitted } from '../application.js';
import { finished } from '../processes.js';
import { withScratch } from '../scratch.js';
import { PAYMENTS, PIPELINE } from './durable.js';
import { END_MS } from './payments.js';

/** @typedef {ReturnType<typeof import('../statistics.js').latencies>} Latencies milliseconds */
/** @typedef {{ ms: Latencies, generatorLagMs: Latencies, errors: Record<string, number> }} Measured */
/** @typedef {{ asks: Measured, stream: Measured, controlAloneMs: Latencies, controlUnderLoad: Measured, linesARequest: number, paymentsMade: number }} Seen what the load prints */

const WARM_SECONDS = 5;
const START_SECONDS = 300;
const GOAL = 8;

/**
 * Synchronous predictions at a fixed rate while events stream in, after a history.
 * @param {{ file: string, events: number, seconds: number, asksPerSecond: number, eventsPerSecond: number }} options of which `events` is the history
 */
export async function measurePredictions({ file, events, seconds, asksPerSecond, eventsPerSecond }) {
  return withScratch(async (folder) => {
    console.error(`predictions: ${seconds} s`);
    const application = await startApplication(PIPELINE, folder);
    try {
      await sendLines(application, PAYMENTS, createReadStream(file, { highWaterMark: 256 * 1024 }));
      await untilCommitted(application, 'stream', events, START_SECONDS);
      const rates = { asksPerSecond, eventsPerSecond, warmSeconds: Math.min(WARM_SECONDS, seconds) };
      const { url, key, dataDir } = application;
      const task = { url, key, dataDir, ...rates, seconds, timeMs: END_MS };
      const load = fileURLToPath(new URL('processes/load.js', import.meta.url));
      const server = postmasterOf(dataDir) ?? 0;
      const before = { application: cpuOf(application.pid), postgres: cpuOfServer(server) };
      const { output, seconds: loadSeconds } = await finished([process.execPath, load, JSON.stringify(task)], { timeoutSeconds: START_SECONDS + 3 * seconds });
      const seen = /** @type {Seen} */ (JSON.parse(output));
      const applicationCpuPercent = (100 * (cpuOf(application.pid) - before.application)) / loadSeconds;
      const postgresCpuPercent = (100 * (cpuOfServer(server) - before.postgres)) / loadSeconds;
      const { books } = await untilCommitted(application, 'stream', events + seen.paymentsMade, START_SECONDS);
      const ratios = { alone: seen.asks.ms.p99 / seen.controlAloneMs.p99, underLoad: seen.asks.ms.p99 / seen.controlUnderLoad.ms.p99 };
      return {
        history: events,
        seconds,
        ...rates,
        ...seen,
        applicationCpuPercent,
        postgresCpuPercent,
        ratios,
        goal: GOAL,
        faults: faultsOf(seen, books, events),
      };
    } finally {
      await application.stop();
    }
  });
}

/**
 * @param {Seen} seen
 * @param {Record<string, number | boolean>} books
 * @param {number} history
 */
function faultsOf({ asks, stream, paymentsMade }, books, history) {
  const faults = [];
  for (const [what, { errors }] of Object.entries({ prediction: asks, intake: stream }))
    for (const [error, count] of Object.entries(errors)) faults.push(`${count} requests to the ${what} failed: ${error}`);
  if (books['predicted'] !== history + paymentsMade) faults.push(`of ${history + paymentsMade} events ${books['predicted']} were predicted`);
  return faults;
}
