/**
 * Who pays where, and who has been got at. Everything here is a pure function of (seed, sizes, calendar day): a day can be drawn alone, in any
 * order, by any process, and is the same. That is how history and live share one population, and why a transaction id always names one payment.
 */
import { randomStream } from './random.js';

/** @import { Random } from './random.js' */

export const DAY_MS = 86_400_000;
/** About 1,540 payments a day. */
export const DEFAULT_SIZES = { customers: 800, terminals: 1600 };

const GRID = 100;
const RADIUS = 5;
const NOON_S = 43_200;
const TIME_DEVIATION_S = 20_000;
const LARGE_CENTS = 22_000;
const TERMINALS_A_DAY = 2;
const TERMINAL_DAYS = 28;
const CUSTOMERS_A_DAY = 3;
const CUSTOMER_DAYS = 14;
const MISUSED_SHARE = 1 / 3;
const MISUSED_FACTOR = 5;

/** One stream of random numbers for each purpose, so that a change in one leaves the others as they were. */
const STREAM = { customers: 1, terminals: 2, payments: 3, drawnTerminals: 4, drawnCustomers: 5 };

/** @typedef {0 | 1 | 2 | 3} Scenario 0 genuine, 1 large amount, 2 compromised terminal, 3 misused card */
/** @typedef {{ id: string, x: number, y: number, mean: number, perDay: number, reach: number[] }} Customer `mean` in units of money, `reach` terminal numbers */
/** @typedef {{ id: string, x: number, y: number }} Terminal */
/** @typedef {{ seed: number, tag: string, customers: Customer[], terminals: Terminal[] }} Population */
/** @typedef {{ terminals: Set<number>, customers: Set<number> }} Compromised numbers of those compromised on one day */
/** @typedef {{ tx: string, at: number, customer: number, terminal: number, cents: number, scenario: Scenario }} Drawn `at` in ms UTC */

/**
 * @param {{ seed: number, customers?: number, terminals?: number }} options
 * @returns {Population}
 * @throws {RangeError} if the seed is not an unsigned 32-bit integer or a size not a positive integer
 */
export function makePopulation({ seed, customers = DEFAULT_SIZES.customers, terminals = DEFAULT_SIZES.terminals }) {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) throw new RangeError(`seed must be an integer in 0..4294967295, not ${seed}`);
  if (!Number.isInteger(customers) || customers < 1) throw new RangeError(`customers must be a positive integer, not ${customers}`);
  if (!Number.isInteger(terminals) || terminals < 1) throw new RangeError(`terminals must be a positive integer, not ${terminals}`);
  const places = randomStream(seed, STREAM.terminals, 0);
  const shops = Array.from({ length: terminals }, (_, i) => ({ id: name('T', i), x: places.unit() * GRID, y: places.unit() * GRID }));
  const people = randomStream(seed, STREAM.customers, 0);
  const isDefault = customers === DEFAULT_SIZES.customers && terminals === DEFAULT_SIZES.terminals;
  return {
    seed,
    // Another size is another population: its transactions must not bear the same ids.
    tag: isDefault ? `s${seed}` : `s${seed}c${customers}t${terminals}`,
    customers: Array.from({ length: customers }, (_, i) => makeCustomer(i, people, shops)),
    terminals: shops,
  };
}

/**
 * @param {number} index
 * @param {Random} random
 * @param {Terminal[]} terminals
 * @returns {Customer}
 */
function makeCustomer(index, random, terminals) {
  const x = random.unit() * GRID;
  const y = random.unit() * GRID;
  /** @type {number[]} */
  const reach = [];
  terminals.forEach((t, i) => {
    if ((t.x - x) ** 2 + (t.y - y) ** 2 < RADIUS ** 2) reach.push(i);
  });
  return { id: name('C', index), x, y, mean: 5 + random.unit() * 95, perDay: random.unit() * 4, reach };
}

/**
 * @param {string} letter
 * @param {number} index
 */
function name(letter, index) {
  return letter + String(index).padStart(4, '0');
}

/**
 * Terminals stay compromised for 28 days from the day they are drawn, customers for 14. There is no first day: the world is always in its steady state.
 *
 * @param {Population} population
 * @param {number} day days since 1970-01-01
 * @returns {Compromised}
 */
export function compromisedOn({ seed, customers, terminals }, day) {
  return {
    terminals: drawnSince(seed, STREAM.drawnTerminals, day, TERMINAL_DAYS, TERMINALS_A_DAY, terminals.length),
    customers: drawnSince(seed, STREAM.drawnCustomers, day, CUSTOMER_DAYS, CUSTOMERS_A_DAY, customers.length),
  };
}

/**
 * @param {number} seed
 * @param {number} stream
 * @param {number} day
 * @param {number} days
 * @param {number} aDay
 * @param {number} size
 */
function drawnSince(seed, stream, day, days, aDay, size) {
  /** @type {Set<number>} */
  const all = new Set();
  for (let d = day - days + 1; d <= day; d++) {
    const random = randomStream(seed, stream, d);
    /** @type {Set<number>} */
    const today = new Set();
    while (today.size < Math.min(aDay, size)) today.add(random.below(size));
    for (const one of today) all.add(one);
  }
  return all;
}

/**
 * Where a customer pays, how much, and whether it is a fraud.
 *
 * @param {Population} population
 * @param {number} customer a customer with a terminal in reach
 * @param {Compromised} compromised
 * @param {Random} random
 * @returns {{ terminal: number, cents: number, scenario: Scenario }}
 */
export function drawPayment({ customers }, customer, compromised, random) {
  const { mean, reach } = customers[customer];
  const terminal = reach[random.below(reach.length)];
  const amount = random.normal(mean, mean / 2);
  const cents = Math.round((amount < 0 ? random.unit() * 2 * mean : amount) * 100);
  if (compromised.customers.has(customer) && random.unit() < MISUSED_SHARE) return { terminal, cents: cents * MISUSED_FACTOR, scenario: 3 };
  if (compromised.terminals.has(terminal)) return { terminal, cents, scenario: 2 };
  return { terminal, cents, scenario: cents > LARGE_CENTS ? 1 : 0 };
}

/**
 * All payments of one calendar day (UTC), by time.
 *
 * @param {Population} population
 * @param {number} day days since 1970-01-01
 * @returns {Drawn[]}
 */
export function drawDay(population, day) {
  const random = randomStream(population.seed, STREAM.payments, day);
  const compromised = compromisedOn(population, day);
  /** @type {Drawn[]} */
  const drawn = [];
  population.customers.forEach(({ perDay, reach }, customer) => {
    if (reach.length === 0) return;
    for (let left = random.poisson(perDay); left > 0; left--) {
      const milliseconds = Math.floor(random.normal(NOON_S, TIME_DEVIATION_S) * 1000);
      if (milliseconds < 0 || milliseconds >= DAY_MS) continue;
      drawn.push({ tx: '', at: day * DAY_MS + milliseconds, customer, ...drawPayment(population, customer, compromised, random) });
    }
  });
  drawn.sort((a, b) => a.at - b.at);
  const prefix = `${calendarDate(day)}-${population.tag}-`;
  drawn.forEach((payment, i) => (payment.tx = prefix + String(i).padStart(5, '0')));
  return drawn;
}

/**
 * @param {number} day days since 1970-01-01
 * @returns {string} such as 20260131
 */
export function calendarDate(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
}
