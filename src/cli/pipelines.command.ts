import { Command, CommandRunner } from 'nest-commander';
import { PIPELINES_SUBCOMMANDS } from './pipelines/subcommands.js';

@Command({
  name: 'pipelines',
  description: 'List, compare, roll back and retire the pipelines of the running application.',
  subCommands: [...PIPELINES_SUBCOMMANDS],
})
export class PipelinesCommand extends CommandRunner {
  override async run(): Promise<void> {
    this.command.outputHelp();
  }
}
