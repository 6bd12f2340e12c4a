import { mkdir, mkdtemp, readFile, readdir, readlink, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import { compilePlatform } from './embedded/compile-platform.js';
import { eventually, hold, killHolders, lives, query, startHolder } from './embedded/holder.js';

let program: string;
let folder: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];

async function start(options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  running.push(server);
  return server;
}

const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('the embedded PostgreSQL', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    program = await compilePlatform();
  });
  afterAll(() => rm(program, { recursive: true, force: true }));

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'millrace-pg-')));
    dataDir = join(folder, '.millrace', 'postgres');
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    await killHolders();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it('makes a private, checksummed, durable database at the first start', async () => {
    const server = await start({ settings: { work_mem: '7MB' } });
    expect(server.connection).toMatchObject({ host: dataDir, user: 'millrace', database: 'millrace' });
    const names = ['data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding', 'lc_collate', 'work_mem', 'jit', 'max_wal_size'];
    const settings = await query<{ name: string; value: string }>(
      server.connection,
      `SELECT name, current_setting(name, true) AS value FROM unnest(ARRAY['${names.join("','")}']) AS name`,
    );
    expect(Object.fromEntries(settings.map(({ name, value }) => [name, value]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      server_encoding: 'UTF8',
      lc_collate: null,
      work_mem: '7MB',
      jit: 'off',
      max_wal_size: '4GB',
    });
    const [database] = await query<object>(server.connection, `SELECT datcollate, datctype FROM pg_database WHERE datname = 'millrace'`);
    expect(database).toEqual({ datcollate: 'C', datctype: 'C' });
    expect([await mode(dirname(dataDir)), await mode(dataDir), await mode(join(dataDir, 'millrace.password'))]).toEqual(['700', '700', '600']);
    expect((await stat(join(dataDir, 'PG_VERSION'))).uid).toBe(process.geteuid?.());
    expect(await readdir(folder)).toEqual(['.millrace']);
    expect((await readdir(dirname(dataDir))).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('keeps rows, password and folder over a second start, and its URL works', async () => {
    const first = await start();
    await query(first.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    await first.stop();
    expect(await lives(first.pid)).toBe(false);
    expect(await readdir(dataDir)).not.toContain('millrace.pid');
    const second = await start();
    expect(second.connection).toEqual(first.connection);
    const client = new pg.Client(second.url);
    await client.connect();
    expect((await client.query('SELECT n FROM kept')).rows).toEqual([{ n: 7 }]);
    await client.end();
  });

  it('takes no password but its own, and nothing over TCP', async () => {
    const { connection, pid } = await start();
    await expect(query({ ...connection, password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await expect(query({ ...connection, database: 'postgres', password: '' }, 'SELECT 1')).rejects.toThrow();
    expect((await readFile(join(dataDir, 'pg_hba.conf'), 'utf8')).match(/^(?!#).+$/gm)).toEqual(['local all all scram-sha-256']);
    expect(await query(connection, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    if (process.platform !== 'linux') return;
    const open = await Promise.all((await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
    const tcp = (await readFile(`/proc/${pid}/net/tcp`, 'utf8')) + (await readFile(`/proc/${pid}/net/tcp6`, 'utf8').catch(() => ''));
    const inodes = new Set(tcp.split('\n').map((line) => line.trim().split(/\s+/)[9]));
    const sockets = open.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
    expect(sockets.length).toBeGreaterThan(0);
    expect(sockets.filter((inode) => inodes.has(inode))).toEqual([]);
  });

  it('refuses settings that durability and privacy rest on, and says which setting is wrong', async () => {
    for (const [name, value] of Object.entries({ fsync: 'off', Synchronous_Commit: 'off', listen_addresses: '*', hba_file: '/tmp/x' })) {
      await expect(start({ settings: { [name]: value } })).rejects.toMatchObject({ code: 'setting_not_allowed' });
    }
    await expect(start({ settings: { shared_buffers: 'lots' } })).rejects.toMatchObject({
      code: 'setting_invalid',
      message: expect.stringContaining('shared_buffers'),
    });
    const server = await start();
    expect(await lives(server.pid)).toBe(true);
  });

  it('puts the socket of a long path into a private folder, and refuses one that others can write to', async () => {
    dataDir = join(folder, `a "long", path ${'x'.repeat(100)}`, 'postgres');
    const first = await start();
    const socketFolder = first.connection.host;
    expect(socketFolder).not.toContain('long');
    expect(await mode(socketFolder)).toBe('700');
    expect(await query(first.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await first.stop();
    try {
      await rm(socketFolder, { recursive: true });
      await mkdir(socketFolder, { mode: 0o755 });
      await expect(start()).rejects.toMatchObject({ code: 'socket_folder_unsafe' });
    } finally {
      await rm(socketFolder, { recursive: true });
    }
    await (await start()).stop();
    await rm(socketFolder, { recursive: true });
  });

  it('starts anew after a first start that was killed halfway', async () => {
    const draft = `${dataDir}.init`;
    const child = startHolder(program, dataDir);
    await eventually('initdb writes', async () => (await readdir(join(draft, `data-${child.pid}`)).catch((): string[] => [])).includes('base'));
    child.kill('SIGKILL');
    await eventually('the child is gone', async () => child.signalCode !== null);
    expect(await readdir(dirname(dataDir))).not.toContain('postgres');
    const server = await start();
    expect(await query(server.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(dirname(dataDir))).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('leaves files of something else alone', async () => {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'thesis.txt'), 'mine');
    await expect(start()).rejects.toMatchObject({ code: 'data_folder_foreign' });
    expect(await readFile(join(dataDir, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('names both versions when another major version made the folder', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'PG_VERSION'), '9\n');
    await expect(start()).rejects.toMatchObject({ code: 'data_folder_version', details: { made: 9 } });
    expect(await readdir(dataDir)).not.toContain('millrace.pid');
  });

  it('refuses a folder that a live process owns, and lets a visitor share its server', async () => {
    const owner = await hold(program, dataDir);
    await expect(start()).rejects.toMatchObject({
      code: 'data_folder_in_use',
      details: { pid: owner.child.pid },
      message: expect.stringContaining(String(owner.child.pid)),
    });
    const visitor = await start({ adopt: 'share' });
    expect(visitor.pid).toBe(owner.pid);
    expect(await query(visitor.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await visitor.stop();
    expect(await lives(owner.pid)).toBe(true);
    expect(await owner.finish()).toBe(0);
    const alone = await start({ adopt: 'share' });
    await expect(start()).rejects.toMatchObject({ code: 'data_folder_in_use', details: { pid: process.pid } });
    await alone.stop();
    expect(await lives(alone.pid)).toBe(false);
  });
});
