import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { command, rowsOf, withSnapshot } from './database.js';
import * as sql from './sql.js';

/** @typedef {import('pg').Client} Client */

/**
 * The core of a prediction as one line of canonical JSON: keys in order, no spaces, bytes as hex. What is left out (arrival, prediction
 * time, commit, salt) may differ between two runs of the same log.
 * @param {Record<string, any>} row
 * @param {{ run: string, log: string, partition: number }} lane
 */
export function coreLine(row, lane) {
  const core = {
    arm: row['arm'],
    decision: row['decision'],
    degraded: row['degraded'],
    event_id: row['event_id'],
    event_time: Number(row['event_time']),
    id: row['id'],
    key: row['key'],
    model: row['model'] === null ? null : { digest: row['digest'], name: row['model'], version: row['version'] },
    partition: lane.partition,
    pipeline: row['pipeline'],
    position: Number(row['position']),
    run: lane.run,
    scores: row['scores'],
    source: lane.log,
    vector: row['vector'],
  };
  return JSON.stringify(core);
}

/**
 * Every prediction of a run, in the order of position.
 * @param {Client} client
 * @param {string} run
 * @returns {AsyncGenerator<string>} several lines at a time, each with its line end
 */
export async function* coreLines(client, run) {
  const { rows: lanes } = await client.query(sql.LANES, [run]);
  if (lanes.length === 0) throw new Error(`there is no run ${run}`);
  for (const lane of lanes) {
    for await (const rows of rowsOf(client, sql.CORES, [lane.id])) yield rows.map((row) => coreLine(row, lane) + '\n').join('');
  }
}

/**
 * SHA-256 over the core of every prediction of a run: equal for two runs that say the same, whatever befell them.
 * @param {Client} client
 * @param {string} run
 * @param {(lines: string) => Promise<void> | void} [each]
 */
export async function coreDigest(client, run, each) {
  const digest = createHash('sha256');
  let count = 0;
  for await (const lines of coreLines(client, run)) {
    digest.update(lines);
    count += lines.split('\n').length - 1;
    await each?.(lines);
  }
  return { sha256: digest.digest('hex'), count };
}

command(import.meta.url, { out: { type: 'string' } }, async (server, options) => {
  if (!options['run']) throw new Error('say which run: --run PIPELINE@NAME');
  const out = options['out'] ? createWriteStream(options['out']) : process.stdout;
  const { sha256, count } = await withSnapshot(server, (client) =>
    coreDigest(client, options['run'], async (lines) => {
      if (!out.write(lines)) await once(out, 'drain');
    }),
  );
  if (out !== process.stdout) await new Promise((resolve) => void out.end(() => resolve(undefined)));
  console.error(`${count} predictions, SHA-256 ${sha256}`);
  return true;
});
