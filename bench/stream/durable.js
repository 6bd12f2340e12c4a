import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { embeddedServer, rowsOf, withClient } from '../../test/checker/database.js';
import { cpuOf, cpuOfServer, peakMemoryOf, postmasterOf } from '../../test/long/processes.js';
import { sendLines, startApplication, untilCommitted } from '../application.js';
import { withScratch } from '../scratch.js';
import { median } from '../statistics.js';
import { copyBare } from './bare-copy.js';
import { Checksum } from './checksum.js';
import { expectedChecksum } from './features.js';

/** @typedef {{ seconds: number, walBytes: number }} Written */
/** @typedef {Written & { applicationCpuSeconds: number, postgresCpuSeconds: number, peakBytes: number, checksum: string, bare: Written, indexed: Written, faults: string[] }} Round */

export const PIPELINE = fileURLToPath(new URL('pipeline', import.meta.url));
export const PAYMENTS = '/v1/events/payments/payment';
const SECONDS_PER_EVENT = 0.002;
const LEAST_SECONDS = 60;

/**
 * The whole application with everything durable, and then a bare COPY of the rows that it wrote, in the same server.
 * @param {{ file: string, events: number, rounds: number }} options
 */
export async function measureDurable({ file, events, rounds }) {
  /** @type {Round[]} */
  const all = [];
  for (let round = 0; round < rounds; round++) {
    console.error(`durable: round ${round + 1} of ${rounds}`);
    all.push(await withScratch((folder) => oneRound(folder, file, events)));
  }
  const expected = await expectedChecksum(file, events);
  const differing = all.filter(({ checksum }) => checksum !== expected).map(({ checksum }) => `the stored vectors have ${checksum}, not ${expected}`);
  const middle = (/** @type {(round: Round) => number} */ of) => median(all.map(of));
  const written = (/** @type {(round: Round) => Written} */ of) => ({
    perSecond: events / middle((round) => of(round).seconds),
    walBytesPerEvent: middle((round) => of(round).walBytes) / events,
  });
  return {
    events,
    rounds,
    checksum: expected,
    millrace: {
      ...written((round) => round),
      applicationCpuUsPerEvent: (middle((round) => round.applicationCpuSeconds) / events) * 1e6,
      postgresCpuUsPerEvent: (middle((round) => round.postgresCpuSeconds) / events) * 1e6,
      peakBytes: middle((round) => round.peakBytes),
    },
    bare: written((round) => round.bare),
    indexed: written((round) => round.indexed),
    ratios: {
      bare: { perSecond: middle((round) => round.bare.seconds / round.seconds), wal: middle((round) => round.walBytes / round.bare.walBytes) },
      indexed: { perSecond: middle((round) => round.indexed.seconds / round.seconds), wal: middle((round) => round.walBytes / round.indexed.walBytes) },
    },
    faults: [...new Set([...differing, ...all.flatMap((round) => round.faults)])],
  };
}

/**
 * @param {string} folder
 * @param {string} file
 * @param {number} events
 * @returns {Promise<Round>}
 */
async function oneRound(folder, file, events) {
  const application = await startApplication(PIPELINE, folder);
  try {
    return await withClient(embeddedServer(application.dataDir), async (client) => {
      const server = postmasterOf(application.dataDir) ?? 0;
      const before = { application: cpuOf(application.pid), postgres: cpuOfServer(server) };
      const { result, ...written } = await timed(client, async () => {
        const sent = await sendLines(application, PAYMENTS, createReadStream(file, { highWaterMark: 256 * 1024 }));
        const status = await untilCommitted(application, 'stream', events, LEAST_SECONDS + events * SECONDS_PER_EVENT);
        return { sent, status };
      });
      const applicationCpuSeconds = cpuOf(application.pid) - before.application;
      const postgresCpuSeconds = cpuOfServer(server) - before.postgres;
      const checksum = await storedChecksum(client);
      const { bare, indexed } = await copyBare(client, events, (work) => timed(client, work));
      const faults = faultsOf(events, result.sent, result.status.books);
      return { ...written, applicationCpuSeconds, postgresCpuSeconds, peakBytes: peakMemoryOf(application.pid), checksum, bare, indexed, faults };
    });
  } finally {
    await application.stop();
  }
}

/**
 * Time and WAL of some work. A checkpoint goes first, so that each begins with the same whole pages to write.
 * @template T
 * @param {import('pg').Client} client
 * @param {() => Promise<T>} work
 */
async function timed(client, work) {
  await client.query('CHECKPOINT');
  const lsn = async () => (await client.query('SELECT pg_current_wal_insert_lsn() AS lsn')).rows[0].lsn;
  const from = await lsn();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const { rows } = await client.query('SELECT pg_wal_lsn_diff($1, $2)::float8 AS bytes', [await lsn(), from]);
  return { result, seconds, walBytes: Number(rows[0].bytes) };
}

/** The sum over the vectors as they are stored, in log order: what the peers of the features come to. @param {import('pg').Client} client */
async function storedChecksum(client) {
  const checksum = new Checksum();
  await client.query('BEGIN');
  for await (const rows of rowsOf(client, 'SELECT vector FROM processing.prediction ORDER BY position', [])) {
    for (const { vector } of rows) checksum.add(new Float64Array(new Uint8Array(vector).buffer));
  }
  await client.query('COMMIT');
  return checksum.toString();
}

/**
 * @param {number} events
 * @param {{ accepted: number, refused_count: number }} sent
 * @param {Record<string, number | boolean>} books
 */
function faultsOf(events, sent, books) {
  const faults = [];
  if (sent.accepted !== events) faults.push(`the intake took ${sent.accepted} of ${events} events and refused ${sent.refused_count}`);
  if (books['predicted'] !== events || books['balanced'] !== true) faults.push(`the books do not say ${events} predicted: ${JSON.stringify(books)}`);
  return faults;
}
