// A child process that holds the embedded server: node hold-postgres.js DATA_DIR [share]
// Prints one JSON line when it is ready (or failed), and stops the server when a line comes in.
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded/index.js';
import { errorCode, errorText } from '../../../src/platform/error.js';

const [, , dataDir = '', adopt] = process.argv;
try {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const server = await startEmbeddedPostgres({ dataDir, log, ...(adopt === 'share' ? { adopt } : {}) });
  process.stdout.write(`${JSON.stringify({ pid: server.pid, connection: server.connection })}\n`);
  createInterface({ input: process.stdin }).once('line', () => {
    void server.stop().then(() => process.exit(0));
  });
} catch (error) {
  process.stdout.write(`${JSON.stringify({ code: errorCode(error), message: errorText(error) })}\n`);
  process.exitCode = 1;
}
