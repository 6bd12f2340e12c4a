import { setTimeout as sleep } from 'node:timers/promises';
import { embeddedServer, withClient } from '../checker/database.js';
import * as sql from '../checker/sql.js';
import { startApplication, startSend, statusOf, stopApplication, tail, untilReady } from './application.js';
import { cpuOf, cpuOfServer, peakMemoryOf, postmasterOf, sharedMemoryOf } from './processes.js';

/** @typedef {import('./application.js').Application} Application */
/** @typedef {import('./application.js').Started} Started */
/** @typedef {import('./workspace.js').Workspace} Workspace */
/**
 * What one undisturbed replay took.
 * @typedef {object} Figures
 * @property {number} records
 * @property {number} seconds from the start of `send` until every record is worked
 * @property {number} recordsPerSecond
 * @property {number} startSeconds from the start of the application until it was ready, its database made
 * @property {{ application: number, postgres: number, send: number }} cpuSeconds
 * @property {{ application: number, postgres: number, send: number }} peakBytes
 * @property {number} walBytesPerRecord
 * @property {number} databaseBytes
 */

const POLL_MS = 200;
const STALLED_MS = 120_000;

/**
 * Starts the application on an empty data folder, sends the payments, waits until all is worked, and measures.
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @returns {Promise<{ application: Application, figures: Figures }>} the application still runs
 */
export async function replay(workspace, dataDir) {
  const starting = Date.now();
  const application = await startApplication(workspace, dataDir);
  try {
    await untilReady(application);
    const startSeconds = (Date.now() - starting) / 1000;
    return { application, figures: { ...(await measured(workspace, application)), startSeconds } };
  } catch (error) {
    await stopApplication(application).catch(() => process.kill(application.pid, 'SIGKILL'));
    throw error;
  }
}

/**
 * @param {Workspace} workspace
 * @param {Application} application
 * @returns {Promise<Omit<Figures, 'startSeconds'>>}
 */
async function measured(workspace, application) {
  const { dataDir } = application;
  const server = embeddedServer(dataDir);
  const postmaster = postmasterOf(dataDir) ?? 0;
  const before = { cpu: { application: cpuOf(application.pid), postgres: cpuOfServer(postmaster) }, wal: await numberOf(server, sql.WAL_POSITION) };
  const peak = { application: 0, postgres: 0, send: 0 };
  let sendCpu = 0;
  const look = (/** @type {Started} */ send) => {
    if (send.running()) sendCpu = Math.max(sendCpu, cpuOf(send.pid));
    peak.send = Math.max(peak.send, peakMemoryOf(send.pid));
    peak.application = Math.max(peak.application, peakMemoryOf(application.pid));
    peak.postgres = Math.max(peak.postgres, sharedMemoryOf(postmaster));
  };
  const seconds = await sendAll(workspace, application, look);
  const wal = (await numberOf(server, sql.WAL_POSITION)) - before.wal;
  return {
    records: workspace.records,
    seconds,
    recordsPerSecond: workspace.records / seconds,
    cpuSeconds: { application: cpuOf(application.pid) - before.cpu.application, postgres: cpuOfServer(postmaster) - before.cpu.postgres, send: sendCpu },
    peakBytes: peak,
    walBytesPerRecord: wal / workspace.records,
    databaseBytes: await numberOf(server, sql.DATABASE_BYTES),
  };
}

/**
 * Sends the payments and waits until all is worked; returns the seconds from the start of `send` until then.
 * @param {Workspace} workspace
 * @param {Application} application
 * @param {(send: Started) => void} [look] called all the time
 */
export async function sendAll(workspace, application, look) {
  const start = performance.now();
  const send = startSend(workspace, application.dataDir);
  try {
    await untilWorked(workspace, application, send, look);
    const seconds = (performance.now() - start) / 1000;
    await sendEnded(send);
    return seconds;
  } finally {
    if (send.running()) process.kill(send.pid, 'SIGKILL');
  }
}

/**
 * Waits until the run has worked every record that the file comes to. Throws when a process ends, the lane fails, or nothing moves for two minutes.
 * @param {Workspace} workspace
 * @param {Application} application
 * @param {Started} send
 * @param {(send: Started) => void} [look]
 */
async function untilWorked(workspace, application, send, look) {
  let [last, movedAt] = [-1, Date.now()];
  for (; ; await sleep(POLL_MS)) {
    look?.(send);
    await checkProcesses(application, send);
    const status = await statusOf(application);
    if (status?.lane?.state === 'failed') throw new Error(`the lane failed: ${JSON.stringify(status.lane.error)}`);
    if (status && status.position > workspace.records) throw new Error(`the run stands at ${status.position}, the file comes to ${workspace.records} records`);
    if (status && status.position === workspace.records) return;
    const now = (status?.position ?? 0) + (status?.log_end ?? 0);
    if (now !== last) [last, movedAt] = [now, Date.now()];
    else if (Date.now() - movedAt > STALLED_MS)
      throw new Error(`nothing moved for ${STALLED_MS / 1000} s: ${JSON.stringify(status)}\n${tail(application.log)}\n${tail(send.log)}`);
  }
}

/**
 * Throws when the application has ended, or `send` with anything but success.
 * @param {Application} application
 * @param {Started} send
 */
export async function checkProcesses(application, send) {
  if (!application.running()) throw new Error(`the application ended, not by us, with ${await application.ended}:\n${tail(application.log)}`);
  const code = send.running() ? 0 : await send.ended;
  if (code !== 0) throw new Error(`send ended with ${code}:\n${tail(send.log)}`);
}

/** @param {Started} send */
async function sendEnded(send) {
  const code = await Promise.race([send.ended, sleep(60_000, undefined, { ref: false })]);
  if (code === undefined) throw new Error(`send does not end, though all is worked:\n${tail(send.log)}`);
  if (code !== 0) throw new Error(`send ended with ${code}:\n${tail(send.log)}`);
}

/**
 * @param {import('pg').ClientConfig} server
 * @param {string} query with one number as its only value
 */
async function numberOf(server, query) {
  const { rows } = await withClient(server, (client) => client.query(query));
  return Number(rows[0].bytes);
}
