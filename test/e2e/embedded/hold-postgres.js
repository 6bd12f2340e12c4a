// Starts the embedded server and holds it. Copied beside the compiled src/platform and run as: node hold-postgres.js DATA_DIR [share]
// Prints one JSON line when it is ready (or failed), and stops the server when a line comes in.
import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from './database/embedded/index.js';

const [, , dataDir = '', adopt] = process.argv;
try {
  const server = await startEmbeddedPostgres({ dataDir, ...(adopt === 'share' ? { adopt } : {}), log: (line) => process.stderr.write(`${line}\n`) });
  process.stdout.write(`${JSON.stringify({ pid: server.pid, connection: server.connection })}\n`);
  createInterface({ input: process.stdin }).once('line', () => {
    void server.stop().then(() => process.exit(0));
  });
} catch (error) {
  process.stdout.write(`${JSON.stringify({ code: error.code, message: error.message })}\n`);
  process.exit(1);
}
