import { readFile, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { askPs, identify, takesSignals } from '../../process/index.js';
import { PORT, type DataFolder } from './data-folder.js';

/** What a server writes about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Empty when it listens on no socket. */
  readonly socketFolder: string;
  readonly status: 'starting' | 'ready' | 'stopping' | 'standby' | '';
}

const STATUSES = ['starting', 'ready', 'stopping', 'standby'] as const;

/** Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, status. The last ones come later than the first. */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const [pid, , , port, socketFolder, , , status] = text.split('\n').map((line) => line.trim());
  if (!pid || !/^-?\d+$/.test(pid)) return undefined;
  return {
    pid: Math.abs(Number(pid)),
    port: Number(port || PORT),
    socketFolder: socketFolder ?? '',
    status: STATUSES.find((known) => known === status) ?? '',
  };
}

export async function readPostmaster(folder: DataFolder): Promise<Postmaster | undefined> {
  return parsePostmasterFile(await readFile(folder.postmaster, 'utf8').catch(() => ''));
}

/** The server that runs on this data folder, whoever started it. */
export async function findLiveServer(folder: DataFolder): Promise<Postmaster | undefined> {
  const found = await readPostmaster(folder);
  return found && (await serves(found.pid, folder.path)) ? found : undefined;
}

/** Whether `pid` is a living postgres of this data folder: a pid is used again, and a zombie still takes signals. */
export async function serves(pid: number, dataPath: string): Promise<boolean> {
  if (!(await identify(pid))) return false;
  if (process.platform !== 'linux') return isServerCommand((await askPs(pid, 'command='))?.split(' ') ?? [], dataPath);
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  if (!isServer(command[0])) return false;
  // A server works in its data folder, however that was spelt when it was started.
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return cwd === undefined ? isServerCommand(command, dataPath) : cwd === dataPath;
}

/**
 * Removes what a server that is gone left behind, where that would stop the next one. A `postmaster.pid` whose pid nobody has is left
 * to PostgreSQL: it reads the shared memory's key there, and waits for orphans of the old server that still write.
 */
export async function clearStale(folder: DataFolder, socketFolder: string): Promise<void> {
  const left = await readPostmaster(folder);
  if (left && takesSignals(left.pid)) await rm(folder.postmaster, { force: true });
  for (const name of [`.s.PGSQL.${PORT}`, `.s.PGSQL.${PORT}.lock`]) await rm(join(socketFolder, name), { force: true });
}

function isServerCommand(command: readonly string[], dataPath: string): boolean {
  if (!isServer(command[0])) return false;
  const at = command.indexOf('-D');
  return (
    at > 0 &&
    command
      .slice(at + 1)
      .join(' ')
      .startsWith(dataPath)
  );
}

function isServer(program: string | undefined): boolean {
  return program !== undefined && ['postgres', 'postmaster'].includes(basename(program));
}
