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

function withName(text: string, name: string): string {
  const url = new URL(text);
  url.pathname = `/${name}`;
  return url.toString();
}
