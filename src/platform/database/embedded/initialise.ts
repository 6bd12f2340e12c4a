import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PlatformError, errorCode, errorText } from '../../error.js';
import { claimOwnership } from '../../process/index.js';
import { programEnvironment, type Programs } from './binaries.js';
import { diskFull, giveTo, inspectDataFolder, unwritable, type DataFolder } from './data-folder.js';

/** The superuser of the embedded server; nobody else has a role. */
export const USER = 'millrace';
const PASSWORD_BYTES = 24;
const FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17;
const HBA = `# Written by Millrace: the socket only, and that with the password.\nlocal all all scram-sha-256\n`;

/**
 * Makes the data folder and owns it from its first moment on. Everything happens in a draft folder, which is renamed when it is
 * complete: a kill leaves no half-made data folder, and a draft that was left behind is removed.
 */
export async function initialise(folder: DataFolder, programs: Programs, log: (line: string) => void): Promise<void> {
  await claimDraft(folder);
  try {
    if (await inspectDataFolder(folder)) return await claimOwnership(folder.owner);
    await refuseForeignFiles(folder);
    await clearDraft(folder.draft);
    await giveTo(folder.draft, programs.runAs);
    log(`first start: making a PostgreSQL ${programs.major} database in ${folder.path}`);
    const draft = await makeDatabase(folder, programs);
    await claimOwnership(join(draft, 'millrace.pid'));
    await rename(draft, folder.path);
    await sync(dirname(folder.path));
  } catch (error) {
    throw unwritable(folder.path, error);
  } finally {
    await rm(folder.draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => undefined);
  }
}

/** Two first starts at once: one makes the database, the other is told who does. */
async function claimDraft(folder: DataFolder, attempts = 5): Promise<void> {
  try {
    await mkdir(folder.draft, { mode: 0o700, recursive: true });
    await claimOwnership(join(folder.draft, 'millrace.pid'));
  } catch (error) {
    // The other one has just finished and removed its draft.
    if (errorCode(error) === 'ENOENT' && attempts > 0) return claimDraft(folder, attempts - 1);
    throw unwritable(folder.path, error);
  }
}

/** The name has this process in it: an initdb of an earlier one may be dying still, and must find its folder gone, not ours. */
async function makeDatabase(folder: DataFolder, programs: Programs): Promise<string> {
  const draft = join(folder.draft, `data-${process.pid}`);
  const password = join(folder.draft, 'password');
  await writeFile(password, `${randomBytes(PASSWORD_BYTES).toString('base64url')}\n`, { mode: 0o600 });
  await giveTo(password, programs.runAs);
  await runInitdb(folder, programs, draft, password);
  await writeFile(join(draft, 'pg_hba.conf'), HBA, { mode: 0o600 });
  await copyFile(password, join(draft, 'millrace.password'));
  for (const name of ['pg_hba.conf', 'millrace.password']) {
    await giveTo(join(draft, name), programs.runAs);
    await sync(join(draft, name));
  }
  await sync(draft);
  return draft;
}

async function runInitdb(folder: DataFolder, programs: Programs, draft: string, password: string): Promise<void> {
  const builtin = programs.major >= FIRST_MAJOR_WITH_BUILTIN_LOCALE ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  const wanted = ['--encoding=UTF8', '--locale=C', ...builtin, '--data-checksums', '--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${password}`];
  const [command = '', ...rest] = [...programs.runAs.prefix, programs.initdb, '-D', draft, ...wanted];
  try {
    await promisify(execFile)(command, rest, { env: programEnvironment(), cwd: '/' });
  } catch (error) {
    const said = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : '';
    const lines = said || errorText(error);
    if (/No space left on device/.test(lines)) throw diskFull(folder.path, lines);
    throw new PlatformError('data_folder_initialise', 'fatal', `initdb could not make a database in ${folder.path}:\n${lines}`, { cause: error });
  }
}

/** An empty folder may be replaced; files of something else must not be. */
async function refuseForeignFiles(folder: DataFolder): Promise<void> {
  const names = await readdir(folder.path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw unwritable(folder.path, error);
  });
  if (names.length === 0) return;
  const message = `${folder.path} is not empty, and not a PostgreSQL data folder (it has ${names.slice(0, 3).join(', ')}). Choose another data folder, or move these files away.`;
  throw new PlatformError('data_folder_foreign', 'fatal', message, { details: { path: folder.path } });
}

async function clearDraft(draft: string): Promise<void> {
  const left = (await readdir(draft)).filter((name) => !name.startsWith('millrace.pid'));
  for (const name of left) await rm(join(draft, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
