import { command, rowsOf, withSnapshot } from './database.js';
import { countLog, readCommits } from './lane-records.js';
import { DISPOSITIONS } from './dispositions.js';
import * as sql from './sql.js';

/** @typedef {import('pg').Client} Client */
/** @typedef {import('./lane-records.js').LaneRow} LaneRow */
/** @typedef {import('./lane-records.js').Told} Told */
/**
 * @typedef {object} LaneReport
 * @property {string} run
 * @property {number} partition
 * @property {number} records in the log, as counted
 * @property {number} position
 * @property {number} commits
 * @property {number} predictions rows, as counted
 * @property {Record<string, number>} books what the dispositions of the commits come to
 * @property {Record<string, number>} refused
 * @property {string[]} faults
 */

const EXAMPLES = 5;
const PREDICTED = 1;
const FIRST_SET_ASIDE = 6;

/**
 * Counts log, commits, predictions and records set aside, each by itself, and holds them against each other and against the lane's own books.
 * @param {Client} client
 * @param {string} [run] one run only
 * @param {import('./kafka-log.js').KafkaPlace} [kafka] where the logs are
 * @returns {Promise<LaneReport[]>}
 */
export async function checkBooks(client, run, kafka) {
  const { rows } = await client.query(sql.LANES, [run ?? null]);
  const reports = [];
  for (const lane of rows) reports.push(await checkLane(client, lane, kafka));
  if (run && reports.length === 0) throw new Error(`there is no run ${run}`);
  const shared = await checkAllTogether(client);
  if (reports.length > 0) reports[0].faults.push(...shared);
  return reports;
}

/**
 * @param {Client} client
 * @param {LaneRow} lane
 * @param {import('./kafka-log.js').KafkaPlace} [kafka]
 * @returns {Promise<LaneReport>}
 */
async function checkLane(client, lane, kafka) {
  /** @type {string[]} */
  const faults = [];
  const log = await countLog(client, lane, faults, kafka);
  const told = await readCommits(client, lane, faults);
  const books = countBooks(told.bytes);
  const position = Number(lane.position);
  if (position > log.records) faults.push(`the lane stands at ${position}, past the log's ${log.records} records`);
  for (const name of DISPOSITIONS.slice(1)) {
    const booked = Number(lane[`book_${name}`]);
    if (booked !== books[name]) faults.push(`the books say ${booked} ${name}, the commits ${books[name]}`);
  }
  const predictions = await checkPredictions(client, lane, told, faults);
  await checkSetAside(client, lane, told, faults);
  return {
    run: lane.run,
    partition: lane.partition,
    records: log.records,
    position,
    commits: told.commits.length,
    predictions,
    books,
    refused: log.refused,
    faults,
  };
}

/** @param {Uint8Array} bytes */
function countBooks(bytes) {
  /** @type {Record<string, number>} */
  const books = Object.fromEntries(DISPOSITIONS.slice(1).map((name) => [name, 0]));
  for (const byte of bytes) if (byte in DISPOSITIONS && byte > 0) books[DISPOSITIONS[byte]]++;
  return books;
}

/**
 * Every record that was predicted has one row, in the commit that read it, and no other record has any.
 * @param {Client} client
 * @param {LaneRow} lane
 * @param {Told} told
 * @param {string[]} faults
 */
async function checkPredictions(client, lane, told, faults) {
  const seen = await compareRows(client, sql.PREDICTION_POSITIONS, lane, told, (byte) => byte === PREDICTED, 'prediction', faults);
  told.commits.forEach((commit, i) => {
    if (seen.perCommit[i] !== commit.leaves) faults.push(`commit ${commit.no} has ${commit.leaves} leaves and ${seen.perCommit[i]} predictions`);
  });
  const { rows } = await client.query(sql.PREDICTION_COUNTS, [lane.id]);
  if (Number(rows[0].ids) !== Number(rows[0].rows)) faults.push(`${rows[0].rows} predictions have ${rows[0].ids} different ids`);
  if (Number(rows[0].rows) !== seen.count) faults.push(`${rows[0].rows} predictions are counted, ${seen.count} are read`);
  return seen.count;
}

/**
 * @param {Client} client
 * @param {LaneRow} lane
 * @param {Told} told
 * @param {string[]} faults
 */
async function checkSetAside(client, lane, told, faults) {
  await compareRows(client, sql.SET_ASIDE, lane, told, (byte) => byte >= FIRST_SET_ASIDE, 'record set aside', faults);
}

/**
 * Walks rows in the order of position beside the bytes of the commits.
 * @param {Client} client
 * @param {string} query
 * @param {LaneRow} lane
 * @param {Told} told
 * @param {(byte: number) => boolean} wanted
 * @param {string} what
 * @param {string[]} faults
 */
async function compareRows(client, query, lane, told, wanted, what, faults) {
  const perCommit = new Array(told.commits.length).fill(0);
  /** @type {string[]} */
  const found = [];
  let [count, next, commit] = [0, 0, 0];
  const skipTo = (/** @type {number} */ position) => {
    for (; next < Math.min(position, told.bytes.length); next++) if (wanted(told.bytes[next])) found.push(`position ${next} has no ${what}`);
  };
  for await (const rows of rowsOf(client, query, [lane.id])) {
    for (const row of rows) {
      const position = Number(row.position);
      count++;
      if (position < next) {
        found.push(`position ${position} has more than one ${what}`);
        continue;
      }
      skipTo(position);
      next = position + 1;
      while (commit < told.commits.length && told.commits[commit].to <= position) commit++;
      if (!told.commits[commit] || told.commits[commit].no !== Number(row.commit_no))
        found.push(`the ${what} at position ${position} names commit ${row.commit_no}, which did not read it`);
      else perCommit[commit]++;
      const byte = told.bytes[position] ?? 0;
      if (!wanted(byte)) found.push(`position ${position} has a ${what}, though it was ${DISPOSITIONS[byte] || 'not read'}`);
      if (row.disposition !== undefined && row.disposition !== byte)
        found.push(`the ${what} at position ${position} has disposition ${row.disposition}, its commit ${byte}`);
    }
  }
  skipTo(told.bytes.length);
  if (found.length > EXAMPLES) faults.push(...found.slice(0, EXAMPLES), `... and ${found.length - EXAMPLES} more like these`);
  else faults.push(...found);
  return { count, perCommit };
}

/** @param {Client} client */
async function checkAllTogether(client) {
  const faults = [];
  const twice = await client.query(sql.IDS_IN_TWO_PLACES);
  if (twice.rows.length > 0) faults.push(`ids that more than one prediction has: ${twice.rows.map((row) => row.id).join(', ')}`);
  const stray = await client.query(sql.PREDICTIONS_OF_NO_LANE);
  if (Number(stray.rows[0].rows) > 0) faults.push(`${stray.rows[0].rows} predictions belong to no lane`);
  return faults;
}

/** @param {readonly LaneReport[]} reports */
export function printBooks(reports) {
  for (const report of reports) {
    console.log(
      `${report.run}, partition ${report.partition}: ${report.records} records in the log, position ${report.position}, ${report.commits} commits, ${report.predictions} predictions`,
    );
    console.log(
      `  ${Object.entries({ ...report.books, ...Object.fromEntries(Object.entries(report.refused).map(([code, n]) => [`refused ${code}`, n])) })
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}`,
    );
    for (const fault of report.faults) console.log(`  FAULT: ${fault}`);
    console.log(report.faults.length === 0 ? '  the books balance' : `  ${report.faults.length} faults`);
  }
}

command(import.meta.url, {}, async (server, options) => {
  const reports = await withSnapshot(server, (client) => checkBooks(client, options['run']));
  printBooks(reports);
  return reports.every((report) => report.faults.length === 0);
});
