import { Command, CommandRunner } from 'nest-commander';
import { AddModelCommand } from './add-model.command.js';
import { ListModelsCommand } from './list-models.command.js';
import { ShowModelCommand } from './show-model.command.js';

/** The group alone: one of its commands does the work. */
@Command({ name: 'models', description: 'Add, list and show models.', subCommands: [AddModelCommand, ListModelsCommand, ShowModelCommand] })
export class ModelsCommand extends CommandRunner {
  override async run(): Promise<void> {
    this.command.outputHelp({ error: true });
    process.exitCode = 2;
  }
}
