import { randomBytes } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { type DatabaseConnection, openDataSource } from '../../src/platform/database/index.js';

/** A database of its own on a real server, with the migrations run; `close` drops it. */
export interface TestControlPlane {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

export async function openControlPlane(server: DatabaseConnection, migrations: (new () => MigrationInterface)[]): Promise<TestControlPlane> {
  const name = `millrace_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const dataSource = await openDataSource(withDatabase(server, name), migrations);
  const close = async () => {
    await dataSource.destroy();
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { dataSource, close };
}

function withDatabase(server: DatabaseConnection, database: string): DatabaseConnection {
  if (!('url' in server)) return { ...server, database };
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return { url: url.toString() };
}

class ControlPlane {
  readonly of = 'tests';
}

/** Provides the `DataSource` to every module, as the application does. */
export function globalDataSource(dataSource: DataSource): DynamicModule {
  return { module: ControlPlane, global: true, providers: [{ provide: DataSource, useValue: dataSource }], exports: [DataSource] };
}

async function onServer(server: DatabaseConnection, sql: string): Promise<void> {
  const client = new pg.Client('url' in server ? { connectionString: server.url } : server);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
