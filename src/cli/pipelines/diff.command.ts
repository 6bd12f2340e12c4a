import { Inject } from '@nestjs/common';
import { Help, SubCommand } from 'nest-commander';
import type { Changes } from '../answers.js';
import { changeLines } from '../change-lines.js';
import { START_IN_PROCESS, type StartInProcess } from '../client.js';
import { ClientCommand, type ClientOptions, printJson } from '../command.js';
import { documentBody, readWhole, withPlaces } from '../deploy-pipeline.js';

@SubCommand({ name: 'diff', arguments: '<name> <file>', description: 'Show what a document would change in the pipeline that runs.' })
export class DiffCommand extends ClientCommand {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace pipelines diff card-fraud pipelines/card-fraud`;
  }

  protected override async execute([name, path]: string[], options: ClientOptions): Promise<void> {
    const { file, loaded } = await readWhole(path);
    await this.withClient(options, async (client) => {
      const call = {
        method: 'POST',
        path: `/v1/pipelines/${encodeURIComponent(name)}/diff`,
        body: JSON.stringify(documentBody(loaded)),
        headers: { 'content-type': 'application/json' },
      } as const;
      const answer = await withPlaces(file, () => client.call<{ pipeline: string; changes: Changes }>(call));
      if (options.json) return printJson(answer);
      process.stdout.write([answer.pipeline, ...changeLines(answer.changes)].join('\n') + '\n');
    });
  }
}
