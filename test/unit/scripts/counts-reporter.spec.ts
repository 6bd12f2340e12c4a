import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

const files = {
  'vitest.config.mjs': "export default { test: { globals: true, include: ['*.test.mjs'] } };",
  'tests.test.mjs': "it('passes', () => {}); it('passes too', () => {}); it('fails', () => expect(1).toBe(2)); it.skip('is left out', () => {});",
  'loading.test.mjs': "throw new Error('does not load');",
  'hook.test.mjs': "describe('suite', () => { beforeAll(() => { throw new Error('hook'); }); it('never runs', () => {}); });",
};

it('counts tests, and what broke outside them as failed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-counts-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const counts = join(folder, 'counts.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporter = join(root, 'test/report/counts-reporter.ts');
    const { status } = spawnSync(process.execPath, [vitest, 'run', '--root', folder, `--reporter=${reporter}`], {
      cwd: folder,
      env: { ...process.env, MILLRACE_TEST_COUNTS: counts },
    });
    expect(status).toBe(1);
    expect(JSON.parse(readFileSync(counts, 'utf8'))).toEqual({ passed: 2, failed: 3, skipped: 2 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
