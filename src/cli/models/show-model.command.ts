import { Inject } from '@nestjs/common';
import { Help, Option, SubCommand } from 'nest-commander';
import { START_IN_PROCESS, type StartInProcess } from '../client.js';
import { ClientCommand, type ClientOptions, printJson } from '../command.js';
import { lineWidth } from '../terminal.js';
import { MODELS_PATH, type ModelAnswer, type ModelVersionAnswer } from './model-answers.js';
import { listLines, modelLines } from './model-lines.js';

interface ShowOptions extends ClientOptions {
  readonly version?: string;
}

@SubCommand({ name: 'show', arguments: '<name>', description: 'Show the versions of a model, and what one takes and gives.' })
export class ShowModelCommand extends ClientCommand<ShowOptions> {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Option({ flags: '--version <number>', description: 'Version to show (default: the newest)' })
  parseVersion(text: string): string {
    return text;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace models show fraud-forest
  millrace models show fraud-forest --version 1 --json`;
  }

  protected override async execute([name]: string[], options: ShowOptions): Promise<void> {
    await this.withClient(options, async (client) => {
      const at = `${MODELS_PATH}/${encodeURIComponent(name)}`;
      const { versions } = await client.get<{ versions: readonly ModelVersionAnswer[] }>(at);
      const model = await client.get<ModelAnswer>(`${at}/versions/${encodeURIComponent(options.version ?? String(versions[0].version))}`);
      if (options.json) printJson({ ...model, versions });
      else process.stdout.write([...modelLines(model), '', ...listLines(versions, lineWidth(process.stdout))].join('\n') + '\n');
    });
  }
}
