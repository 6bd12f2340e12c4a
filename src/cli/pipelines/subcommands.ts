import { DiffCommand } from './diff.command.js';
import { ListCommand } from './list.command.js';
import { RetireCommand } from './retire.command.js';

export const PIPELINES_SUBCOMMANDS = [ListCommand, DiffCommand, RetireCommand];
