import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource, MigrationInterface } from 'typeorm';
import { openDataSource } from '../../src/platform/database/data-source.js';

/** A database of its own on a real server, with the migrations run; `close` drops it. */
export interface TestControlPlane {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

export async function openControlPlane(serverUrl: string, migrations: (new () => MigrationInterface)[]): Promise<TestControlPlane> {
  const name = `millrace_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const dataSource = await openDataSource({ url: url.toString() }, migrations);
  const close = async () => {
    await dataSource.destroy();
    await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { dataSource, close };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
