import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TICKS_PER_SECOND = 100;
const [UTIME, STIME, CUTIME, CSTIME] = [11, 12, 13, 14];

/**
 * Process id of the embedded server of a data folder; undefined when none runs.
 * @param {string} dataDir
 */
export function postmasterOf(dataDir) {
  const pid = Number(textOf(join(dataDir, 'postgres', 'postmaster.pid'))?.split('\n')[0]);
  return pid > 1 && textOf(`/proc/${pid}/cmdline`)?.includes('postgres') ? pid : undefined;
}

/** @param {number} pid */
export function childrenOf(pid) {
  return (textOf(`/proc/${pid}/task/${pid}/children`) ?? '').split(' ').filter(Boolean).map(Number);
}

/**
 * CPU of one process so far, seconds; `ended`: with that of its children that have ended.
 * @param {number} pid
 */
export function cpuOf(pid, { ended = false } = {}) {
  const stat = textOf(`/proc/${pid}/stat`);
  if (!stat) return 0;
  // The second field is the name in brackets, which may hold blanks.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = fields[UTIME] + fields[STIME] + (ended ? fields[CUTIME] + fields[CSTIME] : 0);
  return ticks / TICKS_PER_SECOND;
}

/** @param {number} pid of the postmaster */
export function cpuOfServer(pid) {
  return cpuOf(pid, { ended: true }) + childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), 0);
}

/**
 * Largest resident memory so far, bytes.
 * @param {number} pid
 */
export function peakMemoryOf(pid) {
  return 1024 * Number(/VmHWM:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`) ?? '')?.[1] ?? 0);
}

/**
 * Memory of a process and its children now, bytes; what they share is counted once.
 * @param {number} pid
 */
export function sharedMemoryOf(pid) {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + 1024 * Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${one}/smaps_rollup`) ?? '')?.[1] ?? 0), 0);
}

/** @param {number} pid */
export function isAlive(pid) {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat !== undefined && !/\) [ZX] /.test(stat);
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
