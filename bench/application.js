import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** @typedef {Awaited<ReturnType<typeof startApplication>>} Application */
/** @typedef {{ position: number, log_end: number, books: Record<string, number | boolean>, lane: { state: string } }} PipelineStatus */

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const KEY = 'a-key-for-benches-only-and-only-on-loopback';
const START_SECONDS = 120;
const STOP_SECONDS = 60;
const POLL_MS = 20;

/** What runs goes when this process does; its database follows it. */
const living = /** @type {Set<import('node:child_process').ChildProcess>} */ (new Set());
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/**
 * Starts the application with its embedded database in a folder, on a free port of the loopback, and waits until it is ready.
 * @param {string} pipeline folder of its document
 * @param {string} folder nothing is written outside of it
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function startApplication(pipeline, folder, env = {}) {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const log = join(folder, 'application.log');
  const out = openSync(log, 'a');
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(MILLRACE_|VITEST|NODE_OPTIONS$|NODE_ENV$)/.test(name)));
  const settings = { MILLRACE_DATA_DIR: dataDir, MILLRACE_HTTP_PORT: '0', MILLRACE_ADMIN_KEY: KEY, MILLRACE_LOG_LEVEL: 'warn', ...env };
  const child = spawn(process.execPath, [CLI, 'up', pipeline, '--json'], {
    cwd: folder,
    env: { ...inherited, ...settings },
    stdio: ['ignore', out, out],
    detached: true,
  });
  closeSync(out);
  living.add(child);
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('exit', () => resolve(void living.delete(child))));
  const url = await untilListening(child, dataDir, log);
  return { url, key: KEY, pid: child.pid ?? 0, dataDir, log, stop: () => stop(child, ended, log) };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} dataDir
 * @param {string} log
 * @returns {Promise<string>} its address
 */
async function untilListening(child, dataDir, log) {
  for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end; await sleep(POLL_MS)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      const { pid, url } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'));
      if (pid === child.pid && (await fetch(`${url}/health/ready`)).ok) return url;
    } catch {
      // Not yet.
    }
  }
  throw new Error(`the application is not ready:\n${readFileSync(log, 'utf8').slice(-2000)}`);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<void>} ended
 * @param {string} log
 */
async function stop(child, ended, log) {
  child.kill('SIGTERM');
  const late = sleep(STOP_SECONDS * 1000, 'late', { ref: false });
  if ((await Promise.race([ended, late])) !== 'late') return;
  child.kill('SIGKILL');
  throw new Error(`the application did not stop within ${STOP_SECONDS} s:\n${readFileSync(log, 'utf8').slice(-2000)}`);
}

/**
 * Sends NDJSON through the application's intake, in one streamed request.
 * @param {Application} application
 * @param {string} path such as /v1/events/payments/payment
 * @param {import('node:stream').Readable} body
 * @returns {Promise<{ accepted: number, refused_count: number }>}
 */
export function sendLines({ url, key }, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    const sending = request(url + path, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      answer.once('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${path}: ${answer.statusCode} ${text}`))));
    });
    sending.once('error', reject);
    body.pipe(sending);
  });
}

/**
 * Waits until the pipeline has committed everything that its log has, and at least `records`.
 * @param {Application} application
 * @param {string} pipeline
 * @param {number} records
 * @param {number} timeoutSeconds
 * @returns {Promise<PipelineStatus>}
 */
export async function untilCommitted({ url, key }, pipeline, records, timeoutSeconds) {
  for (const end = Date.now() + timeoutSeconds * 1000; Date.now() < end; await sleep(POLL_MS)) {
    const answer = await fetch(`${url}/v1/pipelines/${pipeline}`, { headers: { authorization: `Bearer ${key}` } });
    const status = /** @type {PipelineStatus} */ (await answer.json());
    if (answer.ok && status.position >= records && status.position === status.log_end) return status;
  }
  throw new Error(`${pipeline} did not commit ${records} records within ${timeoutSeconds} s`);
}
