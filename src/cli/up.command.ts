import { Command, CommandRunner, Option } from 'nest-commander';
import type { Settings } from '../platform/config/index.js';
import { readSettings, startServer } from '../server.js';
import { startDemo } from './demo.js';
import { readWhole } from './deploy-pipeline.js';
import { type Greeting, greet, rollingLine } from './up-output.js';
import { watchPipelines } from './up-watch.js';

const SAME_PRESS_MS = 500;

interface UpOptions {
  readonly demo?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly role?: Settings['role'];
}

@Command({
  name: 'up',
  arguments: '[pipelines...]',
  description: 'Start the application with these pipelines (files or folders) and those that it has already.',
})
export class UpCommand extends CommandRunner {
  override async run(paths: string[], options: UpOptions): Promise<void> {
    const settings = readSettings();
    if (options.role) settings.role = options.role;
    const pipelines = await Promise.all(paths.map((path) => readWhole(path)));
    const deployments = pipelines.map(({ loaded }) => loaded);
    const server = await startServer(settings, deployments);
    const stopping = new AbortController();
    const stopped = waitForSignal(stopping);
    const greeting: Greeting = { url: server.url, grpc: server.grpc, adminKey: server.adminKey, role: settings.role, deployments, demo: options.demo === true };
    await greet(greeting, options.json === true);
    const line = options.json ? undefined : rollingLine(server);
    if (options.watch) watchPipelines(paths, server, stopping.signal);
    const places = pipelines.map(({ file, loaded }) => ({ file, log: loaded.plan.source }));
    const demo = options.demo ? startDemo(places, server, stopping.signal) : Promise.resolve();
    // A demo that fails must be seen, but events of other senders are taken on.
    demo.catch((error: unknown) => server.logger.error({ err: error }, 'the demo stopped'));
    await stopped;
    line?.stop();
    process.stderr.write('\nstopping: what was accepted is being finished ...\n');
    await demo.catch(() => undefined);
    await server.stop();
    process.stderr.write('stopped\n');
  }

  @Option({ flags: '--demo', description: 'Feed the pipelines from their own demo.js: history first, then live events' })
  demo(): boolean {
    return true;
  }

  @Option({ flags: '--watch', description: 'Check and take over what is saved: document, schemas, model file, map.yaml; the last good one keeps running' })
  watch(): boolean {
    return true;
  }

  @Option({
    flags: '--role <role>',
    choices: ['all', 'api', 'worker'],
    description: 'api takes requests, worker works on the log, all does both (default: MILLRACE_ROLE, or all)',
  })
  role(role: Settings['role']): Settings['role'] {
    return role;
  }

  @Option({ flags: '--json', description: 'Print one JSON document when ready, and no rolling line' })
  json(): boolean {
    return true;
  }
}

/**
 * The first signal drains; a second ends the process at once. Under npm one Ctrl-C arrives twice, from the terminal and passed on by npm:
 * what follows at once is the same press.
 */
function waitForSignal(stopping: AbortController): Promise<void> {
  return new Promise((resolve) => {
    let firstMs: number | undefined;
    const stop = (): void => {
      if (firstMs !== undefined && performance.now() - firstMs < SAME_PRESS_MS) return;
      if (firstMs !== undefined) process.exit(130);
      firstMs = performance.now();
      stopping.abort();
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
