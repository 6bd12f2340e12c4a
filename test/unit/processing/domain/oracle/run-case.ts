import { createHash } from 'node:crypto';
import { bindPlan, checkDocument, formatTimeUs } from '../../../../../src/definition/index.js';
import type { LoggedRecord } from '../../../../../src/processing/domain/index.js';
import type { Case } from './cases.js';
import type { Expected, OracleRecord } from './oracle.js';
import { documentOf, schemaOf } from './spec.js';
import { TestLane } from './test-lane.js';

/** Runs a case through the engine; what each predicted event got, by position. */
export function runCase({ spec, records, batch, lag, schedule }: Case): Map<number, Expected> {
  const { plan, faults } = checkDocument(documentOf(spec), schemaOf);
  if (!plan) throw new Error(JSON.stringify(faults));
  const lane = new TestLane(bindPlan(plan), lag);
  const logged = records.map(loggedOf);
  const found = new Map<number, Expected>();
  const width = plan.vector.length;
  for (let commit = 0; lane.position < logged.length; commit++) {
    const step = lane.work(logged.slice(lane.position, lane.position + batch));
    step.candidates.forEach(({ record, truncated }, row) => {
      const features = Object.fromEntries(plan.vector.map((f, i) => [plan.features[f].name, step.vectors[row * width + i]]));
      const before = found.get(record.position);
      // What was computed and lost is computed again: it must come to the same.
      found.set(
        record.position,
        before && !Object.entries(features).every(([name, value]) => Object.is(before.features[name], value)) ? DIFFERENT : { features, truncated },
      );
    });
    const { restart, laneImage, keys, findable, evict, expire, leave } = schedule[commit % schedule.length];
    lane.keep(laneImage, keys, findable);
    lane.evict(evict);
    lane.expire(expire);
    // One restart for each place of the log: otherwise a case need not end.
    if (restart && commit < 2 * logged.length) lane.restart(leave);
  }
  return found;
}

const DIFFERENT: Expected = { features: { again: NaN }, truncated: false };

function loggedOf({ type, event, appendedAtUs }: OracleRecord, position: number): LoggedRecord {
  const { t, ...fields } = event;
  const body = JSON.stringify({ ...fields, at: formatTimeUs(t) });
  return { position, appendedAtUs, type, digest: createHash('sha256').update(body).digest().subarray(0, 16), body };
}
