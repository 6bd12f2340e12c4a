import { beforeEach, describe, expect, it } from 'vitest';
import { AuthenticateBearer } from '../../../src/governance/application/authenticate-bearer.js';
import { CreateApiKey } from '../../../src/governance/application/create-api-key.js';
import { RevokeApiKey } from '../../../src/governance/application/revoke-api-key.js';
import { Recent } from '../../../src/governance/domain/recent.js';
import { MemoryApiKeys } from './memory-api-keys.js';

const REFUSED = { code: 'unauthenticated', kind: 'poison' };

describe('authenticate', () => {
  let store: MemoryApiKeys;
  let access: AuthenticateBearer;
  let now: number;
  beforeEach(() => {
    store = new MemoryApiKeys();
    now = 0;
    access = new AuthenticateBearer(store, () => now);
  });
  const create = (name: string) => new CreateApiKey(store).run(name);

  it('knows who holds a key', async () => {
    const { id, token } = await create('notebook');
    expect(await access.authenticate(token)).toEqual({ id, name: 'notebook' });
  });

  it.each([undefined, '', 'x', 'mr_12345678901_' + 'a'.repeat(43), 'y'.repeat(513)])('refuses %s', async (token) => {
    await create('other');
    await expect(access.authenticate(token)).rejects.toMatchObject(REFUSED);
  });

  it('refuses the id of one key with the secret of another', async () => {
    const [one, two] = [await create('one'), await create('two')];
    await expect(access.authenticate(`mr_${one.id}_${two.token.slice(-43)}`)).rejects.toMatchObject(REFUSED);
  });

  it('refuses every token with the same words', async () => {
    const { id, token } = await create('revoked');
    await store.revoke(id);
    const messages = await Promise.all([undefined, 'x', token].map((bearer) => access.authenticate(bearer).catch((error: Error) => error.message)));
    expect(new Set(messages).size).toBe(1);
  });

  it('asks the store once for many requests, and again after five seconds', async () => {
    const { token } = await create('busy');
    await Promise.all(Array.from({ length: 100 }, () => access.authenticate(token)));
    await access.authenticate(token);
    expect(store.asked).toBe(1);
    now = 4999;
    await access.authenticate(token);
    expect(store.asked).toBe(1);
    now = 5001;
    await access.authenticate(token);
    expect(store.asked).toBe(2);
  });

  it('refuses a revoked key at once where it was revoked, and after five seconds elsewhere', async () => {
    const elsewhere = new AuthenticateBearer(store, () => now);
    const { id, token } = await create('stolen');
    await Promise.all([access.authenticate(token), elsewhere.authenticate(token)]);
    await new RevokeApiKey(store, access).run(id);
    await expect(access.authenticate(token)).rejects.toMatchObject(REFUSED);
    await elsewhere.authenticate(token);
    now = 5001;
    await expect(elsewhere.authenticate(token)).rejects.toMatchObject(REFUSED);
  });

  it('does not remember what was read before a revocation', async () => {
    const { id, token } = await create('racing');
    const racing = access.authenticate(token);
    await new RevokeApiKey(store, access).run(id);
    await racing.catch(() => undefined);
    await expect(access.authenticate(token)).rejects.toMatchObject(REFUSED);
  });

  it('tells a failing store from a wrong key, and asks again', async () => {
    const { token } = await create('unlucky');
    const find = store.find.bind(store);
    store.find = () => Promise.reject(new Error('away'));
    await expect(access.authenticate(token)).rejects.toThrow('away');
    store.find = find;
    await expect(access.authenticate(token)).resolves.toMatchObject({ name: 'unlucky' });
  });
});

describe('revoke', () => {
  it('says that there is no such key', async () => {
    const store = new MemoryApiKeys();
    await expect(new RevokeApiKey(store, { forget: () => undefined }).run('nobody')).rejects.toMatchObject({ code: 'key_unknown' });
  });
});

describe('Recent', () => {
  it('is bounded: the oldest leaves', () => {
    const recent = new Recent<number>(2, 1000, () => 0);
    for (const [i, key] of ['a', 'b', 'a', 'c'].entries()) recent.set(key, i);
    expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual([2, undefined, 3]);
  });
});
