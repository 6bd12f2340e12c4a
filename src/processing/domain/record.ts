import type { Run, RunModel } from './run.js';

/** What the record of a prediction names of its run: the same in every record of a commit. */
export interface RecordContext {
  readonly run: Pick<Run, 'name' | 'log'>;
  readonly partition: number;
  /** SHA-256 of the plan, hex. */
  readonly pipelineHash: string;
  readonly model: Pick<RunModel, 'name' | 'version' | 'digest'>;
}

/** What differs between the records of a commit. `vector` and `scores` are little-endian doubles, `id` has 16 bytes. */
export interface RecordRow {
  readonly id: Buffer;
  readonly position: number;
  readonly eventTimeUs: number;
  readonly eventId: string;
  readonly key: string;
  readonly vector: Buffer;
  readonly scores: Buffer;
  readonly decision: string | undefined;
  readonly arm: string | undefined;
  readonly degraded: string | undefined;
}
