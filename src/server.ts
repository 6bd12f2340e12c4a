import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { migrations } from './app.module.js';
import { MillraceError } from './definition/index.js';
import { type AdminKey, EnsureAdminKey } from './governance/index.js';
import { type GrpcFace, addGrpc } from './grpc-app.js';
import { createHttpApp } from './http-app.js';
import { Copies, IntakeAppender } from './ingestion/index.js';
import { type Settings, loadSettings } from './platform/config/index.js';
import { type DatabaseConnection, Hints, createPool, openDataSource } from './platform/database/index.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/database/embedded/index.js';
import { createLogger } from './platform/logging/index.js';
import { type Deployment, Fleet, Pipelines, RunLanes, Sinks } from './processing/index.js';

/** A running application. */
export interface Server {
  readonly url: string;
  /** Host and port of the gRPC face; undefined where it is switched off. */
  readonly grpc: string | undefined;
  /** Absent in a worker, which takes no requests. */
  readonly adminKey: AdminKey | undefined;
  readonly app: NestFastifyApplication;
  readonly settings: Settings;
  readonly logger: Logger;
  /** Drains and stops everything, the embedded database last. */
  stop(): Promise<void>;
}

/** Settings of this process: `millrace.yaml` in the working folder and the environment. */
export function readSettings(): Settings {
  let yaml: string | undefined;
  try {
    yaml = readFileSync('millrace.yaml', 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const settings = loadSettings(yaml, process.env);
  settings.dataDir = resolve(settings.dataDir);
  return settings;
}

/** Starts database, application and HTTP; deploys the given pipelines; goes on with the runs of earlier lives. */
export async function startServer(settings: Settings, deployments: readonly Deployment[]): Promise<Server> {
  const logger = createLogger(settings.logLevel);
  refuseLonely(settings);
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const undo: (() => Promise<void>)[] = [];
  try {
    const embedded = settings.databaseUrl === undefined ? await startEmbedded(settings, logger, undo) : undefined;
    const connection: DatabaseConnection = embedded ? embedded.connection : { url: settings.databaseUrl ?? '' };
    const { pool, database } = await connect(connection, undo);
    const hints = new Hints(pool);
    undo.push(async () => hints.stop());
    const secrets = { adminKey: process.env.MILLRACE_ADMIN_KEY, idKey: process.env.MILLRACE_ID_KEY, kafkaPassword: process.env.MILLRACE_KAFKA_PASSWORD };
    const app = await createHttpApp({ settings, pool, hints, database, secrets }, logger);
    const worker = settings.role === 'worker';
    const face = settings.grpc.enabled && !worker ? await addGrpc(app, settings) : undefined;
    undo.push(() => app.close());
    undo.push(() => drain(app, face));
    const adminKey = worker ? undefined : await app.get(EnsureAdminKey).ensure();
    const pipelines = app.get(Pipelines);
    await app.init();
    await app.get(Fleet).start();
    await pipelines.resume();
    for (const deployment of deployments) await pipelines.deploy(deployment);
    if (!worker) app.get(Copies).start();
    if (settings.role !== 'api') app.get(Sinks).start();
    const grpc = await face?.listen();
    await app.listen({ host: settings.http.host, port: settings.http.port });
    const url = await urlOf(app, settings);
    const forget = writeServerFile(settings.dataDir, { url, grpc });
    return { url, grpc, adminKey, app, settings, logger, stop: () => stopAll([async () => forget(), ...undo.toReversed()]) };
  } catch (error) {
    await stopAll(undo.toReversed()).catch(() => undefined);
    throw error;
  }
}

/** An API without a worker would answer nothing: the roles share a database that each of them can reach. */
function refuseLonely({ role, databaseUrl }: Settings): void {
  if (role !== 'all' && !databaseUrl)
    throw new MillraceError(
      'role_needs_database',
      'fatal',
      `the role "${role}" needs a database that it shares with the others: set MILLRACE_DATABASE_URL (databaseUrl in millrace.yaml), or take the role "all"`,
    );
}

async function startEmbedded(settings: Settings, logger: Logger, undo: (() => Promise<void>)[]): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgres'), log: (line) => logger.debug({ context: 'postgres' }, line) });
  undo.push(() => embedded.stop());
  return embedded;
}

async function connect(connection: DatabaseConnection, undo: (() => Promise<void>)[]): Promise<{ pool: pg.Pool; database: DataSource }> {
  const database = await openDataSource(connection, migrations);
  undo.push(() => database.destroy());
  const pool = createPool('url' in connection ? { connectionString: connection.url } : connection);
  undo.push(() => pool.end());
  return { pool, database };
}

async function urlOf(app: NestFastifyApplication, settings: Settings): Promise<string> {
  const { port } = new URL(await app.getUrl());
  const host = settings.http.host === '0.0.0.0' || settings.http.host === '::' ? '127.0.0.1' : settings.http.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port || settings.http.port}`;
}

/** Where commands of the same data folder find the running application. */
function writeServerFile(dataDir: string, addresses: { url: string; grpc: string | undefined }): () => void {
  const file = join(dataDir, 'server.json');
  const draft = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draft, JSON.stringify({ pid: process.pid, ...addresses, startedAt: new Date().toISOString() }) + '\n', { mode: 0o600 });
  renameSync(draft, file);
  return () => rmSync(file, { force: true });
}

/** Nothing new is taken, what was taken becomes durable, requests that wait get their answer, lanes stop after their commit. */
async function drain(app: NestFastifyApplication, face: GrpcFace | undefined): Promise<void> {
  face?.drain();
  await app.get(Copies).stop();
  await app.get(IntakeAppender).drain();
  await app.get(RunLanes).stopAll();
  await app.get(Sinks).stop();
  await app.get(Fleet).stop();
}

async function stopAll(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'the application did not stop cleanly');
}
