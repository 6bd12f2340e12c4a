import { lstat, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { PlatformError, errorCode, errorText } from '../../error.js';

interface Link {
  /** The file that is there, and the name that must lead to it; both relative to the package's folder. */
  source: string;
  target: string;
}

/**
 * npm packages hold no symbolic links, so the PostgreSQL package makes its library links in a postinstall script, which
 * `npm ci --ignore-scripts` leaves out. Makes those that are missing from the package's own list.
 */
export async function completeLibraryLinks(packageFolder: string): Promise<void> {
  const links = await readLinks(join(packageFolder, 'native', 'pg-symlinks.json'));
  for (const { source, target } of links) {
    const name = join(packageFolder, target);
    if (await present(name)) continue;
    try {
      await symlink(relative(dirname(name), join(packageFolder, source)), name);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw incomplete(packageFolder, error);
    }
  }
}

async function readLinks(file: string): Promise<Link[]> {
  try {
    const found: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(found) ? found.filter(isLink) : [];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    'target' in value &&
    typeof value.source === 'string' &&
    typeof value.target === 'string'
  );
}

async function present(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function incomplete(packageFolder: string, cause: unknown): PlatformError {
  const message =
    `The PostgreSQL package in ${packageFolder} was installed without its install script and its library links cannot be made (${errorText(cause)}). ` +
    'Run `npm rebuild` as the user who owns that folder, or set MILLRACE_DATABASE_URL.';
  return new PlatformError('postgres_links_missing', 'fatal', message, { cause, details: { folder: packageFolder } });
}
