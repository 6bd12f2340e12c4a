import { AddModelCommand } from './models/add-model.command.js';
import { ListModelsCommand } from './models/list-models.command.js';
import { ModelsCommand } from './models/models.command.js';
import { ShowModelCommand } from './models/show-model.command.js';
import { CheckCommand } from './check.command.js';
import { CompileCommand } from './compile.command.js';
import { DeployCommand } from './deploy.command.js';
import { PipelinesCommand } from './pipelines.command.js';
import { PIPELINES_SUBCOMMANDS } from './pipelines/subcommands.js';
import { InitCommand } from './init.command.js';
import { QuarantineCommand } from './quarantine.command.js';
import { SendCommand } from './send.command.js';
import { StatusCommand } from './status.command.js';
import { TrainingSetCommand } from './training-set.command.js';
import { TryCommand } from './try.command.js';
import { WhyCommand } from './why.command.js';

/** Commands that ask a running application (they need START_IN_PROCESS), and those that need none. */
export const CLIENT_COMMANDS = [
  SendCommand,
  QuarantineCommand,
  StatusCommand,
  WhyCommand,
  TrainingSetCommand,
  TryCommand,
  CheckCommand,
  CompileCommand,
  InitCommand,
  DeployCommand,
  PipelinesCommand,
  ...PIPELINES_SUBCOMMANDS,
  ModelsCommand,
  AddModelCommand,
  ListModelsCommand,
  ShowModelCommand,
];
