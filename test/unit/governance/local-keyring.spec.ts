import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalKeyring } from '../../../src/governance/adapters/keyring/local-keyring.adapter.js';
import { LocalSecretFiles } from '../../../src/governance/adapters/keyring/secret-files.adapter.js';

describe('the local keyring', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millrace-'));
  });
  afterEach(() => rm(directory, { recursive: true }));
  const keyring = (id?: string) => new LocalKeyring(new LocalSecretFiles(), { directory, given: { id } });

  it('makes a key once and keeps it, for its owner only', async () => {
    const keys = await Promise.all([keyring().key('id'), keyring().key('id'), keyring().key('id')]);
    expect(keys[0]).toHaveLength(32);
    expect(keys[1]).toEqual(keys[0]);
    expect(keys[2]).toEqual(keys[0]);
    expect(await keyring().key('id')).toEqual(keys[0]);
    const file = join(directory, 'id.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).trim()).toBe(keys[0].toString('hex'));
  });

  const bytes = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i * 7));
  it.each([bytes.toString('hex'), bytes.toString('hex').toUpperCase(), bytes.toString('base64'), bytes.toString('base64url')])(
    'takes %s from the environment',
    async (text) => {
      expect(await keyring(text).key('id')).toEqual(bytes);
      await expect(stat(join(directory, 'id.key'))).rejects.toThrow();
    },
  );

  it.each(['abc', 'ab'.repeat(31), 'ab'.repeat(33), 'A'.repeat(42), '!'.repeat(43)])('refuses %s', async (text) => {
    await expect(keyring(text).key('id')).rejects.toMatchObject({ code: 'key_invalid', kind: 'fatal' });
  });

  it('refuses a file that holds no key, and leaves it alone', async () => {
    await writeFile(join(directory, 'id.key'), 'lost');
    const ring = keyring();
    await expect(ring.key('id')).rejects.toThrow(/id\.key/);
    expect(await readFile(join(directory, 'id.key'), 'utf8')).toBe('lost');
    await writeFile(join(directory, 'id.key'), bytes.toString('hex') + '\n');
    expect(await ring.key('id')).toEqual(bytes);
  });
});
