import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_FOLDER, type SharedBroker } from './shared-broker.js';

const POLL_MS = 50;

/** One broker for all files of a run, started by the first that wants it: a place where they find it. */
export function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-kafka-run-'));
  process.env[RUN_FOLDER] = folder;
  process.env['MILLRACE_TEST_KAFKA_RUN_PID'] = String(process.pid);
  return async () => {
    const told = join(folder, 'broker.json');
    if (existsSync(told)) {
      const { keeper } = JSON.parse(readFileSync(told, 'utf8')) as SharedBroker & { keeper: number };
      process.kill(keeper, 'SIGTERM');
      while (isAlive(keeper)) await sleep(POLL_MS);
    }
    rmSync(folder, { recursive: true, force: true });
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
