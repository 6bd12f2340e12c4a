import { Command } from 'nest-commander';
import { GroupCommand } from '../group.command.js';
import { AddModelCommand } from './add-model.command.js';
import { ListModelsCommand } from './list-models.command.js';
import { ShowModelCommand } from './show-model.command.js';

@Command({ name: 'models', description: 'Add, list and show models.', subCommands: [AddModelCommand, ListModelsCommand, ShowModelCommand] })
export class ModelsCommand extends GroupCommand {}
