import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * One payment of the raw file.
 * @typedef {object} Payment
 * @property {string} tx
 * @property {number} t seconds since 2018-04-01T00:00:00
 * @property {string} customer
 * @property {string} terminal
 * @property {number} cents
 * @property {0 | 1} fraud
 */

/** 2018-04-01T00:00:00Z in seconds since 1970: second 0 of the file. */
export const EPOCH_SECONDS = Date.UTC(2018, 3, 1) / 1000;

/**
 * Lines of a gzip-compressed text file, without the line ends and without the empty one at the end.
 * @param {string} file
 * @returns {Generator<string>}
 */
export function* linesOf(file) {
  const text = gunzipSync(readFileSync(file)).toString('latin1');
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end > start) yield text.slice(start, end).replace('\r', '');
    start = end + 1;
  }
}

/**
 * Records of a CSV file without quoted fields, as objects by column name.
 * @param {string} file
 * @returns {Generator<Record<string, string>>}
 */
export function* recordsOf(file) {
  /** @type {string[] | undefined} */
  let names;
  for (const line of linesOf(file)) {
    const cells = line.split(',');
    if (names) yield Object.fromEntries(names.map((name, i) => [name, cells[i]]));
    else names = cells;
  }
}

/**
 * The payments in the order of the file, which is (t, tx).
 * @param {string} file
 * @param {number} [limit] how many at most
 * @returns {Generator<Payment>}
 */
export function* paymentsOf(file, limit = Infinity) {
  let count = -1;
  for (const line of linesOf(file)) {
    if (count++ < 0) {
      if (line !== 'tx,t,customer,terminal,amount,fraud,scenario') throw new Error(`${file} has other columns: ${line}`);
      continue;
    }
    if (count > limit) return;
    const [tx, t, customer, terminal, amount, fraud] = line.split(',');
    if (!/^\d+\.\d\d$/.test(amount)) throw new Error(`payment ${tx}: the amount ${amount} has not two decimals`);
    yield { tx, t: Number(t), customer, terminal, cents: Number(amount.replace('.', '')), fraud: fraud === '1' ? 1 : 0 };
  }
}
