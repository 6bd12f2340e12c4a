// Keeps the broker of a test run: ends it at SIGTERM, and when the run's folder is gone or nobody is left who would say so.
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBroker } from './broker.js';

const [folder, run] = [process.argv[2], Number(process.env['MILLRACE_TEST_KAFKA_RUN_PID'])];
const LOOK_MS = 500;

function runIsOver() {
  try {
    return !existsSync(folder) || !process.kill(run, 0);
  } catch {
    return true;
  }
}

try {
  const broker = await startBroker();
  const end = () => void broker.remove().then(() => process.exit(0));
  process.once('SIGTERM', end);
  setInterval(() => runIsOver() && end(), LOOK_MS);
  const { plain, sasl, tls, certificates, pid } = broker;
  writeFileSync(join(folder, 'draft'), JSON.stringify({ plain, sasl, tls, certificates, pid, keeper: process.pid }));
  renameSync(join(folder, 'draft'), join(folder, 'broker.json'));
} catch (error) {
  writeFileSync(join(folder, 'failure.txt'), String(error));
}
