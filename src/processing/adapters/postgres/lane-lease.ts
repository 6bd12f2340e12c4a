import type { PoolClient } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import type { LaneClaim } from '../../ports/commit-store.port.js';
import { readDisputed } from './cut-over.js';

interface LaneRow {
  id: number;
  term: number;
  owner: string | null;
  owner_alive: boolean;
  lease_open: boolean;
}

/**
 * Takes a lane over: free when its lease is over by the database's clock, or when the backend that owned it is gone, because no commit
 * of it can be under way then. A backend that outlived its lease is ended first, and before any lock is asked for: a stopped client keeps
 * its locks otherwise. The term is raised and the position read in one statement; only then may state be loaded.
 */
export async function claimLane(client: PoolClient, run: string, partition: number, owner: string, leaseSeconds: number): Promise<LaneClaim> {
  const found = await client.query<LaneRow>(
    `SELECT id, term, owner, coalesce(lease_until > now(), false) AS lease_open,
       EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = lane.owner_pid AND backend_start = lane.owner_started) AS owner_alive
     FROM processing.lane AS lane WHERE run = $1 AND partition = $2`,
    [run, partition],
  );
  const lane = found.rows[0];
  if (!lane) throw new MillraceError('run_unknown', 'poison', `there is no run "${run}"`);
  // What this process held before is its own to end.
  if (lane.owner !== null && lane.owner !== owner && lane.lease_open && lane.owner_alive) throw laneOwned(run, lane.owner);
  if (lane.owner !== null && lane.owner_alive) await client.query(END_OWNER, [lane.id, lane.term]);
  await client.query('BEGIN');
  const claimed = await client.query<{ term: number; position: number; commit_no: number; head: Buffer; state_id: number }>(
    `UPDATE processing.lane SET term = term + 1, owner = $2, owner_pid = pg_backend_pid(),
       owner_started = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()), lease_until = clock_timestamp() + $3 * interval '1 second'
     WHERE id = $1 AND term = $4 RETURNING term, position, commit_no, head, state_id`,
    [lane.id, owner, leaseSeconds, lane.term],
  );
  if (claimed.rowCount !== 1) throw laneOwned(run, 'a worker that was faster');
  const { term, position, commit_no: commitNo, head, state_id: stateId } = claimed.rows[0];
  const version = await client.query<{ version_id: number }>('SELECT version_id FROM processing.run WHERE name = $1', [run]);
  const disputed = await readDisputed(client, stateId);
  await client.query('COMMIT');
  return { laneId: lane.id, run, partition, term, position, commitNo, head, versionId: version.rows[0].version_id, stateId, disputed };
}

/** Only while the lane has the term that was judged, and only the very backend that claimed it: its number may be another's by now. */
const END_OWNER = `SELECT pg_terminate_backend(a.pid, 5000) FROM processing.lane l
  JOIN pg_stat_activity a ON a.pid = l.owner_pid AND a.backend_start = l.owner_started WHERE l.id = $1 AND l.term = $2`;

function laneOwned(run: string, owner: string): MillraceError {
  return new MillraceError('lane_owned', 'retryable', `the lane of "${run}" is owned by ${owner}`);
}
