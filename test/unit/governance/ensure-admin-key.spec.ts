import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalSecretFiles } from '../../../src/governance/adapters/keyring/secret-files.adapter.js';
import { AuthenticateBearer } from '../../../src/governance/application/authenticate-bearer.js';
import { EnsureAdminKey } from '../../../src/governance/application/ensure-admin-key.js';
import { newApiKey } from '../../../src/governance/domain/api-key.js';
import { MemoryApiKeys } from './memory-api-keys.js';

const GIVEN = 'a-key-of-my-own-choice';

describe('the first key', () => {
  let folder: string;
  let file: string;
  let store: MemoryApiKeys;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-'));
    file = join(folder, 'data', 'admin.key');
    store = new MemoryApiKeys();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const ensure = (fromEnvironment?: string) => new EnsureAdminKey(store, new LocalSecretFiles(), { fromEnvironment, file }).ensure();
  const read = async () => (await readFile(file, 'utf8')).trim();
  const accepts = (token: string) =>
    new AuthenticateBearer(store).authenticate(token).then(
      () => true,
      () => false,
    );

  it('is made at the first start, for its owner only, and is the same at the next', async () => {
    expect(await ensure()).toEqual({ from: 'file', file, created: true });
    const token = await read();
    expect(await accepts(token)).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'data'))).toEqual(['admin.key']);
    expect(await ensure()).toEqual({ from: 'file', file, created: false });
    expect(await read()).toBe(token);
    expect(store.keys.size).toBe(1);
  });

  it('works in a new database too', async () => {
    await ensure();
    store = new MemoryApiKeys();
    await ensure();
    expect(await accepts(await read())).toBe(true);
  });

  it('is one for all that start at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => ensure()));
    expect(made.filter((key) => key.from === 'file' && key.created)).toHaveLength(1);
    expect(await accepts(await read())).toBe(true);
    expect(store.keys.size).toBe(1);
  });

  it('comes from the environment, which writes no file', async () => {
    expect(await ensure(GIVEN)).toEqual({ from: 'environment' });
    expect(await accepts(GIVEN)).toBe(true);
    await expect(read()).rejects.toThrow();
    expect([...store.keys.values()].some((key) => key.hash.toString('utf8').includes(GIVEN))).toBe(false);
  });

  it('of the environment ends when the environment gives another; the one in the file goes on', async () => {
    await ensure();
    await ensure(GIVEN);
    await ensure(GIVEN + '-2');
    expect(await accepts(GIVEN)).toBe(false);
    expect(await accepts(GIVEN + '-2')).toBe(true);
    expect(await accepts(await read())).toBe(true);
  });

  it('of the environment may have the form of a key that was made', async () => {
    const { token } = newApiKey();
    await ensure(token);
    expect(await accepts(token)).toBe(true);
  });

  it('of the environment, once revoked, does not come back by a start', async () => {
    await ensure(GIVEN);
    await store.revoke('environment');
    await ensure(GIVEN);
    expect(await accepts(GIVEN)).toBe(false);
  });

  it('in the file is replaced once it was revoked', async () => {
    await ensure();
    const revoked = await read();
    await store.revoke(revoked.slice(3, 14));
    expect(await ensure()).toEqual({ from: 'file', file, created: true });
    expect(await accepts(revoked)).toBe(false);
    expect(await accepts(await read())).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each(['short', 'fifteen-letters', 'with spaces in between', 'ümläute-are-no-header-text'])('may not be %o', async (key) => {
    await expect(ensure(key)).rejects.toMatchObject({ code: 'admin_key_invalid', kind: 'fatal' });
  });

  it('is not made over a file with something else', async () => {
    await ensure();
    await writeFile(file, 'something else');
    await expect(ensure()).rejects.toMatchObject({ code: 'admin_key_invalid' });
    expect(await read()).toBe('something else');
  });
});
