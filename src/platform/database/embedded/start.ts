import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../../error.js';
import { claimOwnership, releaseOwnership } from '../../process/index.js';
import { findPrograms, knowsLz4, type Programs } from './binaries.js';
import { DATABASE_FIX, PORT, giveTree, inspectDataFolder, locateDataFolder, prepareSocketFolder, unwritable, type DataFolder } from './data-folder.js';
import { USER, initialise } from './initialise.js';
import { keepRunning } from './keep-running.js';
import { clearStale, findLiveServer, type Postmaster } from './postmaster.js';
import { ensureDatabase, waitUntilReady, type EmbeddedConnection } from './readiness.js';
import { adopt, launch, stopServer, type Address, type Server } from './server.js';
import { settingArguments } from './settings.js';

const DATABASE = 'millrace';
const STOPPING_MS = 60_000;
const BUSY_MS = 20_000;
const POLL_MS = 100;

export interface EmbeddedPostgresOptions {
  /** For example `.millrace/postgres`; made with mode 0700 when it is not there. The server's log is written beside it. */
  dataDir: string;
  /** Told in whole lines what the launcher does; the server's own lines go to its log. */
  log?: (line: string) => void;
  /** PostgreSQL settings on top of the defaults. Those that durability and privacy rest on cannot be changed. */
  settings?: Record<string, string>;
  /** `share`: use a server that runs, whoever owns it, and leave it running; without one, start one as usual. */
  adopt?: 'share';
}

export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  /** The connection as a URL, with the password: not to be logged. */
  readonly url: string;
  /** Of the server that runs now; it changes when the server had to be started again. */
  readonly pid: number;
  /** Stops the server and gives the data folder up; may be called more than once. */
  stop(): Promise<void>;
}

interface Plan {
  readonly folder: DataFolder;
  readonly programs: Programs;
  readonly settings: readonly string[];
  readonly log: (line: string) => void;
}

/**
 * Starts PostgreSQL on a data folder and returns when it takes connections, or takes over the server that an earlier process left running.
 * Throws a PlatformError: `data_folder_in_use` when another live process owns the folder, and other codes that each name their remedy.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  settingArguments(options.settings ?? {}, false);
  const folder = await locateDataFolder(options.dataDir);
  const shared = options.adopt === 'share' ? await share(folder) : undefined;
  if (shared) return shared;
  const existing = await inspectDataFolder(folder);
  const programs = await findPrograms(folder, existing);
  await (existing ? claim(folder) : initialise(folder, programs, log));
  try {
    await giveTree(folder, programs.runAs);
    const settings = settingArguments(options.settings ?? {}, await knowsLz4(programs, folder.path));
    return await own({ folder, programs, settings, log });
  } catch (error) {
    await releaseOwnership(folder.owner);
    throw error;
  }
}

/** Starts or adopts, and keeps it running until it is stopped. */
async function own(plan: Plan): Promise<EmbeddedPostgres> {
  const { folder, log } = plan;
  const address = { socketFolder: await prepareSocketFolder(folder.path, plan.programs.runAs), port: PORT };
  const first = await startOrAdopt(plan, address);
  const connection = await connectionTo(folder, first);
  await ensureDatabase(connection).catch(async (error: unknown) => {
    await stopServer(first, folder);
    throw error;
  });
  const keeper = keepRunning(first, () => startOrAdopt(plan, first), log);
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await stopServer(await keeper.release(), folder);
    await releaseOwnership(folder.owner);
  };
  return {
    connection,
    url: urlOf(connection),
    get pid() {
      return keeper.current().pid;
    },
    stop: () => (stopped ??= stop()),
  };
}

async function startOrAdopt(plan: Plan, address: Address): Promise<Server> {
  const { folder, log } = plan;
  for (const busyUntil = performance.now() + BUSY_MS; ; await sleep(POLL_MS)) {
    const live = await settledServer(folder);
    const server = live ? await adopt(folder, live) : await start(plan, address);
    try {
      await waitUntilReady(server, await connectionTo(folder, server), folder);
      if (live) log(`took over the PostgreSQL server ${live.pid} that an earlier process left running on ${folder.path}`);
      return server;
    } catch (error) {
      // A server that was there may have been ending; one of ours may find the last processes of a killed one.
      const passing = live ? server.hasExited() : error instanceof PlatformError && error.code === 'data_folder_busy';
      if (passing && performance.now() < busyUntil) continue;
      if (!live) await stopServer(server, folder);
      throw error;
    }
  }
}

async function start({ folder, programs, settings }: Plan, address: Address): Promise<Server> {
  await clearStale(folder, address.socketFolder);
  return launch(folder, programs, address, settings);
}

/** The live server of the folder, if it is not ending: a killed owner's server is given the time to shut down. */
async function settledServer(folder: DataFolder): Promise<Postmaster | undefined> {
  for (const until = performance.now() + STOPPING_MS; ; await sleep(POLL_MS)) {
    const live = await findLiveServer(folder);
    if (live?.status !== 'stopping' || performance.now() > until) return live;
  }
}

/** The running server, for one who only visits. */
async function share(folder: DataFolder): Promise<EmbeddedPostgres | undefined> {
  const live = await settledServer(folder);
  if (!live) return undefined;
  const server = await adopt(folder, live);
  const connection = await connectionTo(folder, server);
  await waitUntilReady(server, connection, folder).finally(() => server.forget());
  await ensureDatabase(connection);
  return { connection, url: urlOf(connection), pid: live.pid, stop: () => Promise.resolve() };
}

async function claim(folder: DataFolder): Promise<void> {
  await claimOwnership(folder.owner).catch((error: unknown) => {
    throw unwritable(folder.path, error);
  });
}

async function connectionTo(folder: DataFolder, server: Server): Promise<EmbeddedConnection> {
  const password = await readFile(folder.password, 'utf8').catch((cause: unknown) => {
    const message = `The password of the embedded server cannot be read from ${folder.password}. Put that file back, ${DATABASE_FIX}.`;
    throw new PlatformError('database_password', 'fatal', message, { cause });
  });
  if (server.socketFolder === '') {
    const message = `The server ${server.pid} runs on ${folder.path} without a socket, so it is not one of Millrace's. Stop it first.`;
    throw new PlatformError('data_folder_in_use', 'fatal', message, { details: { pid: server.pid } });
  }
  return { host: server.socketFolder, port: server.port, user: USER, database: DATABASE, password: password.trim() };
}

/** The host stands in the query, as a folder cannot stand in front; libpq and node-postgres both let it win. */
function urlOf({ host, port, user, database, password = '' }: EmbeddedConnection): string {
  const query = new URLSearchParams({ host, port: String(port) }).toString().replaceAll('+', '%20');
  return `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${encodeURIComponent(database)}?${query}`;
}
