// Millrace without log, model and store: the door (parse, guard, schema, canonical form, digest), then order, ids, windows, vector, delta.
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { built } from '../../built.js';
import { Checksum } from '../checksum.js';
import { runPasses } from '../pass.js';

/** @type {typeof import('../../../src/definition/index.js')} */
const { bindPlan } = await built('definition/index.js');
/** @type {typeof import('../../../src/ingestion/index.js')} */
const { IntakeDecoder, Sources } = await built('ingestion/index.js');
/** @type {typeof import('../../../src/ingestion/adapters/http/ndjson-lines.js')} */
const { lineBatches } = await built('ingestion/adapters/http/ndjson-lines.js');
/** @type {typeof import('../../../src/governance/application/refuse-protection.js')} */
const { RefuseProtection } = await built('governance/application/refuse-protection.js');
/** @type {typeof import('../../../src/processing/index.js')} */
const { LaneState, PredictionIds, StepComputer } = await built('processing/index.js');
/** @type {typeof import('../../../src/cli/load-pipeline.js')} */
const { loadPipeline } = await built('cli/load-pipeline.js');

/** As the application has them. */
const EVENT_BYTES = 1024 * 1024;
const LINES_BYTES = 1024 * 1024;
const BATCH_RECORDS = 4096;
const APPENDED_AT_US = Date.parse('2027-01-01T00:00:00Z') * 1000;

const { plan } = await loadPipeline(process.argv[4] ?? fileURLToPath(new URL('../pipeline', import.meta.url)));

await runPasses(async (file, limit) => {
  const bound = bindPlan(plan);
  const protection = new RefuseProtection();
  const sources = new Sources(protection);
  sources.declare(
    plan.source,
    plan.pipeline,
    plan.events.map((event) => ({ bound: /** @type {any} */ (bound.events.get(event.type)), schema: event.schema })),
  );
  const decoder = new IntakeDecoder(sources, protection, Buffer.alloc(32, 1), EVENT_BYTES);
  const computer = new StepComputer(new LaneState(bound), new PredictionIds(Buffer.alloc(32, 2), plan.pipeline));
  const checksum = new Checksum();
  let position = 0;
  let predicted = 0;
  let doorMs = 0;
  let stepMs = 0;
  for await (const lines of lineBatches(createReadStream(file, { highWaterMark: 256 * 1024 }), EVENT_BYTES, LINES_BYTES)) {
    const start = performance.now();
    const { events, refused } = decoder.decode({ log: plan.source, type: 'payment', entries: lines });
    if (refused.length > 0) throw new Error(`line refused: ${JSON.stringify(refused[0])}`);
    const decoded = performance.now();
    doorMs += decoded - start;
    for (let from = 0; from < events.length; from += BATCH_RECORDS) {
      const records = events.slice(from, from + BATCH_RECORDS).map((event) => ({ position: position++, appendedAtUs: APPENDED_AT_US, ...event }));
      const step = computer.compute(records);
      if (step.setAside.length > 0) throw new Error(`event set aside: ${JSON.stringify(step.setAside[0])}`);
      predicted += step.candidates.length;
      checksum.add(step.vectors);
    }
    stepMs += performance.now() - decoded;
    if (position >= limit) break;
  }
  return { events: predicted, checksum: checksum.toString(), partSeconds: { door: doorMs / 1000, features: stepMs / 1000 } };
});
