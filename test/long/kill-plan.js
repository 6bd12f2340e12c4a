import { createHash } from 'node:crypto';

/**
 * One kill of a campaign.
 * @typedef {object} Kill
 * @property {'application' | 'all'} victim the Node process alone, or it and PostgreSQL
 * @property {{ progress: number } | { afterStartMs: number }} moment share of (appended + worked) records, or time after the restart that follows the kill before: in the middle of recovery
 * @property {boolean} sendFirst whether `send` goes before the application or after it
 */

const RECOVERY_EVERY = 5;
const RECOVERY_MS = 2_500;

/**
 * A number in [0, 1) that follows from seed and name alone.
 * @param {string} seed
 * @param {string} name
 */
export function uniform(seed, name) {
  return createHash('sha256').update(`${seed}/${name}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/**
 * Kills spread over the whole of a replay; half of them take PostgreSQL along, every fifth hits a recovery.
 * @param {string} seed
 * @param {number} kills
 * @returns {Kill[]}
 */
export function planKills(seed, kills) {
  const numbers = Array.from({ length: kills }, (_, i) => i);
  const takeAll = new Set([...numbers].sort((a, b) => uniform(seed, `victim ${a}`) - uniform(seed, `victim ${b}`)).slice(0, Math.ceil(kills / 2)));
  return numbers.map((i) => ({
    victim: takeAll.has(i) ? 'all' : 'application',
    moment:
      i % RECOVERY_EVERY === RECOVERY_EVERY - 1
        ? { afterStartMs: Math.floor(uniform(seed, `moment ${i}`) * RECOVERY_MS) }
        : { progress: (i + uniform(seed, `moment ${i}`)) / kills },
    sendFirst: uniform(seed, `order ${i}`) < 0.5,
  }));
}

/** @param {Kill} kill */
export function describeKill({ victim, moment, sendFirst }) {
  const when = 'progress' in moment ? `at ${(100 * moment.progress).toFixed(1)} %` : `${moment.afterStartMs} ms after the start`;
  return `${victim === 'all' ? 'application and PostgreSQL' : 'application'} ${when}, send ${sendFirst ? 'before' : 'after'} it`;
}
