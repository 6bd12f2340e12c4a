import { EPOCH_SECONDS } from './payments-csv.js';

/** @typedef {import('./payments-csv.js').Payment} Payment */

const DAY = 86_400;
const WINDOWS = [1, 7, 30];
/** Days after which all frauds of a day are known: the terminal's windows end that long ago. */
const DELAY = 7;

/** The 15 features in the models' order. */
export const FEATURES = [
  'amount',
  'weekend',
  'night',
  ...WINDOWS.flatMap((n) => [`customer_tx_count_${n}d`, `customer_avg_amount_${n}d`]),
  ...WINDOWS.flatMap((n) => [`terminal_tx_count_${n}d`, `terminal_risk_${n}d`]),
];

/**
 * Computes the features of each payment in turn by the plainest means, so that it can be believed: it looks back over all payments of the
 * customer and of the terminal. Sums are of whole cents, so each mean is one division of two exact integers.
 * @returns {(payment: Payment) => Float64Array} the payments must come in the order of the file
 */
export function featureOracle() {
  /** @type {Map<string, Payment[]>} */
  const customers = new Map();
  /** @type {Map<string, Payment[]>} */
  const terminals = new Map();
  return (payment) => {
    const ofCustomer = seen(customers, payment.customer);
    const ofTerminal = seen(terminals, payment.terminal);
    ofCustomer.push(payment);
    ofTerminal.push(payment);
    const date = new Date((EPOCH_SECONDS + payment.t) * 1000);
    const vector = new Float64Array(FEATURES.length);
    vector[0] = payment.cents / 100;
    vector[1] = date.getUTCDay() === 0 || date.getUTCDay() === 6 ? 1 : 0;
    vector[2] = date.getUTCHours() <= 6 ? 1 : 0;
    let at = 3;
    for (const days of WINDOWS) {
      const { count, cents } = totals(ofCustomer, payment.t - days * DAY, payment.t);
      vector[at++] = count;
      vector[at++] = cents / (count * 100);
    }
    for (const days of WINDOWS) {
      const { count, frauds } = totals(ofTerminal, payment.t - (DELAY + days) * DAY, payment.t - DELAY * DAY);
      vector[at++] = count;
      vector[at++] = count === 0 ? 0 : frauds / count;
    }
    return vector;
  };
}

/**
 * @param {Map<string, Payment[]>} byKey
 * @param {string} key
 */
function seen(byKey, key) {
  const known = byKey.get(key);
  if (known) return known;
  /** @type {Payment[]} */
  const fresh = [];
  byKey.set(key, fresh);
  return fresh;
}

/**
 * Over the payments with a time in (after, until].
 * @param {Payment[]} payments in order of time
 * @param {number} after
 * @param {number} until
 */
function totals(payments, after, until) {
  let count = 0;
  let cents = 0;
  let frauds = 0;
  for (let i = payments.length - 1; i >= 0 && payments[i].t > after; i--) {
    if (payments[i].t > until) continue;
    count++;
    cents += payments[i].cents;
    frauds += payments[i].fraud;
  }
  return { count, cents, frauds };
}
