import type { PoolClient } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import type { LaneClaim } from '../../ports/commit-store.port.js';
import { readDisputed } from './cut-over.js';

interface LaneRow {
  id: number;
  term: number;
  position: number;
  commit_no: number;
  head: Buffer;
  owner: string | null;
  owner_pid: number | null;
  owner_alive: boolean;
  lease_open: boolean;
}

/**
 * Takes a lane over: free when its lease is over by the database's clock, or when the backend that owned it is gone, because no commit
 * of it can be under way then. A backend that outlived its lease is ended first: a stopped client keeps its locks otherwise.
 */
export async function claimLane(client: PoolClient, run: string, partition: number, owner: string, leaseSeconds: number): Promise<LaneClaim> {
  await client.query('BEGIN');
  const found = await client.query<LaneRow>(
    `SELECT id, term, position, commit_no, head, owner, owner_pid, coalesce(lease_until > now(), false) AS lease_open,
       EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = lane.owner_pid AND backend_start = lane.owner_started) AS owner_alive
     FROM processing.lane AS lane WHERE run = $1 AND partition = $2 FOR UPDATE`,
    [run, partition],
  );
  const lane = found.rows[0];
  if (!lane) throw new MillraceError('run_unknown', 'poison', `there is no run "${run}"`);
  if (lane.owner !== null && lane.lease_open && lane.owner_alive) {
    throw new MillraceError('lane_owned', 'retryable', `the lane of "${run}" is owned by ${lane.owner}`);
  }
  if (lane.owner !== null && lane.owner_alive) await client.query('SELECT pg_terminate_backend($1, 5000)', [lane.owner_pid]);
  const claimed = await client.query<{ term: number; position: number; commit_no: number; head: Buffer; state_id: number }>(
    `UPDATE processing.lane SET term = term + 1, owner = $2, owner_pid = pg_backend_pid(),
       owner_started = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()), lease_until = now() + $3 * interval '1 second'
     WHERE id = $1 RETURNING term, position, commit_no, head, state_id`,
    [lane.id, owner, leaseSeconds],
  );
  const { term, position, commit_no: commitNo, head, state_id: stateId } = claimed.rows[0];
  const version = await client.query<{ version_id: number }>('SELECT version_id FROM processing.run WHERE name = $1', [run]);
  const disputed = await readDisputed(client, stateId);
  await client.query('COMMIT');
  return { laneId: lane.id, run, partition, term, position, commitNo, head, versionId: version.rows[0].version_id, stateId, disputed };
}
