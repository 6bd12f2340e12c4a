import 'reflect-metadata';
import { readSettings, startServer } from './server.js';

/** The application without the command line: for a service manager or a container. Pipelines come from its database. */
const server = await startServer(readSettings(), []);
server.logger.info({ url: server.url, grpc: server.grpc }, 'millrace is up');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.stop().then(() => process.exit(0));
  });
}
