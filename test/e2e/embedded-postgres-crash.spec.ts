import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import { identify, takesSignals } from '../../src/platform/process/process-identity.js';
import { compilePlatform } from './embedded/compile-platform.js';
import { WITHOUT_DEATH_SIGNAL, eventually, hold, killHolders, lives, programOnPath, query } from './embedded/holder.js';

let program: string;
let folder: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];

async function start(log?: (line: string) => void): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...(log ? { log } : {}) });
  running.push(server);
  return server;
}

async function orphan(): Promise<number> {
  const path = await programOnPath(join(folder, 'bin'), 'setpriv', WITHOUT_DEATH_SIGNAL);
  const holder = await hold(program, dataDir, { path });
  await query(holder.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
  await holder.kill();
  expect(await lives(holder.pid)).toBe(true);
  return holder.pid;
}

const rows = (server: EmbeddedPostgres): Promise<object[]> => query(server.connection, 'SELECT n FROM kept');

describe.skipIf(process.platform !== 'linux')('the embedded PostgreSQL after a crash', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    program = await compilePlatform();
  });
  afterAll(() => rm(program, { recursive: true, force: true }));

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'millrace-pg-')));
    dataDir = join(folder, 'postgres');
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    await killHolders();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it('ends with a Node that is killed, and the next start goes on', async () => {
    const holder = await hold(program, dataDir);
    await query(holder.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
    await holder.kill();
    const server = await start();
    expect(server.pid).not.toBe(holder.pid);
    expect(await lives(holder.pid)).toBe(false);
    expect(await rows(server)).toEqual([{ n: 7 }]);
  });

  it("is out of reach of the terminal's Ctrl-C, which goes to Node's process group", async () => {
    const server = await start();
    const group = /\) \S+ \d+ (\d+)/.exec(await readFile(`/proc/${server.pid}/stat`, 'utf8'))?.[1];
    expect(group).toBe(String(server.pid));
  });

  it('recovers when Node and server are killed together', async () => {
    const holder = await hold(program, dataDir);
    await query(holder.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
    process.kill(holder.pid, 'SIGKILL');
    await holder.kill();
    const server = await start();
    expect(await rows(server)).toEqual([{ n: 7 }]);
    expect(await readFile(join(folder, 'postgres.log'), 'utf8')).toContain('was not properly shut down');
  });

  it('starts the server again when only that is killed, at the same address', async () => {
    const lines: string[] = [];
    const server = await start((line) => lines.push(line));
    await query(server.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
    const killed = server.pid;
    process.kill(killed, 'SIGKILL');
    await eventually('the server is back', async () => (await rows(server).catch(() => [])).length === 1);
    await eventually('its pid is known', () => Promise.resolve(server.pid !== killed));
    expect(lines.join('\n')).toMatch(/ended unexpectedly \(signal SIGKILL\)/);
    await server.stop();
    expect(await lives(server.pid)).toBe(false);
  });

  it('takes over a server that was left running, and stops it', async () => {
    const pid = await orphan();
    const server = await start();
    expect(server.pid).toBe(pid);
    expect(await rows(server)).toEqual([{ n: 7 }]);
    await server.stop();
    expect(await lives(pid)).toBe(false);
  });

  it('starts its own when a server it took over is killed', async () => {
    const pid = await orphan();
    const server = await start();
    process.kill(pid, 'SIGKILL');
    await eventually('the server is back', async () => (await rows(server).catch(() => [])).length === 1);
    await eventually('its pid is known', () => Promise.resolve(server.pid !== pid));
  });

  it('waits for a left server that is shutting down', async () => {
    const pid = await orphan();
    process.kill(pid, 'SIGINT');
    const server = await start();
    expect(server.pid).not.toBe(pid);
    expect(await rows(server)).toEqual([{ n: 7 }]);
  });

  it('does not take over a server whose password it does not have', async () => {
    const pid = await orphan();
    await writeFile(join(dataDir, 'millrace.password'), 'another\n');
    await expect(start()).rejects.toMatchObject({ code: 'database_password' });
    expect(await lives(pid)).toBe(true);
  });

  it('is not stopped by lock files that name a live process of something else', async () => {
    const first = await start();
    const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n');
    const lock = await readFile(join(dataDir, '.s.PGSQL.5432.lock'), 'utf8');
    await first.stop();
    // Not this process itself: PostgreSQL sees through its own parent's pid.
    const other = await hold(program, join(folder, 'other'));
    await writeFile(join(dataDir, 'postmaster.pid'), [other.child.pid, ...lines.slice(1)].join('\n'));
    await writeFile(join(dataDir, '.s.PGSQL.5432.lock'), [other.child.pid, ...lock.split('\n').slice(1)].join('\n'));
    await writeFile(join(dataDir, 'millrace.pid'), `${JSON.stringify({ pid: other.child.pid, started: 'earlier' })}\n`);
    const second = await start();
    expect(await lives(second.pid)).toBe(true);
    await second.stop();
    // A server, but of another folder.
    await writeFile(join(dataDir, 'postmaster.pid'), [other.pid, ...lines.slice(1)].join('\n'));
    const third = await start();
    expect(third.pid).not.toBe(other.pid);
    expect(await lives(other.pid)).toBe(true);
    await other.finish();
  });

  it('takes a zombie for dead, though it still takes signals', async () => {
    await (await start()).stop();
    // The shell's child ends after the shell has become a program that never collects it.
    const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const zombie = Number(line.toString());
      await eventually('the zombie is one', async () => !(await lives(zombie)));
      expect(takesSignals(zombie)).toBe(true);
      expect(await identify(zombie)).toBeUndefined();
      await writeFile(join(dataDir, 'postmaster.pid'), `${zombie}\n${dataDir}\n1\n5432\n${dataDir}\n\n\nready\n`);
      await writeFile(join(dataDir, 'millrace.pid'), `${JSON.stringify({ pid: zombie, started: '' })}\n`);
      const server = await start();
      expect(await lives(server.pid)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it.each(['an empty place', 'the folder of a killed owner'])('gives %s to exactly one of four that start at once', async (place) => {
    if (place !== 'an empty place') {
      const holder = await hold(program, dataDir);
      await holder.kill();
    }
    const holders = await Promise.all([1, 2, 3, 4].map(() => hold(program, dataDir)));
    expect(holders.map(({ code }) => code ?? 'started').sort()).toEqual(['data_folder_in_use', 'data_folder_in_use', 'data_folder_in_use', 'started']);
    const winner = holders.find(({ code }) => code === undefined);
    expect(await winner?.finish()).toBe(0);
  });
});
