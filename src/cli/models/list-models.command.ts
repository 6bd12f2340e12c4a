import { Inject } from '@nestjs/common';
import { SubCommand } from 'nest-commander';
import { START_IN_PROCESS, type StartInProcess } from '../client.js';
import { ClientCommand, type ClientOptions, printJson } from '../command.js';
import { lineWidth } from '../terminal.js';
import { MODELS_PATH, type ModelVersionAnswer } from './model-answers.js';
import { listLines } from './model-lines.js';

@SubCommand({ name: 'list', description: 'List the models of the registry, each with its newest version.' })
export class ListModelsCommand extends ClientCommand {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  protected override async execute(_: string[], options: ClientOptions): Promise<void> {
    await this.withClient(options, async (client) => {
      const answer = await client.get<{ models: readonly ModelVersionAnswer[] }>(MODELS_PATH);
      if (options.json) printJson(answer);
      else process.stdout.write(listLines(answer.models, lineWidth(process.stdout)).join('\n') + '\n');
    });
  }
}
