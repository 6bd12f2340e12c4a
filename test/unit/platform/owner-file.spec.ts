import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimOwnership, releaseOwnership } from '../../../src/platform/process/owner-file.js';
import { identify } from '../../../src/platform/process/process-identity.js';

const DEAD = { pid: 2 ** 30, started: 'once' };
let folder: string;
let file: string;

describe('owner file', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-owner-'));
    file = join(folder, 'millrace.pid');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const owner = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

  it('names this process, and is gone after the release', async () => {
    await claimOwnership(file);
    expect(await owner()).toEqual(await identify(process.pid));
    await releaseOwnership(file);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused while its owner lives, also to the owner itself', async () => {
    await claimOwnership(file);
    await expect(claimOwnership(file)).rejects.toMatchObject({ code: 'data_folder_in_use', kind: 'fatal', details: { pid: process.pid } });
    const parent = await identify(process.ppid);
    await writeFile(file, JSON.stringify(parent));
    await expect(claimOwnership(file)).rejects.toMatchObject({ message: expect.stringContaining(`process ${process.ppid} `) });
    await releaseOwnership(file);
    expect(await owner()).toEqual(parent);
  });

  it.each([
    ['is dead', JSON.stringify(DEAD)],
    ['has a pid that another process has by now', JSON.stringify({ pid: process.ppid, started: 'earlier' })],
    ['cannot be read', '{"pid":'],
    ['is empty', ''],
  ])('passes on when its owner %s', async (_name, text) => {
    await writeFile(file, text);
    await claimOwnership(file);
    expect(await owner()).toEqual(await identify(process.pid));
    expect(await readdir(folder)).toEqual(['millrace.pid']);
  });

  it('passes on though a process died while it was following a dead owner', async () => {
    await writeFile(file, JSON.stringify(DEAD));
    await writeFile(`${file}.after-${DEAD.pid}`, JSON.stringify({ pid: 2 ** 30 + 1, started: 'once' }));
    await claimOwnership(file);
    expect(await owner()).toEqual(await identify(process.pid));
    expect(await readdir(folder)).toEqual(['millrace.pid']);
  });

  it('goes to exactly one of many who follow a dead owner at once', async () => {
    await writeFile(file, JSON.stringify(DEAD));
    const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claimOwnership(file)));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['millrace.pid']);
  });
});
