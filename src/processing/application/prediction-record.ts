import { CborWriter } from '../../governance/index.js';
import type { RecordContext, RecordRow } from '../domain/index.js';

/**
 * The `core` of a prediction in two deterministic CBOR maps (RFC 8949, 4.2.1), format version 1; see contracts/prediction-record.cddl.
 * The public part names no person: the id is a keyed hash. The private part is what erasure removes: event id, key, vector, scores and
 * decision. Vector and scores are byte strings of little-endian doubles.
 */
export class RecordEncoder {
  private readonly public = new CborWriter();
  private readonly private = new CborWriter();
  private readonly same: ReturnType<typeof sameParts>;

  constructor(context: RecordContext) {
    this.same = sameParts(context);
  }

  /** Keys in the order of their encoded bytes. The view is valid until the next call. */
  publicPart(row: RecordRow): Buffer {
    const { public: cbor, same } = this;
    cbor.map(10);
    cbor.text('id');
    cbor.bytes(row.id);
    cbor.text('arm');
    textOrNull(cbor, row.arm);
    cbor.raw(same.source);
    textOrNull(cbor, row.degraded);
    cbor.raw(same.pipeline);
    cbor.integer(row.position);
    cbor.raw(same.partition);
    cbor.integer(row.eventTimeUs);
    return cbor.view();
  }

  /** As above, for what erasure removes. */
  privatePart(row: RecordRow): Buffer {
    const cbor = this.private;
    cbor.map(5);
    cbor.text('key');
    cbor.text(row.key);
    cbor.text('scores');
    cbor.bytes(row.scores);
    cbor.text('vector');
    cbor.bytes(row.vector);
    cbor.text('decision');
    textOrNull(cbor, row.decision);
    cbor.text('event_id');
    cbor.text(row.eventId);
    return cbor.view();
  }
}

/** What is the same in the public part of every record of a run, from one value that differs to the next. */
function sameParts({ run, model, partition, pipelineHash }: RecordContext): { source: Buffer; pipeline: Buffer; partition: Buffer } {
  const cbor = new CborWriter();
  cbor.text('run');
  cbor.text(run.name);
  cbor.text('model');
  cbor.map(3);
  cbor.text('name');
  cbor.text(model.name);
  cbor.text('digest');
  cbor.bytes(Buffer.from(model.digest, 'hex'));
  cbor.text('version');
  cbor.integer(model.version);
  cbor.text('source');
  cbor.text(run.log);
  cbor.text('degraded');
  const source = cbor.take();
  cbor.text('pipeline');
  cbor.bytes(Buffer.from(pipelineHash, 'hex'));
  cbor.text('position');
  const pipeline = cbor.take();
  cbor.text('partition');
  cbor.integer(partition);
  cbor.text('event_time');
  return { source, pipeline, partition: cbor.take() };
}

function textOrNull(cbor: CborWriter, value: string | undefined): void {
  if (value === undefined) cbor.null();
  else cbor.text(value);
}
