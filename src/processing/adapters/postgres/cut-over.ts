import type { PoolClient } from 'pg';
import { JOINED, UNMATCHED } from '../../domain/index.js';
import type { CutOver, DisputedOutcome, LaneClaim } from '../../ports/commit-store.port.js';

const SETTLED = 0;

/** Moves a lane to another version and state in one transaction; undefined, with nothing changed, where anything is not as expected. */
export async function cutOverLane(
  client: PoolClient,
  claim: LaneClaim,
  { versionId, stateId, disputed, keepSeconds }: CutOver,
): Promise<LaneClaim | undefined> {
  await client.query('BEGIN');
  const moved = await client.query<{ term: number; position: number; commit_no: number; head: Buffer }>(
    `UPDATE processing.lane SET term = term + 1, state_id = $4, next_version_id = NULL, previous_version_id = $5
     WHERE id = $1 AND term = $2 AND state_id = $3 AND next_version_id = $6 RETURNING term, position, commit_no, head`,
    [claim.laneId, claim.term, claim.stateId, stateId, claim.versionId, versionId],
  );
  const whole =
    moved.rowCount === 1 && (stateId === claim.stateId || (await exchangeStates(client, claim, stateId, versionId, keepSeconds, moved.rows[0].position)));
  if (!whole) {
    await client.query('ROLLBACK');
    return undefined;
  }
  await client.query('UPDATE processing.run SET version_id = $2 WHERE name = $1', [claim.run, versionId]);
  await writeDisputed(client, stateId, disputed);
  await client.query('COMMIT');
  const { term, position, commit_no: commitNo, head } = moved.rows[0];
  return { ...claim, term, position, commitNo, head, versionId, stateId, disputed };
}

async function exchangeStates(
  client: PoolClient,
  claim: LaneClaim,
  stateId: number,
  versionId: number,
  keepSeconds: number,
  position: number,
): Promise<boolean> {
  const taken = await client.query('UPDATE processing.state SET keep_until = NULL, version_id = $3 WHERE id = $1 AND position = $2', [
    stateId,
    position,
    versionId,
  ]);
  const left = await client.query("UPDATE processing.state SET position = $2, keep_until = now() + $3 * interval '1 second', version_id = $4 WHERE id = $1", [
    claim.stateId,
    position,
    keepSeconds,
    claim.versionId,
  ]);
  return taken.rowCount === 1 && left.rowCount === 1;
}

async function writeDisputed(client: PoolClient, stateId: number, disputed: readonly DisputedOutcome[]): Promise<void> {
  await client.query('DELETE FROM processing.state_parked WHERE state_id = $1', [stateId]);
  if (disputed.length === 0) return;
  await client.query('INSERT INTO processing.state_parked (state_id, position, fate) SELECT $1, * FROM unnest($2::bigint[], $3::smallint[])', [
    stateId,
    disputed.map(({ position }) => position),
    disputed.map(({ fate }) => fate ?? SETTLED),
  ]);
}

export async function readDisputed(client: PoolClient, stateId: number): Promise<DisputedOutcome[]> {
  const found = await client.query<{ position: number; fate: number }>(
    'SELECT position, fate FROM processing.state_parked WHERE state_id = $1 ORDER BY position',
    [stateId],
  );
  return found.rows.map(({ position, fate }) => ({ position, fate: fate === JOINED ? JOINED : fate === UNMATCHED ? UNMATCHED : undefined }));
}

/** A statement of the commit that says what was owed. */
export function forgetOwed(stateId: number): string {
  return `DELETE FROM processing.state_parked WHERE state_id = ${stateId} AND fate <> ${SETTLED}`;
}
