import { spawn } from 'node:child_process';

/**
 * A process that ran to its end.
 * @typedef {object} Finished
 * @property {string} output its standard output
 * @property {number} seconds from the call to its end
 * @property {number} cpuSeconds user and system, with all its children
 */

const TAIL = 2_000;

/** What runs goes when this process does. */
const living = /** @type {Set<number>} */ (new Set());
process.once('exit', () => {
  for (const pid of living) end(pid);
});

/** @param {number} pid leader of its group */
function end(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/**
 * Runs a command to its end. Fails when it does, or when it takes longer than it may.
 * @param {readonly string[]} command
 * @param {{ timeoutSeconds: number, env?: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<Finished>}
 */
export async function finished(command, { timeoutSeconds, env, cwd }) {
  const start = performance.now();
  // The shell's own book of the times of its children counts threads, grandchildren and the last millisecond.
  const child = spawn('sh', ['-c', '"$@"; code=$?; times >&2; exit $code', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, LC_ALL: 'C', ...env },
    cwd,
  });
  const { pid = 0 } = child;
  living.add(pid);
  const timer = setTimeout(() => end(pid), timeoutSeconds * 1000);
  let output = '';
  let talk = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (talk = (talk + text).slice(-TAIL)));
  const [code, signal] = await new Promise((resolve, reject) => child.once('close', (...how) => resolve(how)).once('error', reject));
  clearTimeout(timer);
  living.delete(pid);
  if (code !== 0) throw new Error(`${command.slice(0, 3).join(' ')} ended with ${code ?? `${signal}, perhaps after ${timeoutSeconds} s`}:\n${talk}`);
  return { output, seconds: (performance.now() - start) / 1000, cpuSeconds: childTimes(talk) };
}

/** @param {string} talk whose last line has user and system time of the shell's children, such as 0m1.25s 0m0.5s */
function childTimes(talk) {
  const times = (talk.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g);
  return [...times].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
