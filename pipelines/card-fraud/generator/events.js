/** From drawn payments to the events of the pipeline: payments, and six days later the chargebacks of the frauds among them. */
import { DAY_MS, drawDay } from './population.js';

/** @import { Drawn, Population } from './population.js' */

/** @typedef {{ tx: string, occurred_at: string, customer: string, terminal: string, amount: number }} Payment */
/** @typedef {{ tx: string, reported_at: string, fraud: 0 | 1 }} Chargeback */
/** @typedef {{ type: 'payment', event: Payment } | { type: 'chargeback', event: Chargeback }} DemoEvent */
/** @typedef {{ tx: string, at: number }} Due a chargeback to come, `at` in ms UTC */

/** A fraud is reported this long after the payment: before the features' delay of seven days is over. */
export const REPORT_DELAY_MS = 6 * DAY_MS;

/**
 * @param {Population} population
 * @param {Drawn} drawn
 * @returns {DemoEvent}
 */
export function paymentEvent({ customers, terminals }, { tx, at, customer, terminal, cents }) {
  const event = { tx, occurred_at: new Date(at).toISOString(), customer: customers[customer].id, terminal: terminals[terminal].id, amount: cents / 100 };
  return { type: 'payment', event };
}

/**
 * @param {Due} due
 * @returns {DemoEvent}
 */
export function chargebackEvent({ tx, at }) {
  return { type: 'chargeback', event: { tx, reported_at: new Date(at).toISOString(), fraud: 1 } };
}

/** First in, first out: the delay is the same for all, so the order of the payments is the order of their chargebacks. */
export class DueChargebacks {
  /** @type {Due[]} */
  #waiting = [];
  #head = 0;

  /** @param {Drawn} payment */
  add({ tx, at, scenario }) {
    if (scenario !== 0) this.#waiting.push({ tx, at: at + REPORT_DELAY_MS });
  }

  /**
   * @param {number} until ms UTC, included
   * @returns {Due | undefined} the oldest one due, taken out
   */
  take(until) {
    if (this.#head === this.#waiting.length || this.#waiting[this.#head].at > until) return undefined;
    const due = this.#waiting[this.#head++];
    if (this.#head >= 1024 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return due;
  }
}

/**
 * @param {Population} population
 * @param {number} from ms UTC, included
 * @param {number} to ms UTC, excluded
 * @returns {Generator<Drawn, void, undefined>} by time
 */
export function* drawBetween(population, from, to) {
  for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
    for (const payment of drawDay(population, day)) if (payment.at >= from && payment.at < to) yield payment;
  }
}

/**
 * Payments in [from, to) and their chargebacks up to `reportedBefore`, by event time; of the same time, the chargeback comes first.
 *
 * @param {Population} population
 * @param {number} from ms UTC
 * @param {number} to ms UTC
 * @param {number} reportedBefore ms UTC, excluded
 * @returns {Generator<DemoEvent, void, undefined>}
 */
export function* eventsBetween(population, from, to, reportedBefore) {
  const due = new DueChargebacks();
  for (const payment of drawBetween(population, from, to)) {
    for (let next = due.take(payment.at); next; next = due.take(payment.at)) yield chargebackEvent(next);
    yield paymentEvent(population, payment);
    due.add(payment);
  }
  for (let next = due.take(reportedBefore - 1); next; next = due.take(reportedBefore - 1)) yield chargebackEvent(next);
}
