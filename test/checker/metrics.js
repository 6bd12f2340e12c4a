import { EPOCH_SECONDS } from './payments-csv.js';

/** @typedef {import('./payments-csv.js').Payment} Payment */
/** @typedef {{ customer: string, day: number, fraud: 0 | 1, score: number }} Scored day: days since 2018-04-01 */

const DAY = 86_400;
const TRAIN_FROM = dayOf(2018, 7, 25);
const TRAIN_DAYS = 7;
const DELAY_DAYS = 7;
const TEST_FROM = TRAIN_FROM + TRAIN_DAYS + DELAY_DAYS;
const TEST_DAYS = 7;
const CARDS = 100;

/**
 * @param {number} year
 * @param {number} month 1 to 12
 * @param {number} day
 */
function dayOf(year, month, day) {
  return (Date.UTC(year, month - 1, day) / 1000 - EPOCH_SECONDS) / DAY;
}

/** @param {number} score */
export const rounded = (score) => Math.round(score * 1e6) / 1e6;

/**
 * The published test rows: seven days, each without the customers whose card was known as compromised by then.
 * @param {Iterable<Payment>} payments
 * @returns {Map<string, { customer: string, day: number, fraud: 0 | 1 }>} by tx
 */
export function testRows(payments) {
  const kept = [];
  /** @type {Map<string, number>} customer -> first day of the test on which it is known */
  const known = new Map();
  for (const { tx, t, customer, fraud } of payments) {
    const day = Math.floor(t / DAY);
    if (fraud && day >= TRAIN_FROM && day < TEST_FROM) {
      const from = Math.max(TEST_FROM, day + DELAY_DAYS + 1);
      known.set(customer, Math.min(known.get(customer) ?? Infinity, from));
    }
    if (day >= TEST_FROM && day < TEST_FROM + TEST_DAYS) kept.push({ tx, row: { customer, day, fraud } });
  }
  return new Map(kept.filter(({ row }) => row.day < (known.get(row.customer) ?? Infinity)).map(({ tx, row }) => [tx, row]));
}

/**
 * The chance that a fraud scores above a genuine payment, ties counting half: from the sum of the frauds' mean ranks.
 * @param {readonly Scored[]} rows
 */
export function rocAuc(rows) {
  let rankSum = 0;
  let below = 0;
  for (const { frauds, size } of levels(rows).reverse()) {
    rankSum += frauds * (below + (size + 1) / 2);
    below += size;
  }
  const positive = rows.filter((row) => row.fraud).length;
  return (rankSum - (positive * (positive + 1)) / 2) / (positive * (rows.length - positive));
}

/**
 * Step-wise: the sum over the thresholds of (gain in recall) x precision.
 * @param {readonly Scored[]} rows
 */
export function averagePrecision(rows) {
  const positive = rows.filter((row) => row.fraud).length;
  let hits = 0;
  let taken = 0;
  let sum = 0;
  for (const { frauds, size } of levels(rows)) {
    hits += frauds;
    taken += size;
    sum += (frauds / positive) * (hits / taken);
  }
  return sum;
}

/**
 * Mean over the test days of the share of frauds among the 100 cards with the highest scores, without those found on earlier test days.
 * @param {readonly Scored[]} rows
 */
export function cardPrecision(rows) {
  /** @type {Set<string>} */
  const found = new Set();
  let sum = 0;
  for (let day = TEST_FROM; day < TEST_FROM + TEST_DAYS; day++) {
    const cards = cardsOf(rows.filter((row) => row.day === day && !found.has(row.customer))).slice(0, CARDS);
    const frauds = cards.filter((card) => card.fraud);
    sum += frauds.length / CARDS;
    for (const card of frauds) found.add(card.customer);
  }
  return sum / TEST_DAYS;
}

/** @param {readonly Scored[]} rows of one day */
function cardsOf(rows) {
  /** @type {Map<string, { customer: string, score: number, fraud: boolean }>} */
  const cards = new Map();
  for (const { customer, score, fraud } of rows) {
    const card = cards.get(customer) ?? { customer, score: -Infinity, fraud: false };
    cards.set(customer, { customer, score: Math.max(card.score, score), fraud: card.fraud || fraud === 1 });
  }
  return [...cards.values()].sort((a, b) => b.score - a.score || Number(a.customer) - Number(b.customer));
}

/**
 * Rows by score, the highest first, equal ones together.
 * @param {readonly Scored[]} rows
 */
function levels(rows) {
  /** @type {Map<number, { frauds: number, size: number }>} */
  const byScore = new Map();
  for (const { score, fraud } of rows) {
    const level = byScore.get(score) ?? { frauds: 0, size: 0 };
    byScore.set(score, { frauds: level.frauds + fraud, size: level.size + 1 });
  }
  return [...byScore.entries()].sort(([a], [b]) => b - a).map(([, level]) => level);
}
