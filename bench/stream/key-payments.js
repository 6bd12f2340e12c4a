import { randomOf } from './random.js';
import { START_MS, SPAN_MS } from './payments.js';

const LATE_SHARE = 0.05;
const LATEST_MS = 600_000;
const TERMINALS = 10_000;

/**
 * Draws key numbers: all alike, or the n-th in proportion to 1 / n.
 * @param {'uniform' | 'zipf'} distribution
 * @param {number} keys
 * @param {() => number} random
 */
export function keyDrawer(distribution, keys, random) {
  if (distribution === 'uniform') return () => Math.floor(random() * keys);
  const shares = new Float64Array(keys);
  let sum = 0;
  for (let n = 0; n < keys; n++) shares[n] = sum += 1 / (n + 1);
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = keys - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (shares[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/**
 * Payments over 60 days by this many cards, in batches of lines: made as they are needed, because a file of them would be large.
 * @param {{ events: number, keys: number, distribution: 'uniform' | 'zipf', batch: number }} options
 */
export function* keyPayments({ events, keys, distribution, batch }) {
  const random = randomOf(3);
  const draw = keyDrawer(distribution, keys, random);
  for (let from = 0; from < events; from += batch) {
    const lines = [];
    for (let i = from; i < Math.min(events, from + batch); i++) {
      const nowMs = START_MS + (i * SPAN_MS) / events;
      const time = new Date(random() < LATE_SHARE ? nowMs - random() * LATEST_MS : nowMs).toISOString();
      const amount = Math.ceil(random() * 20_000) / 100;
      const terminal = Math.floor(random() * TERMINALS);
      lines.push(
        Buffer.from(
          `{"tx":"k${i}","occurred_at":"${time}","card":"c${draw()}","terminal":"t${terminal}","amount":${amount},"currency":"EUR","channel":"chip"}`,
        ),
      );
    }
    yield lines;
  }
}
