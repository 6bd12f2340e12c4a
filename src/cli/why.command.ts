import { Inject } from '@nestjs/common';
import { Command, Help, Option } from 'nest-commander';
import { MillraceError } from '../definition/index.js';
import type { Status, WhyAnswer } from './answers.js';
import { type Client, START_IN_PROCESS, type StartInProcess } from './client.js';
import { ClientCommand, type ClientOptions, printJson } from './command.js';
import { lineWidth } from './terminal.js';
import { whyLines } from './why-lines.js';

interface WhyOptions extends ClientOptions {
  readonly pipeline?: string;
}

@Command({ name: 'why', arguments: '<id>', description: 'Compute a prediction again from the log and compare it with what was stored.' })
export class WhyCommand extends ClientCommand<WhyOptions> {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Option({ flags: '--pipeline <name>', description: 'Pipeline or run that made it (default: all are asked)' })
  parsePipeline(text: string): string {
    return text;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace why 0162d5cb-8f80-8b1c-9f5e-2a7d6c1e4b90
  millrace why 0162d5cb-8f80-8b1c-9f5e-2a7d6c1e4b90 --pipeline card-fraud@march --json

Ends with exit code 1 when anything differs.`;
  }

  protected override async execute([id]: string[], options: WhyOptions): Promise<void> {
    await this.withClient(options, async (client) => {
      const why = await explain(client, id, options.pipeline);
      if (options.json) printJson(why);
      else process.stdout.write(whyLines(why, lineWidth(process.stdout)).join('\n') + '\n');
      if (!why.equal) process.exitCode = 1;
    });
  }
}

/** Asks the pipeline, else every pipeline and run until one knows the id. */
async function explain(client: Client, id: string, pipeline: string | undefined): Promise<WhyAnswer> {
  const names =
    pipeline === undefined ? (await client.get<{ pipelines: readonly Status[] }>('/v1/pipelines')).pipelines.map((status) => status.name) : [pipeline];
  for (const name of names) {
    try {
      return await client.get<WhyAnswer>(`/v1/pipelines/${encodeURIComponent(name)}/predictions/${encodeURIComponent(id)}/why`);
    } catch (error) {
      const elsewhere = pipeline === undefined && error instanceof MillraceError && error.code === 'prediction_unknown';
      if (!elsewhere) throw error;
    }
  }
  throw new MillraceError(
    'prediction_unknown',
    'poison',
    names.length > 0
      ? `there is no prediction ${id} in ${names.join(', ')}: its id stands in its answer, and in \`GET /v1/pipelines/${names[0]}/predictions\``
      : `there is no prediction ${id}: no pipeline is deployed; start one with \`millrace up FOLDER\``,
  );
}
