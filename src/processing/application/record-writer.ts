import { randomFillSync } from 'node:crypto';
import { MillraceError } from '../../definition/index.js';
import { HASH_BYTES, leafHash, seal } from '../../governance/index.js';
import { type Candidate, DISPOSITIONS, PARKED, QUARANTINED, type Run, type Step, degradedOf, writePredictionId } from '../domain/index.js';
import type { Commit, PredictionRow } from '../ports/commit-store.port.js';
import type { Scores } from './ask-model.js';
import { RecordEncoder } from './prediction-record.js';

const DAY_US = 86_400_000_000;
const ID_BYTES = 16;
const SALT_BYTES = 16;
/** Bytes of a leaf that are kept to name a record that was changed. */
export const MARK_BYTES = 8;

interface Scored {
  readonly score: number;
  readonly decision: string | undefined;
  /** Why the fallback answered. */
  readonly degraded: string | undefined;
}

interface CommitPlace {
  readonly commitNo: number;
  readonly head: Buffer;
  readonly nowUs: number;
}

/** Turns a scored step into the commit: decisions, rows, one leaf a prediction, and the chain's next head. */
export class RecordWriter {
  private readonly encoder: RecordEncoder | undefined;

  constructor(private readonly run: Run) {
    if (run.model) this.encoder = new RecordEncoder({ run, partition: 0, pipelineHash: run.bound.plan.hash, model: run.model });
  }

  conclude(step: Step, scores: Scores | undefined, place: CommitPlace): Omit<Commit, 'stateId' | 'settles'> {
    const predictions = this.rows(step, scores, place.nowUs);
    const leaves = this.leaves(predictions);
    const facts = { run: this.run.name, partition: 0, commit: place.commitNo, from: step.from, to: step.to, dispositions: step.dispositions };
    const { root, head } = seal(place.head, facts, leaves);
    return {
      commitNo: place.commitNo,
      from: step.from,
      to: step.to,
      day: Math.floor(place.nowUs / DAY_US),
      committedAtUs: place.nowUs,
      maxTimeUs: step.maxTimeUs,
      versionId: this.run.versionId,
      leaves: predictions.length,
      root,
      head,
      leafMarks: marksOf(leaves),
      dispositions: step.dispositions,
      moved: packMoved(step),
      delta: step.delta,
      books: countBooks(step),
      predictions,
      setAside: step.setAside,
      retried: step.retried,
    };
  }

  private rows(step: Step, answers: Scores | undefined, nowUs: number): PredictionRow[] {
    const { candidates } = step;
    const width = this.run.bound.plan.vector.length;
    const vectors = Buffer.from(step.vectors.buffer, step.vectors.byteOffset, step.vectors.byteLength);
    const random = randomFillSync(Buffer.allocUnsafe(candidates.length * SALT_BYTES));
    const ids = Buffer.allocUnsafe(candidates.length * ID_BYTES);
    const scores = new Float64Array(candidates.length);
    const scoreBytes = Buffer.from(scores.buffer);
    const rows: PredictionRow[] = [];
    for (let i = 0; i < candidates.length; i++) {
      const candidate = candidates[i];
      const scored = this.score(candidate, answers, i);
      if (scored instanceof MillraceError) {
        quarantine(step, candidate, scored, step.vectors.slice(i * width, (i + 1) * width));
        continue;
      }
      scores[i] = scored.score;
      writePredictionId(candidate.timeUs, candidate.hash, candidate.hashAt, ids, i * ID_BYTES);
      rows.push({
        id: ids.subarray(i * ID_BYTES, (i + 1) * ID_BYTES),
        position: candidate.record.position,
        eventTimeUs: candidate.timeUs,
        arrivedAtUs: candidate.record.appendedAtUs,
        predictedAtUs: nowUs,
        scorerId: this.run.model?.scorerId ?? 0,
        eventId: candidate.eventId,
        key: candidate.key,
        vector: vectors.subarray(i * width * 8, (i + 1) * width * 8),
        scores: scoreBytes.subarray(i * 8, (i + 1) * 8),
        decision: scored.decision,
        arm: undefined,
        degraded: scored.degraded,
        salt: random.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES),
        digest: candidate.record.digest,
      });
    }
    return rows;
  }

  /** Score and decision of one event. Where the model gave none the fallback answers in the live run, in others nothing does. */
  private score(candidate: Candidate, answers: Scores | undefined, row: number): Scored | MillraceError {
    const predict = this.run.bound.predict;
    if (!predict || !answers) return new MillraceError('model_failed', 'poison', 'the pipeline has no model to ask');
    const failure = answers.failed.get(row);
    const fallback = failure && this.run.live ? predict.fallback : undefined;
    if (failure && !fallback) return failure;
    try {
      const score = fallback ? fallback.score(candidate.event) : predict.score(answers.outputs, row);
      if (!Number.isFinite(score)) return new MillraceError('not_finite', 'poison', 'the score is not a finite number');
      return { score, decision: predict.decision(score, candidate.event), degraded: degradedOf(failure?.code, candidate.truncated) };
    } catch (error) {
      return error instanceof MillraceError ? error : new MillraceError('model_failed', 'poison', 'score or decision cannot be computed', { cause: error });
    }
  }

  private leaves(rows: readonly PredictionRow[]): Buffer {
    const leaves = Buffer.allocUnsafe(rows.length * HASH_BYTES);
    if (!this.encoder) return leaves;
    for (let i = 0; i < rows.length; i++) {
      leafHash(this.encoder.publicPart(rows[i]), rows[i].salt, this.encoder.privatePart(rows[i]), leaves, i * HASH_BYTES);
    }
    return leaves;
  }
}

/** The first bytes of each of the packed leaves. */
export function marksOf(leaves: Buffer): Buffer {
  const marks = Buffer.allocUnsafe((leaves.length / HASH_BYTES) * MARK_BYTES);
  for (let from = 0, to = 0; from < leaves.length; from += HASH_BYTES, to += MARK_BYTES) leaves.copy(marks, to, from, from + MARK_BYTES);
  return marks;
}

function quarantine(step: Step, candidate: Candidate, error: MillraceError, vector: Float64Array): void {
  const { position } = candidate.record;
  step.dispositions[position - step.from] = QUARANTINED;
  step.setAside.push({
    position,
    disposition: QUARANTINED,
    code: error.code,
    reason: error.message,
    eventId: candidate.eventId,
    timeUs: candidate.timeUs,
    vector,
  });
}

/** Pairs of (position as 8 bytes, disposition as 1 byte). */
function packMoved(step: Step): Buffer | undefined {
  if (step.transitions.length === 0) return undefined;
  const moved = Buffer.alloc(step.transitions.length * 9);
  step.transitions.forEach(({ position, to }, i) => {
    moved.writeBigInt64BE(BigInt(position), i * 9);
    moved[i * 9 + 8] = to;
  });
  return moved;
}

function countBooks(step: Step): number[] {
  const books = new Array<number>(DISPOSITIONS.length).fill(0);
  for (const disposition of step.dispositions) books[disposition]++;
  for (const { to } of step.transitions) {
    books[PARKED]--;
    books[to]++;
  }
  return books.slice(1);
}
