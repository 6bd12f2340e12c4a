import { rowsOf } from './database.js';
import { DISPOSITIONS } from './dispositions.js';
import { countTopic } from './kafka-log.js';
import * as sql from './sql.js';

/** @typedef {import('pg').Client} Client */
/** @typedef {{ id: number, run: string, partition: number, log: string, position: string, commit_no: string, head: string } & Record<string, any>} LaneRow */
/** @typedef {{ no: number, from: number, to: number, leaves: number }} CommitSpan */
/**
 * What the commits of a lane tell.
 * @typedef {object} Told
 * @property {CommitSpan[]} commits
 * @property {Uint8Array} bytes the last disposition of each position
 */

const [JOINED, PARKED, UNMATCHED] = [3, 4, 5];
const MOVED_BYTES = 9;

/**
 * Counts the log of a lane; its positions must be 0, 1, 2 and so on.
 * @param {Client} client
 * @param {LaneRow} lane
 * @param {string[]} faults
 * @param {import('./kafka-log.js').KafkaPlace} [kafka] where the log is when the database does not have it
 */
export async function countLog(client, lane, faults, kafka) {
  const { rows: logs } = await client.query(sql.LOG_ID, [lane.log]);
  if (logs.length === 0) {
    faults.push(`there is no log ${lane.log}`);
    return { records: 0, refused: {} };
  }
  if ((logs[0].system === 'kafka') !== (kafka !== undefined)) faults.push(`the log ${lane.log} is kept by ${logs[0].system}`);
  const rows = kafka ? [await countTopic(kafka, lane.log)] : (await client.query(sql.LOG_COUNTS, [logs[0].id, lane.partition])).rows;
  const [records, first, last, positions, next] = [rows[0].count, rows[0].first ?? 0, rows[0].last ?? -1, rows[0].positions, rows[0].next ?? 0].map(Number);
  if (first !== 0 || last !== records - 1 || positions !== records)
    faults.push(`the log has ${records} records at ${positions} positions from ${first} to ${last}`);
  if (next !== records) faults.push(`the next position of the log is ${next}, after ${records} records`);
  const refused = await client.query(sql.LOG_REFUSED, [logs[0].id]);
  return { records, refused: Object.fromEntries(refused.rows.map((row) => [row.code, Number(row.count)])) };
}

/**
 * Reads the commits of a lane in order: they must follow each other without a gap and give each record one disposition.
 * @param {Client} client
 * @param {LaneRow} lane
 * @param {string[]} faults
 * @returns {Promise<Told>}
 */
export async function readCommits(client, lane, faults) {
  const bytes = new Uint8Array(Number(lane.position));
  /** @type {CommitSpan[]} */
  const commits = [];
  let [position, no, head] = [0, 0, ''];
  for await (const rows of rowsOf(client, sql.COMMITS, [lane.id])) {
    for (const row of rows) {
      const span = { no: Number(row.commit_no), from: Number(row.from_position), to: Number(row.to_position), leaves: row.leaves };
      if (span.no !== no + 1) faults.push(`commit ${span.no} follows commit ${no}`);
      if (span.from !== position) faults.push(`commit ${span.no} begins at ${span.from}, the one before it ended at ${position}`);
      if (span.to <= span.from) faults.push(`commit ${span.no} goes from ${span.from} to ${span.to}`);
      if (row.dispositions.length !== span.to - span.from)
        faults.push(`commit ${span.no} has ${row.dispositions.length} dispositions for ${span.to - span.from} records`);
      if (span.to > bytes.length) faults.push(`commit ${span.no} ends at ${span.to}, past the lane's position`);
      else take(bytes, span, row.dispositions, faults);
      if (row.moved) move(bytes, span, row.moved, faults);
      commits.push(span);
      [position, no, head] = [span.to, span.no, row.head];
    }
  }
  if (position !== bytes.length) faults.push(`the commits end at ${position}, the lane stands at ${bytes.length}`);
  if (no !== Number(lane.commit_no)) faults.push(`the last commit is ${no}, the lane says ${lane.commit_no}`);
  if (no > 0 && head !== lane.head) faults.push('the head of the last commit is not the head of the lane');
  return { commits, bytes };
}

/**
 * @param {Uint8Array} bytes
 * @param {CommitSpan} span
 * @param {Uint8Array} dispositions
 * @param {string[]} faults
 */
function take(bytes, span, dispositions, faults) {
  dispositions.forEach((byte, i) => {
    if (byte === 0 || byte >= DISPOSITIONS.length) faults.push(`position ${span.from + i} has disposition ${byte}`);
    if (span.from + i < span.to) bytes[span.from + i] = byte;
  });
}

/**
 * Parked outcomes that found their event, or will not any more.
 * @param {Uint8Array} bytes
 * @param {CommitSpan} span
 * @param {Buffer} moved
 * @param {string[]} faults
 */
function move(bytes, span, moved, faults) {
  if (moved.length % MOVED_BYTES !== 0) faults.push(`commit ${span.no} moves ${moved.length} bytes`);
  for (let at = 0; at + MOVED_BYTES <= moved.length; at += MOVED_BYTES) {
    const [position, to] = [Number(moved.readBigInt64BE(at)), moved[at + 8]];
    if (position >= span.to || bytes[position] !== PARKED) faults.push(`commit ${span.no} moves position ${position}, which is not parked`);
    else if (to !== JOINED && to !== UNMATCHED) faults.push(`commit ${span.no} moves position ${position} to disposition ${to}`);
    else bytes[position] = to;
  }
}
