// Plain Node: JSON.parse and windows written by hand, with no check, no id, no order kept and no trace. The limit in this language.
import { createReadStream } from 'node:fs';
import { Checksum } from '../checksum.js';
import { runPasses } from '../pass.js';

const WINDOWS_MS = [1, 7, 30].map((days) => days * 86_400_000);
const KEPT_MS = WINDOWS_MS[2] + 600_000;
const FEATURES = 9;
const BATCH = 4096;

/** The payments of one key by time, with running totals: a window is the difference of two of them. Memory is let go when it is full. */
class Series {
  times = new Float64Array(8);
  /** Cents up to and with each row. */
  totals = new Float64Array(8);
  length = 0;
  /** Cents of the rows that are gone. */
  gone = 0;
  lows = [0, 0, 0];

  /**
   * @param {number} timeMs
   * @param {number} cents
   * @param {Float64Array} into
   * @param {number} at
   */
  add(timeMs, cents, into, at) {
    if (this.length === this.times.length) this.makeRoom(timeMs - KEPT_MS);
    const { times, totals, lows } = this;
    let row = this.length++;
    for (; row > 0 && times[row - 1] > timeMs; row--) {
      times[row] = times[row - 1];
      totals[row] = totals[row - 1] + cents;
    }
    times[row] = timeMs;
    totals[row] = (row > 0 ? totals[row - 1] : this.gone) + cents;
    const newest = row === this.length - 1;
    for (let w = 0; w < 3; w++) {
      let low = lows[w];
      const oldest = timeMs - WINDOWS_MS[w];
      // An event out of order looks back from where the window stands, which it does not move.
      while (low > 0 && times[low - 1] > oldest) low--;
      while (times[low] <= oldest) low++;
      if (newest) lows[w] = low;
      const count = row + 1 - low;
      const sum = totals[row] - (low > 0 ? totals[low - 1] : this.gone);
      into[at++] = count;
      into[at++] = sum / 100;
      into[at++] = sum / (count * 100);
    }
  }

  /** @param {number} boundMs */
  makeRoom(boundMs) {
    let first = 0;
    while (first < this.length && this.times[first] <= boundMs) first++;
    if (first > 0) this.gone = this.totals[first - 1];
    const size = first * 2 > this.length ? this.times.length : this.times.length * 2;
    this.times = moved(this.times, first, size);
    this.totals = moved(this.totals, first, size);
    this.length -= first;
    this.lows = this.lows.map((low) => Math.max(0, low - first));
  }
}

/**
 * @param {Float64Array} from
 * @param {number} first
 * @param {number} size
 */
function moved(from, first, size) {
  const to = new Float64Array(size);
  to.set(from.subarray(first));
  return to;
}

/**
 * @param {Map<string, Series>} all
 * @param {string} key
 */
function seriesOf(all, key) {
  let series = all.get(key);
  if (!series) all.set(key, (series = new Series()));
  return series;
}

await runPasses(async (file, limit) => {
  const cards = /** @type {Map<string, Series>} */ (new Map());
  const terminals = /** @type {Map<string, Series>} */ (new Map());
  const checksum = new Checksum();
  const vectors = new Float64Array(BATCH * FEATURES * 2);
  let events = 0;
  let at = 0;
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { occurred_at, card, terminal, amount } = JSON.parse(line);
      const timeMs = Date.parse(occurred_at);
      const cents = Math.round(amount * 100);
      seriesOf(cards, card).add(timeMs, cents, vectors, at);
      seriesOf(terminals, terminal).add(timeMs, cents, vectors, at + FEATURES);
      at += FEATURES * 2;
      events++;
      if (at < vectors.length) continue;
      checksum.add(vectors);
      at = 0;
    }
    if (events >= limit) break;
  }
  checksum.add(vectors.subarray(0, at));
  return { events, checksum: checksum.toString() };
});
