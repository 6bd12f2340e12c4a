import { describe, expect, it } from 'vitest';
import { encodeCbor } from '../../../../src/governance/domain/cbor.js';
import { RecordEncoder } from '../../../../src/processing/application/prediction-record.js';
import type { RecordContext, RecordRow } from '../../../../src/processing/domain/index.js';

const context: RecordContext = {
  run: { name: `card-fraud@${'long'.repeat(20)}`, log: 'payments' },
  partition: 300,
  pipelineHash: 'ab'.repeat(32),
  model: { name: 'card-fraud', version: 70_000, digest: '01'.repeat(32) },
};
const row = (changes: Partial<RecordRow> = {}): RecordRow => ({
  ...{ id: Buffer.alloc(16, 5), position: 2 ** 40, eventTimeUs: 1_700_000_000_000_000, eventId: 'e', key: 'k' },
  ...{ vector: Buffer.alloc(144, 1), scores: Buffer.alloc(8, 2), decision: undefined, arm: undefined, degraded: undefined },
  ...changes,
});
const ROWS = [
  row(),
  row({ position: 0, eventTimeUs: -1, eventId: 'é'.repeat(90), key: 'k'.repeat(65), decision: 'review' }),
  row({ arm: 'canary', degraded: 'timeout', position: 23 }),
  row({ vector: Buffer.alloc(0), scores: Buffer.alloc(700, 9), position: 65_536 }),
];

describe('the record of a prediction', () => {
  it.each(ROWS.map((one, i) => [i, one] as const))('is deterministic CBOR of its fields, as a writer that sorts them gives (%i)', (_, one) => {
    const encoder = new RecordEncoder(context);
    // What was written before leaves no trace.
    for (const other of ROWS) {
      encoder.publicPart(other);
      encoder.privatePart(other);
    }
    const { run, model, partition } = context;
    const [pipeline, digest] = [Buffer.from(context.pipelineHash, 'hex'), Buffer.from(model.digest, 'hex')];
    expect(encoder.publicPart(one)).toEqual(
      encodeCbor({
        ...{ id: one.id, run: run.name, source: run.log, partition, position: one.position, event_time: one.eventTimeUs, pipeline },
        ...{ model: { name: model.name, version: model.version, digest }, arm: one.arm ?? null, degraded: one.degraded ?? null },
      }),
    );
    const { key, scores, vector, decision = null, eventId } = one;
    expect(encoder.privatePart(one)).toEqual(encodeCbor({ key, scores, vector, decision, event_id: eventId }));
  });
});
