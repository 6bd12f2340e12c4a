import { setTimeout as sleep } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import { Command, Help, Option } from 'nest-commander';
import type { Status } from './answers.js';
import { type Client, START_IN_PROCESS, type StartInProcess } from './client.js';
import { ClientCommand, type ClientOptions, printJson } from './command.js';
import { statusLines } from './status-lines.js';
import { lineWidth } from './terminal.js';

const WATCH_MS = 1000;
const INTERRUPTED_EXIT = 130;
/** Cursor home, then clear what is below: the screen does not flicker. */
const REDRAW = '\u001b[H\u001b[J';
const CLEAR = '\u001b[2J';

interface StatusOptions extends ClientOptions {
  readonly watch?: boolean;
}

@Command({ name: 'status', arguments: '[pipeline]', description: 'Show pipelines and runs: how far each is, and its books.' })
export class StatusCommand extends ClientCommand<StatusOptions> {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Option({ flags: '-w, --watch', description: 'Show it again every second until Ctrl-C; with --json one document a line' })
  parseWatch(): boolean {
    return true;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace status
  millrace status card-fraud@march --watch
  millrace status card-fraud --json

A record of the log is in exactly one column of the books; "balanced" says that they add up.`;
  }

  protected override async execute([pipeline]: string[], options: StatusOptions): Promise<void> {
    await this.withClient(options, async (client) => {
      if (options.watch) return watch(client, pipeline, options.json === true);
      const statuses = await statusesOf(client, pipeline);
      if (options.json) printJson(pipeline === undefined ? { pipelines: statuses } : statuses[0]);
      else process.stdout.write(statusLines(statuses, lineWidth(process.stdout)).join('\n') + '\n');
    });
  }
}

async function statusesOf(client: Client, pipeline: string | undefined, signal?: AbortSignal): Promise<readonly Status[]> {
  if (pipeline !== undefined) return [await client.get<Status>(`/v1/pipelines/${encodeURIComponent(pipeline)}`, signal)];
  return (await client.get<{ pipelines: readonly Status[] }>('/v1/pipelines', signal)).pipelines;
}

async function watch(client: Client, pipeline: string | undefined, json: boolean): Promise<void> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  if (!json && process.stdout.isTTY) process.stdout.write(CLEAR);
  while (!interrupt.signal.aborted) {
    const statuses = await statusesOf(client, pipeline, interrupt.signal);
    const screen = process.stdout.isTTY ? REDRAW : '';
    if (json) process.stdout.write(JSON.stringify(pipeline === undefined ? { pipelines: statuses } : statuses[0]) + '\n');
    else process.stdout.write(screen + statusLines(statuses, lineWidth(process.stdout)).join('\n') + '\n');
    await sleep(WATCH_MS, undefined, { signal: interrupt.signal }).catch(() => undefined);
  }
  process.exitCode = INTERRUPTED_EXIT;
}
