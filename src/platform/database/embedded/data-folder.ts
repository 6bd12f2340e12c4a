import { createHash } from 'node:crypto';
import { chown, lchown, lstat, mkdir, readFile, readdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { PlatformError, errorCode, errorText } from '../../error.js';

/** The port only names the socket file; nothing listens on TCP. */
export const PORT = 5432;
export const DATABASE_FIX = 'or set MILLRACE_DATABASE_URL to a PostgreSQL server of your own';
/** A socket's path ends at 104 bytes on macOS and the BSDs (108 on Linux), the closing zero included. */
const SOCKET_PATH_BYTES = 103;

/** Where everything of one embedded server lies. All paths are absolute and free of symbolic links, as PostgreSQL writes them. */
export interface DataFolder {
  readonly path: string;
  /** Where a first start works, renamed only when it is complete. */
  readonly draft: string;
  readonly owner: string;
  readonly password: string;
  readonly postmaster: string;
  readonly log: string;
}

/** Works out the paths, and makes the folder that the data folder stands in (0700). */
export async function locateDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  try {
    await mkdir(dirname(wanted), { recursive: true, mode: 0o700 });
    const parent = await realpath(dirname(wanted));
    const path = await realpath(wanted).catch(() => join(parent, basename(wanted)));
    return {
      path,
      draft: `${path}.init`,
      owner: join(path, 'millrace.pid'),
      password: join(path, 'millrace.password'),
      postmaster: join(path, 'postmaster.pid'),
      log: join(dirname(path), 'postgres.log'),
    };
  } catch (error) {
    throw unwritable(wanted, error);
  }
}

/** The major version that made the folder, and who owns it; undefined when there is no database in it yet. */
export async function inspectDataFolder(folder: DataFolder): Promise<{ major: number; uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(folder.path);
    const version = await readFile(join(folder.path, 'PG_VERSION'), 'utf8');
    return { major: Number.parseInt(version, 10), uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw unwritable(folder.path, error);
  }
}

/** The socket's folder: the data folder, which is 0700 anyway, or a private one under the temporary folder when the path would be too long. */
export function chooseSocketFolder(dataPath: string, temporary: string): string {
  if (fits(dataPath)) return dataPath;
  const name = `millrace-${createHash('sha256').update(dataPath).digest('hex').slice(0, 16)}`;
  const found = [join(temporary, name), join('/tmp', name)].find(fits);
  if (found) return found;
  throw new PlatformError('socket_path_too_long', 'fatal', `No folder is short enough for the socket of ${dataPath}. Set TMPDIR to a shorter path.`);
}

/** Makes the socket's folder, or refuses one that is not ours alone: somebody else's process could listen there in our server's place. */
export async function prepareSocketFolder(dataPath: string, server: { uid?: number; gid?: number }): Promise<string> {
  const folder = chooseSocketFolder(dataPath, tmpdir());
  if (folder === dataPath) return folder;
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'EEXIST') return false;
      throw unwritable(folder, error);
    },
  );
  if (made) await giveTo(folder, server);
  await refuseUnsafeFolder(folder, server.uid);
  return folder;
}

/** `server`: the user the server runs as, when that is not ours. */
export async function refuseUnsafeFolder(folder: string, server?: number): Promise<void> {
  const found = await lstat(folder);
  const ours = [process.geteuid?.(), server].includes(found.uid);
  if (found.isDirectory() && ours && (found.mode & 0o077) === 0) return;
  const message = `${folder} is not a folder that belongs to this user alone (mode 0700), so its socket cannot be trusted. Remove it, or set TMPDIR to a private folder.`;
  throw new PlatformError('socket_folder_unsafe', 'fatal', message, { details: { folder, uid: found.uid, mode: (found.mode & 0o777).toString(8) } });
}

/** As root, hands a file or folder to the user that the server runs as. */
export async function giveTo(path: string, user: { uid?: number; gid?: number }): Promise<void> {
  if (process.geteuid?.() === 0 && user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
}

/** As root, the same for a whole data folder that root owns: one that was made where the server could run as root's guest. */
export async function giveTree({ path }: DataFolder, user: { uid?: number; gid?: number }): Promise<void> {
  const { uid, gid } = user;
  if (process.geteuid?.() !== 0 || uid === undefined || gid === undefined || (await stat(path)).uid === uid) return;
  const names = await readdir(path, { recursive: true });
  for (const name of names) await lchown(join(path, name), uid, gid);
  await chown(path, uid, gid);
}

export function unwritable(path: string, cause: unknown): PlatformError {
  if (cause instanceof PlatformError) return cause;
  if (errorCode(cause) === 'ENOSPC') return diskFull(path, errorText(cause));
  const message = `The data folder ${path} cannot be used: ${errorText(cause)}. Make it writable for this user, choose another folder, ${DATABASE_FIX}.`;
  return new PlatformError('data_folder_unusable', 'fatal', message, { cause, details: { path } });
}

export function diskFull(path: string, lines: string): PlatformError {
  const message = `The disk that holds ${path} is full; PostgreSQL cannot start. Free some space and start again.\n${lines}`;
  return new PlatformError('disk_full', 'fatal', message, { details: { path } });
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_BYTES;
}
