import { createHash, randomBytes } from 'node:crypto';
import type { Commit, PredictionRow } from '../../src/processing/ports/commit-store.port.js';

const LATE = 6;
const DAY = 20_000;
const TIME_US = DAY * 86_400_000_000;
export const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

interface CommitPlace {
  readonly run: string;
  readonly versionId: number;
  readonly scorerId: number;
  readonly stateId: number;
}

/** A commit of one prediction and one late record. */
export function makeCommit({ run, versionId, scorerId, stateId }: CommitPlace, commitNo: number, from: number, changes: Partial<Commit> = {}): Commit {
  const name = `${run} ${commitNo}`;
  const prediction: PredictionRow = {
    ...{
      id: randomBytes(16),
      position: from,
      eventTimeUs: TIME_US,
      arrivedAtUs: TIME_US,
      predictedAtUs: TIME_US,
      eventId: name,
      key: 'k',
      decision: 'pass',
      arm: undefined,
    },
    ...{ degraded: undefined, vector: Buffer.alloc(16), scores: Buffer.alloc(8), scorerId, salt: randomBytes(16), digest: randomBytes(16) },
  };
  return {
    ...{
      commitNo,
      from,
      to: from + 2,
      day: DAY,
      committedAtUs: TIME_US,
      maxTimeUs: TIME_US,
      versionId,
      leaves: 1,
      root: hash(`root ${name}`),
      head: hash(name),
    },
    ...{
      leafMarks: randomBytes(8),
      dispositions: Uint8Array.of(1, LATE),
      moved: undefined,
      delta: Buffer.from(`delta ${commitNo}`),
      retried: new Map(),
      stateId,
      settles: false,
      books: [1, 0, 0, 0, 0, 1, 0, 0],
    },
    predictions: [prediction],
    setAside: [{ position: from + 1, disposition: LATE, code: 'late', reason: 'too late', eventId: 'e' }],
    ...changes,
  };
}
