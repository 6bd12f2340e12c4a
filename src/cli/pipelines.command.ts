import { Command } from 'nest-commander';
import { GroupCommand } from './group.command.js';
import { PIPELINES_SUBCOMMANDS } from './pipelines/subcommands.js';

@Command({
  name: 'pipelines',
  description: 'List, compare, roll back and retire the pipelines of the running application.',
  subCommands: [...PIPELINES_SUBCOMMANDS],
})
export class PipelinesCommand extends GroupCommand {}
