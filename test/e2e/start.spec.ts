import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pressCtrlC, startClone, tryCurl, untilPredicted } from '../long/clone-life.js';

/** The README's first command, as it is typed, on a data folder of its own. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

async function live(): Promise<{ records: number; faults: string[] }> {
  const env = { ...process.env, MILLRACE_DATA_DIR: join(folder, '.millrace') };
  const life = await startClone({ folder, options: { cwd: process.cwd(), env } });
  try {
    await untilPredicted(life);
    const faults = tryCurl(life);
    const { records, faults: found } = await pressCtrlC(life);
    return { records, faults: [...faults, ...found] };
  } finally {
    life.kill();
  }
}

it('predicts by itself, answers the printed request, stops on Ctrl-C, and goes on where it was', async () => {
  const first = await live();
  const again = await live();
  expect([...first.faults, ...again.faults]).toEqual([]);
  expect(again.records).toBeGreaterThanOrEqual(first.records);
}, 600_000);
