import type { Pool, PoolClient } from 'pg';
import type { StateDelta } from '../../domain/index.js';

const FOLLOWS = 'NOT EXISTS (SELECT FROM processing.lane WHERE state_id = state.id)';

/** False, with nothing written, where the state stands elsewhere. The disk is not waited for: what a crash takes back is computed again. */
export async function moveFollower(client: PoolClient, stateId: number, { commitNo: to, from, delta }: StateDelta): Promise<boolean> {
  await client.query('SET LOCAL synchronous_commit = off');
  const moved = await client.query(`UPDATE processing.state SET position = $3 WHERE id = $1 AND position = $2 AND ${FOLLOWS}`, [stateId, from, to]);
  if (moved.rowCount !== 1) return false;
  await client.query('INSERT INTO processing.state_delta (state_id, as_of, from_position, delta) VALUES ($1, $2, $3, $4)', [stateId, to, from, delta]);
  return true;
}

/** Keeps the state a follower until the transaction ends. */
export async function holdFollower(client: PoolClient, stateId: number): Promise<boolean> {
  return (await client.query(`SELECT 1 FROM processing.state WHERE id = $1 AND ${FOLLOWS} FOR SHARE`, [stateId])).rowCount === 1;
}

export async function followerPosition(pool: Pool, stateId: number): Promise<number | undefined> {
  const found = await pool.query<{ position: number }>(`SELECT position FROM processing.state WHERE id = $1 AND ${FOLLOWS}`, [stateId]);
  return found.rows[0]?.position;
}
