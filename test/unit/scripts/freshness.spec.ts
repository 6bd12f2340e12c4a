import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale, stamp } from '../../../scripts/freshness.mjs';

const SECOND = 1_000;

describe('isStale', () => {
  let folder: string;
  const now = Date.now();
  const touch = (path: string, ms: number) => utimesSync(join(folder, path), ms / 1000, ms / 1000);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'millrace-freshness-'));
    mkdirSync(join(folder, 'src/definition'), { recursive: true });
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'src/definition/plan.ts'), '');
    for (const path of ['src/definition/plan.ts', 'src/definition', 'src']) touch(path, now - 60 * SECOND);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is true without a build that succeeded', () => {
    writeFileSync(join(folder, 'dist/main.js'), '');
    expect(isStale(folder)).toBe(true);
  });

  it('is false when nothing changed since the build began', () => {
    stamp(now, folder);
    expect(isStale(folder)).toBe(false);
  });

  it('is true when a file changed while the build ran', () => {
    stamp(now, folder);
    touch('src/definition/plan.ts', now + SECOND);
    expect(isStale(folder)).toBe(true);
  });

  it('is true when a file was taken away', () => {
    stamp(now - SECOND, folder);
    rmSync(join(folder, 'src/definition/plan.ts'));
    expect(isStale(folder)).toBe(true);
  });

  it('is false in a package without sources', () => {
    rmSync(join(folder, 'src'), { recursive: true });
    expect(isStale(folder)).toBe(false);
  });
});
