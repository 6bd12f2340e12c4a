import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { PlatformError, errorCode } from '../error.js';
import { identify, stillRuns, type ProcessIdentity } from './process-identity.js';

const ATTEMPTS = 20;

/**
 * Makes this process the owner that `file` names, whole or not at all. A dead owner is followed; a live one, also this very process, is an
 * error with the code `data_folder_in_use` that names its pid.
 */
export async function claimOwnership(file: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await writeOwner(file, link)) return;
    const found = await readOwner(file);
    if (found === undefined) continue;
    if (found !== 'damaged' && (await stillRuns(found))) throw inUse(file, found.pid);
    // Only one process may follow a given dead owner: without this, two that both saw it dead would remove each other's claim.
    const turn = `${file}.after-${found === 'damaged' ? 'damage' : found.pid}`;
    await claimOwnership(turn);
    try {
      if (sameOwner(await readOwner(file), found) && (await writeOwner(file, rename))) return;
    } finally {
      await rm(turn, { force: true });
    }
  }
  throw new PlatformError('data_folder_in_use', 'fatal', `Other processes keep changing ${file}.`, { details: { file } });
}

/** Gives ownership up, if it still is this process's. */
export async function releaseOwnership(file: string): Promise<void> {
  const found = await readOwner(file).catch(() => undefined);
  if (sameOwner(found, await identify(process.pid))) await rm(file, { force: true });
}

function inUse(file: string, pid: number): PlatformError {
  const who = pid === process.pid ? `this process (pid ${pid}) already` : `the running process ${pid}`;
  const message = `The data folder is in use by ${who} (see ${file}). Stop that process, or choose another data folder.`;
  return new PlatformError('data_folder_in_use', 'fatal', message, { details: { pid, file } });
}

/** Writes the file aside and puts it in place in one step: `link` fails when there is one already, `rename` replaces it. */
async function writeOwner(file: string, put: (from: string, to: string) => Promise<void>): Promise<boolean> {
  const aside = `${file}.${process.pid}-${randomUUID()}`;
  const handle = await open(aside, 'wx', 0o644);
  try {
    await handle.writeFile(`${JSON.stringify((await identify(process.pid)) ?? { pid: process.pid, started: '' })}\n`);
    await handle.sync();
    await put(aside, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await handle.close();
    await rm(aside, { force: true });
  }
}

async function readOwner(file: string): Promise<ProcessIdentity | 'damaged' | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isIdentity(found) ? found : 'damaged';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return 'damaged';
    throw error;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'started' in value && typeof value.started === 'string'
  );
}

function sameOwner(a: ProcessIdentity | 'damaged' | undefined, b: ProcessIdentity | 'damaged' | undefined): boolean {
  if (a === 'damaged' || b === 'damaged' || !a || !b) return a === b && a !== undefined;
  return a.pid === b.pid && a.started === b.started;
}
