import { to as copyTo } from 'pg-copy-streams';
import { built } from '../built.js';

/** @typedef {{ seconds: number, walBytes: number }} Written */

/** Rows of one transaction: what the application has for a commit. */
const BATCH_ROWS = 4096;
const LOG = 'log_id, partition, position, appended_at, type, digest, body';
const PREDICTION =
  'lane_id, commit_no, position, event_time, arrived_at, predicted_at, id, day, version_id, scorer_id, event_id, key, vector, scores, decision, arm, degraded, salt, digest';

/**
 * Takes the log and prediction rows that the application wrote, as they are, into tables of the same columns: as bare rows, and with
 * the application's indexes. Reading them and making them ready is not timed.
 * @param {import('pg').Client} client
 * @param {number} events
 * @param {(work: () => Promise<void>) => Promise<Written>} timed
 */
export async function copyBare(client, events, timed) {
  /** @type {typeof import('../../src/platform/database/index.js')} */
  const { runTogether } = await built('platform/database/index.js');
  /** @type {{ log: Buffer, predictions: Buffer }[]} */
  const payloads = [];
  for (let from = 0; from < events; from += BATCH_ROWS) {
    const log = await payloadOf(client, LOG, 'ingestion.log_record', from);
    payloads.push({ log, predictions: await payloadOf(client, PREDICTION, 'processing.prediction', from) });
  }
  await client.query('CREATE SCHEMA bench');
  const into = async (/** @type {string} */ name) => {
    for (const payload of payloads) {
      const log = { target: `bench.${name}_log (${LOG})`, payload: payload.log };
      const predictions = { target: `bench.${name}_prediction (${PREDICTION})`, payload: payload.predictions };
      // It asks for a connection of a pool; all that it uses of it is a client's.
      await runTogether(/** @type {any} */ (client), ['BEGIN', log, predictions, 'COMMIT']);
    }
  };
  const measured = async (/** @type {string} */ name, /** @type {string} */ indexes) => {
    await client.query(`CREATE TABLE bench.${name}_log (LIKE ingestion.log_record ${indexes})`);
    await client.query(`CREATE TABLE bench.${name}_prediction (LIKE processing.prediction ${indexes})`);
    return timed(() => into(name));
  };
  return { bare: await measured('bare', ''), indexed: await measured('indexed', 'INCLUDING INDEXES') };
}

/**
 * @param {import('pg').Client} client
 * @param {string} columns
 * @param {string} table
 * @param {number} from
 */
async function payloadOf(client, columns, table, from) {
  const rows = `SELECT ${columns} FROM ${table} WHERE position >= ${from} AND position < ${from + BATCH_ROWS} ORDER BY position`;
  const chunks = [];
  for await (const chunk of client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT binary)`))) chunks.push(chunk);
  return Buffer.concat(chunks);
}
