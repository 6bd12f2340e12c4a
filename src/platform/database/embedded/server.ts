import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PlatformError, errorCode, errorText } from '../../error.js';
import { programEnvironment, type Programs } from './binaries.js';
import type { DataFolder } from './data-folder.js';
import { serves, type Postmaster } from './postmaster.js';
import { openServerLog, serverLogSize } from './server-log.js';

const POLL_MS = 200;
const FAST_STOP_MS = 20_000;
const IMMEDIATE_STOP_MS = 15_000;

/** A PostgreSQL server process. */
export interface Server {
  readonly pid: number;
  /** The server's own address. */
  readonly socketFolder: string;
  readonly port: number;
  readonly origin: 'launched' | 'adopted';
  /** Where this server's lines begin in the log file, in bytes. */
  readonly logStart: number;
  /** Settles, and never rejects, with the reason. */
  readonly exited: Promise<string>;
  hasExited(): boolean;
  /** Stops watching a server that is not our child; `exited` then never settles. */
  forget(): void;
}

export interface Address {
  readonly socketFolder: string;
  readonly port: number;
}

/**
 * Starts the server process, in a process group of its own: Ctrl-C must reach only this process, which stops the server after its own
 * work is done. The signal at this process's end is tied to the thread that called, so call from the main one.
 */
export async function launch(folder: DataFolder, programs: Programs, address: Address, settings: readonly string[]): Promise<Server> {
  const log = await openServerLog(folder, programs.runAs);
  // A folder list: a comma in a path would be read as two folders without the quotes.
  const socket = `"${address.socketFolder.replaceAll('"', '""')}"`;
  const [command = '', ...args] = [...programs.runAs.prefix, programs.postgres, '-D', folder.path, '-k', socket, '-p', String(address.port), ...settings];
  const child = spawn(command, args, { detached: true, cwd: '/', env: programEnvironment(), stdio: ['ignore', log.handle.fd, log.handle.fd] });
  let reason: string | undefined;
  const exited = once(child, 'exit').then(
    ([code, signal]: unknown[]) => (reason = signal ? `signal ${String(signal)}` : `exit code ${String(code)}`),
    (error: unknown) => (reason = errorText(error)),
  );
  await log.handle.close();
  child.unref();
  const end = (): void => void child.kill('SIGINT');
  // Where the kernel does not do it (macOS), at least an ordinary end of this process stops the server.
  if (!programs.runAs.endsWithParent) process.once('exit', end);
  void exited.then(() => process.removeListener('exit', end));
  const { socketFolder, port } = address;
  return {
    pid: child.pid ?? 0,
    socketFolder,
    port,
    origin: 'launched',
    logStart: log.size,
    exited,
    hasExited: () => reason !== undefined,
    forget: () => undefined,
  };
}

/** A server that was there before us. It is not our child, so its end is seen by looking. */
export async function adopt(folder: DataFolder, found: Postmaster): Promise<Server> {
  const { pid, socketFolder, port } = found;
  let gone = false;
  let forgotten = false;
  const exited = new Promise<string>((resolve) => {
    const look = async (): Promise<void> => {
      while (!forgotten && (await serves(pid, folder.path))) await pause(POLL_MS);
      if (forgotten) return;
      gone = true;
      resolve('it ended');
    };
    void look();
  });
  const forget = (): void => void (forgotten = true);
  return { pid, socketFolder, port, origin: 'adopted', logStart: await serverLogSize(folder), exited, hasExited: () => gone, forget };
}

/** A fast shutdown, then an immediate one after 20 s (the next start recovers). Throws `database_stop` when even that does not end it. */
export async function stopServer(server: Server, folder: DataFolder): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', IMMEDIATE_STOP_MS],
  ] as const) {
    if (server.hasExited()) return;
    await send(server, signal, folder);
    if (await endsWithin(server, waitMs)) return;
  }
  throw new PlatformError('database_stop', 'fatal', `The PostgreSQL server ${server.pid} does not end. Look at ${folder.log}.`, {
    details: { pid: server.pid },
  });
}

/** A timer that does not keep the process alive. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

async function send(server: Server, signal: NodeJS.Signals, folder: DataFolder): Promise<void> {
  // Never 0: that would be our own process group.
  if (server.pid <= 0) return;
  if (server.origin === 'adopted' && !(await serves(server.pid, folder.path))) return;
  try {
    process.kill(server.pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

async function endsWithin(server: Server, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([server.exited.then(() => true), late]).finally(() => clearTimeout(timer));
}
