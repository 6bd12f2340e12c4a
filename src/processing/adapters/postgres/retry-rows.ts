import type { Pool } from 'pg';
import { QUARANTINED, type QuarantinedRecord, type Retries } from '../../domain/index.js';
import type { Commit } from '../../ports/commit-store.port.js';

interface QuarantineRow {
  position: number;
  event_time: number | null;
  retried_by: number | null;
  vector: Buffer | null;
  /** Whether the features that made the vector are those of the run's pipeline now. */
  same_features: boolean;
}

/** What was kept of a run's quarantined records; a vector of other features than the run's comes back empty. */
export async function readQuarantined(pool: Pool, run: string, positions: readonly number[]): Promise<Retries> {
  const found = await pool.query<QuarantineRow>(
    `SELECT aside.position, aside.event_time, aside.retried_by, aside.vector,
       (made.plan -> 'features', made.plan -> 'vector', made.plan -> 'groups') = (now.plan -> 'features', now.plan -> 'vector', now.plan -> 'groups') AS same_features
     FROM processing.set_aside aside
     JOIN processing.lane ON lane.id = aside.lane_id
     JOIN processing.run ON run.name = lane.run
     JOIN processing.commit ON commit.lane_id = aside.lane_id AND commit.commit_no = aside.commit_no
     JOIN processing.pipeline_version made ON made.id = commit.version_id
     JOIN processing.pipeline_version now ON now.id = run.version_id
     WHERE lane.run = $1 AND aside.disposition = ${QUARANTINED} AND aside.position = ANY ($2)`,
    [run, positions],
  );
  return new Map(found.rows.map((row) => [row.position, recordOf(row)]));
}

function recordOf({ event_time, retried_by, vector, same_features }: QuarantineRow): QuarantinedRecord {
  return {
    timeUs: event_time ?? undefined,
    retriedBy: retried_by ?? undefined,
    vector: vector ? (same_features ? doublesOf(vector) : new Float64Array(0)) : undefined,
  };
}

function doublesOf(bytes: Buffer): Float64Array {
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8));
}

/** A statement of the commit: which quarantined records it tried again. */
export function retriesNote(laneId: number, retried: Commit['retried']): string {
  const list = (positions: Iterable<number>): string => `'{${[...positions].join(',')}}'::bigint[]`;
  return `UPDATE processing.set_aside AS aside SET retried_by = retry.by FROM unnest(${list(retried.keys())}, ${list(retried.values())}) AS retry (of, by)
    WHERE aside.lane_id = ${laneId} AND aside.position = retry.of`;
}

export async function dropQuarantined(pool: Pool, run: string, position: number): Promise<void> {
  await pool.query(
    `UPDATE processing.set_aside SET dropped_at = now()
     WHERE lane_id = (SELECT id FROM processing.lane WHERE run = $1) AND position = $2 AND disposition = ${QUARANTINED} AND retried_by IS NULL`,
    [run, position],
  );
}
