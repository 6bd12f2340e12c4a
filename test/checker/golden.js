import { command, rowsOf, withSnapshot } from './database.js';
import { FEATURES, featureOracle } from './features.js';
import { averagePrecision, cardPrecision, rocAuc, rounded, testRows } from './metrics.js';
import { EPOCH_SECONDS, paymentsOf, recordsOf } from './payments-csv.js';
import * as sql from './sql.js';

/** @typedef {import('pg').Client} Client */
/** @typedef {{ vector: Float64Array, score: number }} Served */
/**
 * @typedef {object} GoldenReport
 * @property {number} payments compared, one by one
 * @property {number} goldenRows compared with the published features
 * @property {{ auc: number, averagePrecision: number, cardPrecision: number, rows: number } | undefined} metrics
 * @property {number} worstFeature largest difference from the published features
 * @property {number} worstScore largest difference from the published scores
 * @property {string[]} faults
 */

const PUBLISHED = { auc: 0.867, averagePrecision: 0.658, cardPrecision: 0.287 };
const METRIC_TOLERANCE = 1e-3;
const FEATURE_TOLERANCE = 1e-9;
const SCORE_TOLERANCE = 1e-6;
const EXAMPLES = 5;
const EXACT = /count|weekend|night/;

/**
 * Compares each prediction of a run over the payments file with features computed anew, with the published rows, and the whole with the published metrics.
 * @param {Client} client
 * @param {string} run
 * @param {{ payments: string, golden?: string | undefined, limit?: number | undefined }} files limit: the run has the first so many payments only
 * @returns {Promise<GoldenReport>}
 */
export async function checkGolden(client, run, { payments, golden, limit }) {
  const faults = faultList();
  const published = new Map(golden ? [...recordsOf(golden)].map((row) => [row['tx'], row]) : []);
  const tests = limit === undefined ? testRows(paymentsOf(payments)) : new Map();
  const [scored, worst] = [/** @type {import('./metrics.js').Scored[]} */ ([]), { feature: 0, score: 0 }];
  const computed = featureOracle();
  const expected = paymentsOf(payments, limit);
  let [count, goldenRows] = [0, 0];
  for await (const row of servedRows(client, run)) {
    const { value: payment, done } = expected.next();
    if (done) {
      faults.add(`there are more predictions than payments: ${row.event_id}`);
      break;
    }
    count++;
    const served = unpack(row);
    compareFacts(payment, row, faults);
    compareVector(payment.tx, computed(payment), served.vector, faults);
    const known = published.get(payment.tx);
    if (known) comparePublished(known, served, worst, faults);
    if (known) goldenRows++;
    const test = tests.get(payment.tx);
    if (test) scored.push({ ...test, score: rounded(served.score) });
  }
  if (!expected.next().done) faults.add(`only ${count} payments have a prediction`);
  if (limit === undefined && goldenRows !== published.size) faults.add(`only ${goldenRows} of ${published.size} published rows were found`);
  const metrics = limit === undefined ? compareMetrics(scored, tests.size, faults) : undefined;
  return { payments: count, goldenRows, metrics, worstFeature: worst.feature, worstScore: worst.score, faults: faults.take() };
}

/**
 * @param {Client} client
 * @param {string} run
 */
async function* servedRows(client, run) {
  const { rows: lanes } = await client.query(sql.LANES, [run]);
  if (lanes.length !== 1) throw new Error(`the run ${run} has ${lanes.length} lanes`);
  for await (const rows of rowsOf(client, sql.GOLDEN_ROWS, [lanes[0].id])) yield* rows;
}

/**
 * @param {{ vector: Buffer, scores: Buffer }} row
 * @returns {Served}
 */
function unpack({ vector, scores }) {
  const values = new Float64Array(vector.length / 8);
  for (let i = 0; i < values.length; i++) values[i] = vector.readDoubleLE(i * 8);
  return { vector: values, score: scores.readDoubleLE(0) };
}

/**
 * @param {import('./payments-csv.js').Payment} payment
 * @param {any} row
 * @param {FaultList} faults
 */
function compareFacts(payment, row, faults) {
  if (row.event_id !== payment.tx) faults.add(`the prediction of ${row.event_id} stands where that of ${payment.tx} belongs`);
  if (row.key !== payment.customer) faults.add(`payment ${payment.tx}: key ${row.key}, customer ${payment.customer}`);
  if (Number(row.event_time) !== (EPOCH_SECONDS + payment.t) * 1e6) faults.add(`payment ${payment.tx}: event time ${row.event_time}`);
}

/**
 * Bit for bit: as the float32 that the model sees, and as the float64 that is stored.
 * @param {string} tx
 * @param {Float64Array} expected
 * @param {Float64Array} served
 * @param {FaultList} faults
 */
function compareVector(tx, expected, served, faults) {
  if (served.length !== expected.length) return faults.add(`payment ${tx}: ${served.length} features`);
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(expected[i], served[i])) continue;
    const width = Object.is(Math.fround(expected[i]), Math.fround(served[i])) ? 'float64 only' : 'float32';
    faults.add(`payment ${tx}: ${FEATURES[i]} is ${served[i]}, computed ${expected[i]} (differs as ${width})`);
  }
}

/**
 * @param {Record<string, string>} golden
 * @param {Served} served
 * @param {{ feature: number, score: number }} worst
 * @param {FaultList} faults
 */
function comparePublished(golden, { vector, score }, worst, faults) {
  FEATURES.forEach((name, i) => {
    const difference = Math.abs(vector[i] - Number(golden[name]));
    worst.feature = Math.max(worst.feature, difference);
    if (!(difference <= (EXACT.test(name) ? 0 : FEATURE_TOLERANCE))) faults.add(`payment ${golden['tx']}: ${name} is ${vector[i]}, published ${golden[name]}`);
  });
  const difference = Math.abs(score - Number(golden['p_forest']));
  worst.score = Math.max(worst.score, difference);
  if (!(difference <= SCORE_TOLERANCE)) faults.add(`payment ${golden['tx']}: score ${score}, published ${golden['p_forest']}`);
}

/**
 * @param {import('./metrics.js').Scored[]} scored
 * @param {number} wanted
 * @param {FaultList} faults
 */
function compareMetrics(scored, wanted, faults) {
  if (scored.length !== wanted) faults.add(`${scored.length} of ${wanted} test rows have a score`);
  const metrics = { auc: rocAuc(scored), averagePrecision: averagePrecision(scored), cardPrecision: cardPrecision(scored) };
  for (const name of /** @type {(keyof typeof PUBLISHED)[]} */ (Object.keys(PUBLISHED))) {
    if (!(Math.abs(metrics[name] - PUBLISHED[name]) <= METRIC_TOLERANCE)) faults.add(`${name} is ${metrics[name]}, published ${PUBLISHED[name]}`);
  }
  return { ...metrics, rows: scored.length };
}

/** @typedef {{ add(fault: string): void, take(): string[] }} FaultList */

/** @returns {FaultList} keeps the first few and counts the rest */
function faultList() {
  /** @type {string[]} */
  const first = [];
  let more = 0;
  return {
    add: (fault) => void (first.length < EXAMPLES ? first.push(fault) : more++),
    take: () => (more === 0 ? first : [...first, `... and ${more} more`]),
  };
}

/** @param {GoldenReport} report */
export function printGolden(report) {
  console.log(`${report.payments} vectors compared with features computed anew, ${report.goldenRows} with the published rows`);
  if (report.goldenRows > 0) console.log(`  largest difference from the published: features ${report.worstFeature}, scores ${report.worstScore}`);
  const { metrics } = report;
  if (metrics)
    console.log(
      `  ${metrics.rows} test rows: AUC ROC ${metrics.auc.toFixed(4)}, average precision ${metrics.averagePrecision.toFixed(4)}, card precision@100 ${metrics.cardPrecision.toFixed(4)}`,
    );
  for (const fault of report.faults) console.log(`  FAULT: ${fault}`);
}

command(import.meta.url, { payments: { type: 'string' }, golden: { type: 'string' }, limit: { type: 'string' } }, async (server, options) => {
  const { run, payments, golden } = options;
  if (!run || !payments) throw new Error('say which run over which file: --run PIPELINE@NAME --payments FILE.csv.gz [--golden FILE.csv.gz] [--limit ROWS]');
  const limit = options['limit'] === undefined ? undefined : Number(options['limit']);
  const report = await withSnapshot(server, (client) => checkGolden(client, run, { payments, golden, limit }));
  printGolden(report);
  return report.faults.length === 0;
});
