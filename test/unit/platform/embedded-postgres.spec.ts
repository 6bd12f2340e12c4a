import { chown, chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSocketFolder, refuseUnsafeFolder } from '../../../src/platform/database/embedded/data-folder.js';
import { explainFailure } from '../../../src/platform/database/embedded/failure.js';
import { parsePostmasterFile } from '../../../src/platform/database/embedded/postmaster.js';
import { parsePasswd, waysToRun } from '../../../src/platform/database/embedded/run-as.js';
import { settingArguments } from '../../../src/platform/database/embedded/settings.js';

const PASSWD = parsePasswd('root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\npostgres:x:101:102::/:\nnobody:x:65534:65533::/:\n# note\n');
const commands = (uid: number | undefined, platform = 'linux', folder?: { uid: number; gid: number }, passwd = PASSWD): string[] =>
  waysToRun({ uid, platform }, passwd, folder).map(({ prefix }) => prefix.join(' '));

describe('who runs PostgreSQL', () => {
  it('is the user itself, with a signal at the end of Node where setpriv is there', () => {
    expect(commands(1000)).toEqual(['setpriv --pdeathsig INT --', '']);
    expect(commands(501, 'darwin')).toEqual(['']);
  });

  it("is root's guest in a user namespace, else a service user that may pass root's folders", () => {
    const asUser = 'setpriv --reuid=101 --regid=102 --clear-groups';
    expect(commands(0)).toEqual([
      'unshare --user --map-user=65534 --map-group=65533 -- setpriv --pdeathsig INT --',
      `${asUser} --inh-caps +dac_override --ambient-caps +dac_override --pdeathsig INT --`,
      `${asUser} --pdeathsig INT --`,
    ]);
    expect(commands(0, 'darwin')).toEqual([]);
    expect(commands(0, 'linux', undefined, [])).toEqual([]);
  });

  it("is the folder's owner when root finds a folder of somebody else", () => {
    const ways = waysToRun({ uid: 0, platform: 'linux' }, PASSWD, { uid: 1000, gid: 1001 });
    expect(ways.map(({ uid, gid, prefix }) => [uid, gid, prefix[1]])).toEqual([
      [1000, 1001, '--reuid=1000'],
      [1000, 1001, '--reuid=1000'],
    ]);
    expect(commands(0, 'linux', { uid: 0, gid: 0 })).toEqual(commands(0));
  });

  it('gets a name for a user that has none', () => {
    expect(commands(4711)[0]).toMatch(/^unshare --user --map-user=65534/);
    expect(commands(4711)).toHaveLength(3);
  });
});

describe('settings of the embedded PostgreSQL', () => {
  const values = (args: string[]): Record<string, string> =>
    Object.fromEntries(args.filter((arg) => arg !== '-c').map((arg) => arg.split(/=(.*)/s).slice(0, 2)));

  it('has defaults that a user may change', () => {
    expect(values(settingArguments({}, false))).toMatchObject({ shared_buffers: '128MB', max_connections: '50', fsync: 'on', listen_addresses: '' });
    expect(values(settingArguments({}, false))).not.toHaveProperty('wal_compression');
    expect(values(settingArguments({ Shared_Buffers: '1GB', 'auto_explain.x': 'a=b' }, true))).toMatchObject({
      shared_buffers: '1GB',
      wal_compression: 'lz4',
      'auto_explain.x': 'a=b',
    });
  });

  it.each(['fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories', 'hba_file', 'port', 'a b', '-c fsync'])(
    'refuses %s',
    (name) => {
      expect(() => settingArguments({ [name]: 'off' }, false)).toThrow(expect.objectContaining({ code: 'setting_not_allowed' }));
    },
  );

  it('takes a fixed setting at its fixed value', () => {
    expect(() => settingArguments({ fsync: 'on' }, false)).not.toThrow();
  });
});

describe('postmaster.pid', () => {
  it('is read whole, and while it is being written', () => {
    const lines = ['77', '/data', '1764000000', '5433', '/run/pg', '', ' 16785413   3', 'starting'];
    expect(parsePostmasterFile(`${lines.join('\n')}\n`)).toEqual({ pid: 77, port: 5433, socketFolder: '/run/pg', status: 'starting' });
    expect(parsePostmasterFile(lines.slice(0, 3).join('\n'))).toEqual({ pid: 77, port: 5432, socketFolder: '', status: '' });
    for (const text of ['', '\n/data', 'x\n/data']) expect(parsePostmasterFile(text)).toBeUndefined();
  });
});

describe('a failed start', () => {
  const place = { path: '/d/postgres', log: '/d/postgres.log' };

  it.each([
    ['FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'disk_full'],
    ['FATAL:  database files are incompatible with server\nDETAIL: ...', 'data_folder_version'],
    ['FATAL:  pre-existing shared memory block (key 5, ID 6) is still in use', 'data_folder_busy'],
    ['FATAL:  data directory "/d/postgres" has wrong ownership', 'data_folder_unusable'],
    ['FATAL:  unrecognized configuration parameter "speed"', 'setting_invalid'],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'database_memory'],
    ['PANIC:  could not locate a valid checkpoint record', 'database_start'],
  ])('is explained: %s', (tail, code) => {
    const error = explainFailure(tail, 'PostgreSQL ended', place);
    expect([error.code, error.kind]).toEqual([code, 'fatal']);
    expect(error.message).toContain(tail);
  });

  it('shows the last 15 lines only', () => {
    const { message } = explainFailure(Array.from({ length: 40 }, (_, n) => `line ${n}`).join('\n'), 'PostgreSQL ended', place);
    expect(message).not.toContain('line 24\n');
    expect(message).toMatch(/line 25\n[^]*line 39$/);
  });
});

describe('the folder of the socket', () => {
  it('is the data folder until its path is too long, in bytes', () => {
    const short = `/${'d'.repeat(88)}`;
    expect(chooseSocketFolder(short, '/tmp')).toBe(short);
    const long = [`${short}d`, `/${'é'.repeat(45)}`].map((path) => chooseSocketFolder(path, '/tmp'));
    expect(long).toEqual([expect.stringMatching(/^\/tmp\/millrace-[0-9a-f]{16}$/), expect.stringMatching(/^\/tmp\/millrace-[0-9a-f]{16}$/)]);
    expect(long[0]).not.toBe(long[1]);
    expect(chooseSocketFolder(`${short}d`, `/${'t'.repeat(90)}`)).toBe(long[0]);
  });

  describe('under the temporary folder', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'millrace-socket-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it('is refused when others may use it, or when it is a link', async () => {
      await expect(refuseUnsafeFolder(folder)).resolves.toBeUndefined();
      for (const mode of [0o770, 0o701, 0o777]) {
        await chmod(folder, mode);
        await expect(refuseUnsafeFolder(folder)).rejects.toMatchObject({ code: 'socket_folder_unsafe' });
      }
      await mkdir(join(folder, 'mine'), { mode: 0o700 });
      await symlink(join(folder, 'mine'), join(folder, 'link'));
      await expect(refuseUnsafeFolder(join(folder, 'link'))).rejects.toMatchObject({ code: 'socket_folder_unsafe' });
    });

    it('is refused when it belongs to somebody else', async () => {
      // Only root can give a folder away; anybody else has root's.
      const others = process.geteuid?.() === 0 ? join(folder, 'given-away') : '/root';
      if (others !== '/root') {
        await mkdir(others, { mode: 0o700 });
        await chown(others, 65534, 65534);
      }
      await expect(refuseUnsafeFolder(others)).rejects.toMatchObject({ code: 'socket_folder_unsafe' });
    });
  });
});
