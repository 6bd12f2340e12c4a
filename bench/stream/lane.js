import { fileURLToPath } from 'node:url';
import { built } from '../built.js';

/** As the application has them. */
export const EVENT_BYTES = 1024 * 1024;
const BATCH_RECORDS = 4096;
/** After every event time that is made here: nothing is from the future. */
const APPENDED_AT_US = Date.parse('2026-01-01T00:00:00Z') * 1000;

/** @type {typeof import('../../src/definition/index.js')} */
const { bindPlan } = await built('definition/index.js');
/** @type {typeof import('../../src/ingestion/index.js')} */
const { IntakeDecoder, Sources } = await built('ingestion/index.js');
/** @type {typeof import('../../src/governance/application/refuse-protection.js')} */
const { RefuseProtection } = await built('governance/application/refuse-protection.js');
/** @type {typeof import('../../src/processing/index.js')} */
const { LaneState, PredictionIds, StepComputer } = await built('processing/index.js');
/** @type {typeof import('../../src/cli/load-pipeline.js')} */
const { loadPipeline } = await built('cli/load-pipeline.js');

const { plan } = await loadPipeline(fileURLToPath(new URL('pipeline', import.meta.url)));

/**
 * Millrace from the bytes of an event to its vector, without log, model and store: the door (parse, guard, schema, canonical form, digest),
 * then order, ids, windows, vector and delta, with the code of the application.
 */
export function openLane() {
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
  const lane = { position: 0, doorSeconds: 0, featureSeconds: 0 };

  /** As the log gives it back. @param {import('../../src/ingestion/ports/log.port.js').LogEvent} event */
  function recordOf({ type, digest, body, event }) {
    return { position: lane.position++, appendedAtUs: APPENDED_AT_US, type, digest, body, event };
  }

  /**
   * Takes lines; every one of them is to come to a vector.
   * @param {Buffer[]} lines
   * @param {(vectors: Float64Array) => void} each is given the vectors of some events in order
   */
  function take(lines, each) {
    const start = process.cpuUsage();
    const { events, refused } = decoder.decode({ log: plan.source, type: 'payment', entries: lines });
    if (refused.length > 0) throw new Error(`a line was refused: ${JSON.stringify(refused[0])}`);
    const door = process.cpuUsage(start);
    const decoded = process.cpuUsage();
    for (let from = 0; from < events.length; from += BATCH_RECORDS) {
      const records = events.slice(from, from + BATCH_RECORDS).map(recordOf);
      const step = computer.compute(records);
      if (step.candidates.length !== records.length) throw new Error(`an event was set aside: ${JSON.stringify(step.setAside[0])}`);
      each(step.vectors);
    }
    lane.doorSeconds += secondsOf(door);
    lane.featureSeconds += secondsOf(process.cpuUsage(decoded));
  }
  return { lane, take };
}

/** @param {NodeJS.CpuUsage} usage of all threads */
function secondsOf({ user, system }) {
  return (user + system) / 1e6;
}
