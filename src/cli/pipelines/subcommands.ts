import { DiffCommand } from './diff.command.js';
import { ListCommand } from './list.command.js';
import { RetireCommand } from './retire.command.js';
import { RollbackCommand } from './rollback.command.js';

export const PIPELINES_SUBCOMMANDS = [ListCommand, DiffCommand, RetireCommand, RollbackCommand];
