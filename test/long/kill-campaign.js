import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApplication, startSend, statusOf, stopApplication, tail, untilReady } from './application.js';
import { checkRun, checkVerify } from './checks.js';
import { undisturbedRun } from './fraud-run.js';
import { describeKill, planKills } from './kill-plan.js';
import { childrenOf, isAlive, postmasterOf } from './processes.js';
import { checkProcesses, sendAll } from './replay.js';
import { inWorkspace, newDataDir } from './workspace.js';

/** @typedef {import('./application.js').Application} Application */
/** @typedef {import('./application.js').Started} Started */
/** @typedef {import('./kill-plan.js').Kill} Kill */
/** @typedef {import('./workspace.js').Workspace} Workspace */

const POLL_MS = 15;
const STALLED_MS = 120_000;
const DEATH_MS = 30_000;

/**
 * The same replay twice, the second time under `kill -9`, with its log in Kafka and its state under a bound where those are named; both must
 * say the same to the byte.
 * @param {{ stateBytes?: number | undefined, kills?: number, seed?: string | undefined, rows?: number | undefined, keep?: boolean | undefined, kafka?: import('../checker/kafka-log.js').KafkaPlace }} options
 * @returns {Promise<string[]>} faults
 */
export async function killCampaign({ kills = 20, seed = randomBytes(4).toString('hex'), rows, keep, kafka, stateBytes }) {
  console.log(`seed ${seed}: the same kills again with --seed ${seed} --kills ${kills}${rows === undefined ? '' : ` --rows ${rows}`}`);
  const compare = async (/** @type {Workspace} */ workspace) => {
    console.log('--- undisturbed');
    const reference = await undisturbedRun(workspace, newDataDir(workspace, 'undisturbed'), { verify: false });
    console.log('--- with kills');
    const disturbed = await disturbedRun({ ...workspace, ...(kafka ? { kafka } : {}), stateBytes }, newDataDir(workspace, 'killed'), planKills(seed, kills));
    const faults = [...reference.faults.map((fault) => `undisturbed: ${fault}`), ...disturbed.faults];
    if (disturbed.cores.sha256 !== reference.cores.sha256)
      faults.push(`the predictions differ: ${disturbed.cores.sha256} after kills, ${reference.cores.sha256} without`);
    return faults.map((fault) => `seed ${seed}: ${fault}`);
  };
  return inWorkspace({ rows, keep }, compare).catch((error) => {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
  });
}

/**
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @param {readonly Kill[]} kills
 */
async function disturbedRun(workspace, dataDir, kills) {
  for (const [i, kill] of kills.entries()) {
    const reached = await lifeUntil(workspace, dataDir, kill);
    console.log(`kill ${i + 1}: ${describeKill(kill)}; ${reached}`);
  }
  const application = await startApplication(workspace, dataDir);
  try {
    await untilReady(application);
    await sendAll(workspace, application);
    const result = await checkRun(workspace, dataDir);
    result.faults.push(...(await checkVerify(workspace, dataDir)));
    return result;
  } finally {
    await stopApplication(application);
  }
}

/**
 * Starts application and `send`, and kills both at the planned moment.
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @param {Kill} kill
 */
async function lifeUntil(workspace, dataDir, kill) {
  const application = await startApplication(workspace, dataDir);
  /** @type {Started | undefined} */
  let send;
  try {
    if ('afterStartMs' in kill.moment) {
      await sleep(kill.moment.afterStartMs);
      if (!application.running()) throw new Error(`the application ended, not by us, with ${await application.ended}:\n${tail(application.log)}`);
      return 'while starting';
    }
    await untilReady(application);
    send = startSend(workspace, dataDir);
    return await untilProgress(workspace, application, send, kill.moment.progress);
  } finally {
    await strike(application, send, kill);
  }
}

/**
 * @param {Workspace} workspace
 * @param {Application} application
 * @param {Started} send
 * @param {number} progress
 */
async function untilProgress({ records }, application, send, progress) {
  let [last, movedAt] = [-1, Date.now()];
  for (; ; await sleep(POLL_MS)) {
    await checkProcesses(application, send);
    const status = await statusOf(application);
    if (status?.lane?.state === 'failed') throw new Error(`the lane failed: ${JSON.stringify(status.lane.error)}`);
    const done = (status?.position ?? 0) + (status?.log_end ?? 0);
    if (done >= progress * 2 * records) return `log ${status?.log_end ?? 0}, position ${status?.position ?? 0}`;
    if (done !== last) [last, movedAt] = [done, Date.now()];
    else if (Date.now() - movedAt > STALLED_MS)
      throw new Error(`nothing moved for ${STALLED_MS / 1000} s: ${JSON.stringify(status)}\n${tail(application.log)}`);
  }
}

/**
 * @param {Application} application
 * @param {Started | undefined} send
 * @param {Kill} kill
 */
async function strike(application, send, { victim, sendFirst }) {
  const server = victim === 'all' ? serverProcesses(application.dataDir) : [];
  if (sendFirst) killIfAlive(send);
  // The database first: the application must not be its last witness.
  for (const pid of server) killPid(pid);
  killIfAlive(application);
  if (!sendFirst) killIfAlive(send);
  await Promise.all([application.ended, send?.ended]);
  for (const end = Date.now() + DEATH_MS; server.some(isAlive); await sleep(5))
    if (Date.now() > end) throw new Error('a killed PostgreSQL process still lives');
}

/**
 * Postmaster first, so that it starts no new process in the meantime.
 * @param {string} dataDir
 */
function serverProcesses(dataDir) {
  const postmaster = postmasterOf(dataDir);
  return postmaster === undefined ? [] : [postmaster, ...childrenOf(postmaster)];
}

/** @param {Started | undefined} started */
function killIfAlive(started) {
  if (started?.running()) killPid(started.pid);
}

/** @param {number} pid */
function killPid(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
