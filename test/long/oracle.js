import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const CASES = 100_000;

/**
 * Features against the naive oracle, on as many random pipelines, logs and lives of a lane as are asked for; each case is drawn from its seed.
 * @param {{ cases?: number | undefined, seed?: string | undefined }} options
 */
export async function oracleCampaign({ cases = CASES, seed }) {
  const first = seed === undefined ? randomInt(1, 1_000_000_000) : Number(seed);
  if (!Number.isSafeInteger(first)) throw new Error(`--seed takes a whole number here, not ${seed}`);
  console.log(`oracle: seeds ${first} to ${first + cases - 1}`);
  const code = await new Promise((resolve, reject) => {
    const run = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', 'test/unit/processing/domain/oracle'], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, MILLRACE_TEST_ORACLE_CASES: String(cases), MILLRACE_TEST_ORACLE_SEED: String(first) },
    });
    run.once('error', reject);
    run.once('exit', resolve);
  });
  return code === 0 ? [] : ['features differ from their definition: the seed is named above'];
}
