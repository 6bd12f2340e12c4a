import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { locked } from './install.js';

/**
 * The broker of a test run. One that MILLRACE_TEST_KAFKA_BROKERS names has a plain listener only.
 * @typedef {object} SharedBroker
 * @property {string} plain
 * @property {string} [sasl]
 * @property {string} [tls]
 * @property {string} [certificates]
 * @property {number} [pid] of the broker, to stop it for a moment
 */

/** Variable with the folder of the run, where the files of it find their broker. */
export const RUN_FOLDER = 'MILLRACE_TEST_KAFKA_RUN';
const START_MS = 240_000;
const POLL_MS = 50;

/** The broker that MILLRACE_TEST_KAFKA_BROKERS names, else one for all files of this run; it ends with the run. @returns {Promise<SharedBroker>} */
export async function kafkaForTests() {
  const given = process.env['MILLRACE_TEST_KAFKA_BROKERS'];
  if (given) return { plain: given };
  const folder = process.env[RUN_FOLDER];
  if (!folder) throw new Error(`${RUN_FOLDER} is not set: run by vitest, or start a broker by test/kafka/broker.js`);
  const told = join(folder, 'broker.json');
  await locked(join(folder, 'lock'), async () => {
    if (existsSync(told)) return;
    const keeper = spawn(process.execPath, [fileURLToPath(new URL('keep-broker.js', import.meta.url)), folder], { detached: true, stdio: 'ignore' });
    keeper.unref();
    for (const end = Date.now() + START_MS; !existsSync(told); await sleep(POLL_MS)) {
      const failure = join(folder, 'failure.txt');
      if (existsSync(failure)) throw new Error(readFileSync(failure, 'utf8'));
      if (Date.now() > end) throw new Error('no broker after four minutes');
    }
  });
  return JSON.parse(readFileSync(told, 'utf8'));
}
