import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cpuOf } from '../../test/long/processes.js';
import { sendLines, startApplication, untilCommitted } from '../application.js';
import { finished } from '../processes.js';
import { withScratch } from '../scratch.js';
import { PAYMENTS, PIPELINE } from '../stream/durable.js';
import { END_MS, paymentsFile } from '../stream/payments.js';
import { watchMemory } from './memory.js';

/** @typedef {import('../stream/predictions.js').Seen} Seen */
/**
 * @typedef {object} Load
 * @property {number} sockets
 * @property {number} bytesPerSecond that each takes
 * @property {number} seconds of a phase
 * @property {number} rounds of two phases each: without the readers, then with them
 * @property {number} asksPerSecond
 * @property {number} eventsPerSecond
 * @property {number} history events before the first phase
 */
/**
 * @typedef {object} Phase
 * @property {boolean} readers
 * @property {Seen} seen
 * @property {number} applicationCpuPercent
 * @property {{ residentBytes: number, kernelBytes: number }[]} memory
 * @property {{ seconds: number, taken: { bytes: number, predictions: number, ended: boolean }[] }} [slow] what the readers took, and in what time
 * @property {{ first?: number, last?: number, predictions: number, faults: string[], ended: boolean }[]} [checked] after they took the rest
 */

const START_SECONDS = 300;
/** Readers that take the rest of a phase at the end, so that what they got is compared with what was committed. */
const CHECKED = 5;
const READERS = fileURLToPath(new URL('processes/readers.js', import.meta.url));
const LOAD = fileURLToPath(new URL('../stream/processes/load.js', import.meta.url));
const STREAM = '/v1/pipelines/stream/predictions/stream';

/** @param {Load} load @returns {Promise<{ phases: Phase[], faults: string[] }>} */
export function measure(load) {
  return withScratch(async (folder) => {
    const application = await startApplication(PIPELINE, folder);
    try {
      await sendLines(application, PAYMENTS, createReadStream(paymentsFile(load.history)));
      await untilCommitted(application, 'stream', load.history, START_SECONDS);
      const context = { application, load, made: 0, timeMs: END_MS, records: load.history };
      // What is compiled and grown once must not fall on one of them.
      await onePhase(context, false);
      const phases = [];
      for (let round = 0; round < load.rounds; round++)
        for (const readers of [false, true]) {
          console.error(`sse: round ${round + 1} of ${load.rounds}, ${readers ? 'with' : 'without'} readers`);
          phases.push(await onePhase(context, readers));
        }
      return { phases, faults: phases.flatMap((phase) => faultsOf(phase)) };
    } finally {
      await application.stop();
    }
  });
}

/**
 * @param {{ application: import('../application.js').Application, load: Load, made: number, timeMs: number, records: number }} context which moves on
 * @param {boolean} readers
 * @returns {Promise<Phase>}
 */
async function onePhase(context, readers) {
  const { application, load } = context;
  const { url, key, dataDir, pid } = application;
  const began = performance.now();
  const following = readers ? await openReaders(application, load) : undefined;
  const stopWatch = watchMemory(pid, Number(new URL(url).port));
  try {
    const cpu = cpuOf(pid);
    const { asksPerSecond, eventsPerSecond, seconds } = load;
    const task = { url, key, dataDir, asksPerSecond, eventsPerSecond, warmSeconds: 0, seconds, timeMs: context.timeMs, made: context.made };
    const { output, seconds: took } = await finished([process.execPath, LOAD, JSON.stringify(task)], { timeoutSeconds: START_SECONDS + 3 * seconds });
    const applicationCpuPercent = (100 * (cpuOf(pid) - cpu)) / took;
    const memory = stopWatch();
    const slow = await following?.taken();
    const seen = /** @type {Seen} */ (JSON.parse(output));
    context.made += seen.paymentsMade;
    context.records += seen.paymentsMade;
    context.timeMs += performance.now() - began;
    await untilCommitted(application, 'stream', context.records, START_SECONDS);
    const checked = await following?.checked(context.records - 1);
    return { readers, seen, applicationCpuPercent, memory, ...(slow ? { slow } : {}), ...(checked ? { checked } : {}) };
  } finally {
    stopWatch();
    await following?.close();
  }
}

/** @param {import('../application.js').Application} application @param {Load} load */
async function openReaders({ url, key }, { sockets, bytesPerSecond }) {
  const task = { url, key, path: STREAM, sockets, bytesPerSecond, checked: Math.min(CHECKED, sockets) };
  const child = fork(READERS, [JSON.stringify(task)]);
  const ended = once(child, 'exit');
  const gone = ended.then(() => {
    throw new Error('the readers ended');
  });
  gone.catch(() => undefined);
  const told = async () => (await Promise.race([once(child, 'message'), gone]))[0];
  const asked = async (/** @type {'end' | { upTo: number }} */ message) => {
    const answer = told();
    child.send(message);
    return answer;
  };
  const { open } = await told();
  if (open !== sockets) throw new Error(`${open} of ${sockets} readers could follow`);
  return {
    taken: async () => /** @type {NonNullable<Phase['slow']>} */ (await asked('end')),
    checked: async (/** @type {number} */ upTo) => /** @type {NonNullable<Phase['checked']>} */ ((await asked({ upTo })).checked),
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** @param {Phase} phase */
function faultsOf({ seen, slow, checked = [], readers }) {
  const faults = [];
  for (const [what, { errors }] of Object.entries({ prediction: seen.asks, intake: seen.stream }))
    for (const [error, count] of Object.entries(errors)) faults.push(`${count} requests to the ${what} failed: ${error}`);
  if (!readers) return faults;
  const ended = slow?.taken.filter((reader) => reader.ended).length ?? 0;
  if (ended > 0) faults.push(`${ended} streams ended while their readers were slow`);
  for (const reader of checked) {
    faults.push(...reader.faults);
    if (reader.predictions < seen.paymentsMade) faults.push(`a slow reader got ${reader.predictions} of ${seen.paymentsMade} predictions`);
  }
  return faults;
}
