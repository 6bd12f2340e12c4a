import 'reflect-metadata';
import type pg from 'pg';
import { migrations } from '../../src/app.module.js';
import { createPool } from '../../src/platform/database/index.js';
import { openControlPlane } from '../e2e/control-plane.js';
import { postgresForTests } from '../e2e/postgres.js';

/** A database with every table of the application, and pools on it as separate processes have them. */
export interface DataPlane {
  pool(): pg.Pool;
  close(): Promise<void>;
}

export async function openDataPlane(): Promise<DataPlane> {
  const server = await postgresForTests();
  const plane = await openControlPlane(server.connection, migrations);
  const [{ name }] = await plane.dataSource.query<{ name: string }[]>('SELECT current_database() AS name');
  const pools: pg.Pool[] = [];
  const pool = () => {
    const made = createPool(
      'url' in server.connection ? { connectionString: withName(server.connection.url, name) } : { ...server.connection, database: name },
    );
    pools.push(made);
    return made;
  };
  const close = async () => {
    await Promise.all(pools.map((made) => made.end()));
    await plane.close();
    await server.stop();
  };
  return { pool, close };
}

/** A run of the pipeline "p" over the log "l", with its lane and the state that it commits to. */
export async function makeLane(pool: pg.Pool, run: string, versionId: number): Promise<{ laneId: number; stateId: number }> {
  await pool.query("INSERT INTO processing.run (name, pipeline, log, version_id, live) VALUES ($1, 'p', 'l', $2, false)", [run, versionId]);
  const lane = await pool.query<{ id: number }>('INSERT INTO processing.lane (run, head) VALUES ($1, $2) RETURNING id', [run, Buffer.alloc(32)]);
  const laneId = lane.rows[0].id;
  const stateId = await addState(pool, laneId, versionId, 's');
  await pool.query('UPDATE processing.lane SET state_id = $2 WHERE id = $1', [laneId, stateId]);
  return { laneId, stateId };
}

export async function addState(pool: pg.Pool, laneId: number, versionId: number, stateHash: string): Promise<number> {
  const made = await pool.query<{ id: number }>('INSERT INTO processing.state (lane_id, state_hash, version_id) VALUES ($1, $2, $3) RETURNING id', [
    laneId,
    stateHash,
    versionId,
  ]);
  return made.rows[0].id;
}

function withName(text: string, name: string): string {
  const url = new URL(text);
  url.pathname = `/${name}`;
  return url.toString();
}
