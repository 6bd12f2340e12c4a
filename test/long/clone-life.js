import { spawn, spawnSync } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, tail } from './application.js';
import { isAlive, postmasterOf } from './processes.js';

const PREDICTION_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 60_000;
const POLL_MS = 20;
const PIPELINE = '/v1/pipelines/card-fraud';
let lives = 0;

/**
 * `npm start` in a clone, in a process group of its own as in a terminal.
 * @typedef {object} Life
 * @property {import('./clone.js').Clone} clone
 * @property {number} pid of npm, and of its group
 * @property {string} log
 * @property {string} url
 * @property {number} startedAt milliseconds since 1970
 * @property {Promise<string>} ended exit code of npm or name of its signal
 * @property {() => boolean} running
 * @property {() => void} kill what still runs
 */

/**
 * @param {import('./clone.js').Clone} clone
 * @returns {Promise<Life>}
 */
export async function startClone(clone) {
  const log = `${clone.folder}-${++lives}.log`;
  const out = openSync(log, 'a');
  const [http, grpc] = [await freePort(), await freePort()];
  const env = { ...clone.options.env, MILLRACE_HTTP_PORT: String(http), MILLRACE_GRPC_PORT: String(grpc) };
  const startedAt = Date.now();
  const child = spawn('npm', ['start'], { ...clone.options, env, detached: true, stdio: ['ignore', out, out] });
  const pid = child.pid ?? -1;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve, reject) => {
    child.once('exit', (code, signal) => resolve(String(code ?? signal)));
    child.once('error', reject);
  });
  const running = () => child.exitCode === null && child.signalCode === null;
  const kill = () => void (running() && process.kill(-pid, 'SIGKILL'));
  return { clone, pid, log, url: `http://127.0.0.1:${http}`, startedAt, ended, running, kill };
}

/**
 * Waits for a prediction that this life made.
 * @param {Life} life
 * @returns {Promise<number>} seconds since `npm start`
 */
export async function untilPredicted(life) {
  for (const end = Date.now() + PREDICTION_TIMEOUT_MS; Date.now() < end; await sleep(POLL_MS)) {
    if (!life.running()) throw new Error(`npm start ended with ${await life.ended}:\n${tail(life.log)}`);
    const found = await ask(life, `${PIPELINE}/predictions?limit=1`).catch(() => undefined);
    if (Date.parse(found?.predictions?.[0]?.predicted_at) > life.startedAt) return (Date.now() - life.startedAt) / 1000;
  }
  throw new Error(`no prediction after ${PREDICTION_TIMEOUT_MS / 1000} s:\n${tail(life.log)}`);
}

/**
 * Pastes the request that the start-up printed into a shell, away from the clone.
 * @param {Life} life
 * @returns {string[]} faults
 */
export function tryCurl(life) {
  const line = /^ *(curl .*)$/m.exec(readFileSync(life.log, 'utf8'))?.[1];
  if (!line) return ['the start-up prints no curl line'];
  const { cwd, ...options } = life.clone.options;
  const { stdout, stderr } = spawnSync('sh', ['-c', line], { ...options, cwd: '/', encoding: 'utf8' });
  const answer = parsed(stdout);
  return typeof answer?.id === 'string' && typeof answer.score === 'number' ? [] : [`the printed curl line of ${cwd} answers ${stdout || stderr}`];
}

/**
 * Interrupts as a terminal does and looks at what is left.
 * @param {Life} life
 */
export async function pressCtrlC(life) {
  const { books } = await ask(life, PIPELINE);
  const faults = books.balanced ? [] : [`the books do not balance: ${JSON.stringify(books)}`];
  const dataDir = join(life.clone.folder, '.millrace');
  const postmaster = postmasterOf(dataDir);
  if (postmaster === undefined) faults.push(`no PostgreSQL server runs on ${dataDir}`);
  const startMs = performance.now();
  process.kill(-life.pid, 'SIGINT');
  const ended = await Promise.race([life.ended, sleep(STOP_TIMEOUT_MS, 'nothing: it still runs', { ref: false })]);
  const seconds = (performance.now() - startMs) / 1000;
  // Where the shell between npm and the application takes the signal too, npm passes that on as its own end.
  if (ended !== '0' && ended !== 'SIGINT') faults.push(`after Ctrl-C npm ended with ${ended}`);
  if (!/^stopped$/m.test(readFileSync(life.log, 'utf8'))) faults.push(`the application did not stop in order:\n${tail(life.log)}`);
  if (postmaster !== undefined && isAlive(postmaster)) faults.push(`its PostgreSQL server ${postmaster} still runs`);
  faults.push(...processesOf(life.clone.folder).map((name) => `still runs: ${name}`));
  return { records: Number(books.records), faults, seconds };
}

/**
 * Command lines of the processes that name the folder.
 * @param {string} folder
 */
function processesOf(folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isAlive(Number(name)))
    .map((name) => textOf(`/proc/${name}/cmdline`).replaceAll('\0', ' '))
    .filter((line) => line.includes(folder));
}

/**
 * @param {Life} life
 * @param {string} path
 * @returns {Promise<any>}
 */
async function ask({ clone, url }, path) {
  const key = textOf(join(clone.folder, '.millrace', 'admin.key')).trim();
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
