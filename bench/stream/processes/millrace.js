// Millrace without log, model and store, over the lines of the file as its intake splits them.
import { createReadStream } from 'node:fs';
import { built } from '../../built.js';
import { Checksum } from '../checksum.js';
import { EVENT_BYTES, openLane } from '../lane.js';
import { runPasses } from '../pass.js';

/** As the intake has it. */
const LINES_BYTES = 1024 * 1024;

/** @type {typeof import('../../../src/ingestion/adapters/http/ndjson-lines.js')} */
const { lineBatches } = await built('ingestion/adapters/http/ndjson-lines.js');

await runPasses(async (file, limit) => {
  const { lane, take } = openLane();
  const checksum = new Checksum();
  for await (const lines of lineBatches(createReadStream(file, { highWaterMark: 256 * 1024 }), { lineBytes: EVENT_BYTES, batchBytes: LINES_BYTES })) {
    take(lines, (vectors) => checksum.add(vectors));
    if (lane.position >= limit) break;
  }
  return { events: lane.position, checksum: checksum.toString(), partSeconds: { door: lane.doorSeconds, features: lane.featureSeconds } };
});
