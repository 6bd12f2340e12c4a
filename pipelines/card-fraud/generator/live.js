/** Payments that happen now, at a rate one can watch. */
import { setTimeout as delay } from 'node:timers/promises';
import { calendarDate, compromisedOn, DAY_MS, drawPayment } from './population.js';
import { chargebackEvent, drawBetween, DueChargebacks, paymentEvent, REPORT_DELAY_MS } from './events.js';
import { randomStream } from './random.js';

/** @import { Drawn, Population } from './population.js' */
/** @import { DemoEvent } from './events.js' */
/** @import { Random } from './random.js' */

/**
 * @typedef {object} Clock the wall clock, or a test's own
 * @property {() => number} now ms UTC
 * @property {(ms: number, signal?: AbortSignal) => Promise<unknown>} sleep resolves after `ms`, or as soon as the signal is aborted
 */

/** @type {Clock} */
const wallClock = {
  now: Date.now,
  // Being aborted is the only way this fails, and it is not an error here.
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};

const STREAM_LIVE = 6;
/** A consumer that was slower than the rate is owed no more than this. */
const BACKLOG_MS = 1000;
/** The longest sleep: chargebacks come due, and wall clocks are set, between payments. */
const NAP_MS = 1000;
/** Events in a row after which the event loop gets its turn, so that an abort is heard at any rate. */
const BURST = 100;

/**
 * @param {Population} population
 * @param {{ from: number, since: number, ratePerSecond: number, signal?: AbortSignal, clock?: Clock }} options as in `live`
 * @returns {AsyncGenerator<DemoEvent, void, undefined>}
 */
export async function* liveEvents(population, { from, since, ratePerSecond, signal, clock = wallClock }) {
  const gap = 1000 / ratePerSecond;
  const due = new DueChargebacks();
  for (const payment of drawBetween(population, Math.max(since, from - REPORT_DELAY_MS), from)) due.add(payment);
  const random = randomStream(population.seed, STREAM_LIVE + Math.floor(from / 4294967296), from);
  const draw = liveDraw(population, from, random);
  let last = from;
  let wait = random.exponential(gap);
  let nextAt = clock.now() + wait;
  for (let burst = 0; !signal?.aborted;) {
    const wallTime = clock.now();
    // A wall clock that is set back neither stops the stream nor puts events before those already given out.
    nextAt = Math.min(nextAt, wallTime + wait);
    const now = Math.max(last, wallTime);
    const reported = due.take(now);
    if (reported) {
      last = Math.max(last, reported.at);
      yield chargebackEvent(reported);
    } else if (nextAt <= wallTime) {
      const payment = draw(now);
      due.add(payment);
      last = now;
      wait = random.exponential(gap);
      nextAt = Math.max(nextAt, wallTime - BACKLOG_MS) + wait;
      yield paymentEvent(population, payment);
    } else {
      burst = 0;
      await clock.sleep(Math.min(NAP_MS, nextAt - wallTime), signal);
    }
    if (++burst % BURST === 0) await clock.sleep(0, signal);
  }
}

/**
 * @param {Population} population
 * @param {number} from ms UTC: keeps the ids of two runs apart
 * @param {Random} random
 * @returns {(at: number) => Drawn} one payment at that time, by a customer chosen in proportion to their payments a day
 */
function liveDraw(population, from, random) {
  const chooseCustomer = byRate(population);
  const run = from.toString(36);
  let day = NaN;
  let compromised = compromisedOn(population, 0);
  let count = 0;
  return (at) => {
    const today = Math.floor(at / DAY_MS);
    if (today !== day) {
      day = today;
      compromised = compromisedOn(population, day);
    }
    const customer = chooseCustomer(random);
    const tx = `${calendarDate(day)}-${population.tag}-L${run}-${count++}`;
    return { tx, at, customer, ...drawPayment(population, customer, compromised, random) };
  };
}

/**
 * @param {Population} population
 * @returns {(random: Random) => number}
 * @throws {RangeError} if no customer has a terminal in reach
 */
function byRate({ customers }) {
  let total = 0;
  const upTo = customers.map(({ perDay, reach }) => (total += reach.length > 0 ? perDay : 0));
  if (total === 0) throw new RangeError('no customer has a terminal in reach: a larger population is needed');
  return (random) => {
    const point = random.unit() * total;
    let low = 0;
    for (let high = upTo.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (upTo[middle] > point) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
