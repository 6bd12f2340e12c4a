import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SecretFiles } from '../../ports/secret-files.port.js';

const OWNER_ONLY = 0o600;
const FOLDER_OWNER_ONLY = 0o700;

/** Secret files on the local disk: written beside their place, synced, then put there in one step. */
export class LocalSecretFiles implements SecretFiles {
  async read(file: string): Promise<string | undefined> {
    try {
      return (await readFile(file, 'utf8')).trim();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  async create(file: string, text: string): Promise<string> {
    const draft = await this.draft(file, text);
    try {
      // A link, unlike a rename, fails when the file is there: another process was first, and its secret holds.
      await link(draft, file);
      await syncFolder(file);
      return text;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      return (await readFile(file, 'utf8')).trim();
    } finally {
      await rm(draft, { force: true });
    }
  }

  async replace(file: string, text: string): Promise<void> {
    const draft = await this.draft(file, text);
    await rename(draft, file);
    await syncFolder(file);
  }

  private async draft(file: string, text: string): Promise<string> {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_OWNER_ONLY });
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    const handle = await open(draft, 'wx', OWNER_ONLY);
    try {
      await handle.writeFile(text + '\n');
      await handle.sync();
    } finally {
      await handle.close();
    }
    return draft;
  }
}

/** Makes the name durable, not only the bytes: an id key that is lost in a crash would change every later id. */
async function syncFolder(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
