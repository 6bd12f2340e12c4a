import { DataSource, type MigrationInterface } from 'typeorm';

/** How to reach a PostgreSQL server: a URL, or the folder of its socket. */
export type DatabaseConnection =
  { readonly url: string } | { readonly host: string; readonly port: number; readonly user: string; readonly database: string; readonly password?: string };

/** Settings without which a committed transaction can be lost. */
const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** Opens the control plane's connection and brings the schema up to date; the schema is written by hand, never synchronised. */
export async function openDataSource(connection: DatabaseConnection, migrations: (new () => MigrationInterface)[]): Promise<DataSource> {
  const { user: username, ...rest } = 'url' in connection ? { user: undefined, ...connection } : connection;
  const source = new DataSource({
    type: 'postgres',
    ...rest,
    ...(username === undefined ? {} : { username }),
    entities: [],
    migrations,
    migrationsTableName: 'millrace_migrations',
    synchronize: false,
    logging: false,
  });
  await source.initialize();
  await refuseUndurable(source);
  // Two applications that start at once on one database take turns.
  const turn = source.createQueryRunner();
  await turn.query("SELECT pg_advisory_lock(hashtext('millrace.migrations'))");
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await turn.query("SELECT pg_advisory_unlock(hashtext('millrace.migrations'))");
    await turn.release();
  }
  return source;
}

async function refuseUndurable(source: DataSource): Promise<void> {
  for (const name of DURABLE) {
    const rows: Record<string, string>[] = await source.query(`SHOW ${name}`);
    if (rows[0][name] !== 'off') continue;
    await source.destroy();
    throw new Error(`the database has ${name} off: what was committed could be lost. Set it on and start again`);
  }
}
