import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI, RUN, RUN_NAME } from './workspace.js';

/** @typedef {import('./workspace.js').Workspace} Workspace */
/**
 * A process that was started here, with its end.
 * @typedef {object} Started
 * @property {number} pid
 * @property {string} log file of its output
 * @property {Promise<number | string>} ended exit code, or name of the signal that ended it
 * @property {() => boolean} running
 */
/** @typedef {Started & { url: string, dataDir: string }} Application */
/** @typedef {{ position: number, log_end: number, p99_ms: number | null, lane?: { state: string, error?: { code: string, message: string } } }} RunStatus */

/** What runs goes when this process does, whatever ends it: no application outlives its test. */
const living = /** @type {Set<import('node:child_process').ChildProcess>} */ (new Set());
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 60_000;
const POLL_MS = 25;

/** The same for every run that is to be compared: ids are made with the first. */
const ID_KEY = '5d'.repeat(32);
export const ADMIN_KEY = 'a-key-for-tests-of-the-replay-only';

/**
 * @param {Workspace} workspace
 * @param {string} dataDir
 */
function environment({ folder, kafka, stateBytes }, dataDir) {
  const log = kafka ? { MILLRACE_LOG: 'kafka', MILLRACE_KAFKA_BROKERS: kafka.brokers } : {};
  if (kafka) writeFileSync(join(folder, 'millrace.yaml'), `kafka: { topicPrefix: ${kafka.prefix} }\n`);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('MILLRACE_') && !name.startsWith('VITEST') && name !== 'NODE_OPTIONS' && name !== 'NODE_ENV',
  );
  const bound = stateBytes === undefined ? {} : { MILLRACE_STATE_BYTES: String(stateBytes) };
  const fixed = { MILLRACE_DATA_DIR: dataDir, MILLRACE_ID_KEY: ID_KEY, MILLRACE_ADMIN_KEY: ADMIN_KEY };
  return { cwd: folder, env: { ...Object.fromEntries(inherited), ...log, ...bound, ...fixed } };
}

/**
 * @param {string[]} args of the command
 * @param {import('node:child_process').SpawnOptions} options
 * @param {string} log
 * @returns {Started}
 */
function start(args, options, log) {
  const out = openSync(log, 'a');
  const child = spawn(process.execPath, [CLI, ...args], { ...options, stdio: ['ignore', out, out] });
  closeSync(out);
  living.add(child);
  child.once('exit', () => living.delete(child));
  /** @type {Promise<number | string>} */
  const ended = new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'no code'));
    child.once('error', reject);
  });
  return { pid: child.pid ?? -1, log, ended, running: () => child.exitCode === null && child.signalCode === null };
}

/**
 * Starts the application in a process group of its own; it may not be ready yet.
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @returns {Promise<Application>}
 */
export async function startApplication(workspace, dataDir) {
  const [http, grpc] = [await freePort(), await freePort()];
  const options = environment(workspace, dataDir);
  const env = { ...options.env, MILLRACE_HTTP_PORT: String(http), MILLRACE_GRPC_PORT: String(grpc) };
  const started = start(['up', workspace.pipeline], { ...options, env, detached: true }, join(dataDir, 'application.log'));
  return { ...started, url: `http://127.0.0.1:${http}`, dataDir };
}

/** @param {Application} application */
export async function untilReady(application) {
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(POLL_MS)) {
    if (!application.running()) throw new Error(`the application ended with ${await application.ended}:\n${tail(application.log)}`);
    const answer = await fetch(`${application.url}/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    // Commands find the application by this file; a killed one leaves its own behind.
    if (answer?.ok && announced(application)) return;
  }
  throw new Error(`the application was not ready after ${START_TIMEOUT_MS / 1000} s:\n${tail(application.log)}`);
}

/** @param {Application} application */
function announced({ dataDir, pid }) {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')).pid === pid;
  } catch {
    return false;
  }
}

/**
 * Where the run stands; undefined while it is not there yet.
 * @param {Application} application
 * @returns {Promise<RunStatus | undefined>}
 */
export async function statusOf(application) {
  const answer = await fetch(`${application.url}/v1/pipelines/${encodeURIComponent(RUN)}`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } }).catch(
    async (error) => {
      // A process that just died is known to be dead a moment later.
      await Promise.race([application.ended, sleep(2_000, undefined, { ref: false })]);
      const state = application.running() ? 'runs, but does not answer' : `ended, not by us, with ${await application.ended}`;
      throw new Error(`the application ${state} (${error.cause?.message ?? error.message}):\n${tail(application.log)}`, { cause: error });
    },
  );
  if (answer.ok) return /** @type {RunStatus} */ (await answer.json());
  const text = await answer.text();
  if (answer.status === 404) return undefined;
  throw new Error(`GET ${RUN}: ${answer.status} ${text}`);
}

/** @param {Application} application */
export async function stopApplication(application) {
  if (!application.running()) return application.ended;
  process.kill(application.pid, 'SIGTERM');
  const late = sleep(STOP_TIMEOUT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`the application did not stop within ${STOP_TIMEOUT_MS / 1000} s:\n${tail(application.log)}`);
  });
  return Promise.race([application.ended, late]);
}

/**
 * Sends the payments into the run, as a process of its own.
 * @param {Workspace} workspace
 * @param {string} dataDir
 */
export function startSend(workspace, dataDir) {
  const args = ['send', workspace.file, '--as', 'payment', '--map', workspace.map, '--run', RUN_NAME];
  return start(args, environment(workspace, dataDir), join(dataDir, 'send.log'));
}

/**
 * Runs a command of the application to its end.
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @param {string[]} args
 */
export async function commandOf(workspace, dataDir, args) {
  const log = join(dataDir, `${args[0]}-${Date.now()}.log`);
  const code = await start(args, environment(workspace, dataDir), log).ended;
  return { code, output: readFileSync(log, 'utf8') };
}

/** @param {string} log */
export function tail(log) {
  return readFileSync(log, 'utf8').split('\n').slice(-25).join('\n');
}

/** @returns {Promise<number>} a port that nothing listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
