import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Plan, bindPlan, checkDocument } from '../../../../src/definition/index.js';
import { LaneState, type LoggedRecord, PredictionIds, Recovery, StepComputer } from '../../../../src/processing/domain/index.js';

interface Kept {
  readonly document: string;
  readonly plan: Plan;
  readonly batch: number;
  readonly images: readonly { readonly group: number; readonly key: string; readonly commitNo: number; readonly image: string }[];
  readonly deltas: readonly { readonly commitNo: number; readonly from: number; readonly delta: string }[];
  readonly records: readonly {
    readonly position: number;
    readonly appendedAtUs: number;
    readonly type: string;
    readonly digest: string;
    readonly body: string;
  }[];
  readonly vectors: readonly { readonly id: string; readonly vector: readonly number[] }[];
}

const kept = JSON.parse(readFileSync(join(import.meta.dirname, 'kept', 'state-format-1.json'), 'utf8')) as Kept;
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

/** The vectors of the records after the state that was kept. */
function vectorsAfter(plan: Plan): Kept['vectors'] {
  const state = new LaneState(bindPlan(plan));
  const recovery = new Recovery(state);
  for (const image of kept.images) recovery.image({ ...image, image: bytes(image.image) });
  for (const delta of kept.deltas) recovery.replay({ ...delta, delta: bytes(delta.delta) });
  const computer = new StepComputer(state, new PredictionIds(Buffer.alloc(32, 7), 'kept'));
  const records: LoggedRecord[] = kept.records.map((record) => ({ ...record, digest: bytes(record.digest) }));
  const width = plan.vector.length;
  return Array.from({ length: Math.ceil(records.length / kept.batch) }, (_, i) => records.slice(i * kept.batch, (i + 1) * kept.batch)).flatMap((batch) => {
    const step = computer.compute(batch);
    return step.candidates.map(({ eventId }, i) => ({ id: eventId, vector: [...step.vectors.subarray(i * width, (i + 1) * width)] }));
  });
}

describe('state that an earlier version wrote', () => {
  it('of format 1 is read, and gives the same vectors to what follows', () => {
    expect(vectorsAfter(kept.plan)).toEqual(kept.vectors);
    expect(kept.vectors.length).toBeGreaterThan(50);
  });

  it('belongs to the plan that the document compiles to now', () => {
    const schemas = new Map(kept.plan.events.map(({ type, schema }) => [`${type}.json`, JSON.stringify(schema)]));
    // Which plans share a state may be told otherwise by a later version; a stored version keeps the hash that it was stored with.
    const { stateHash: _now, ...now } = checkDocument(kept.document, (file) => schemas.get(file)).plan ?? kept.plan;
    const { stateHash: _then, ...then } = kept.plan;
    expect(now).toEqual(then);
  });
});
