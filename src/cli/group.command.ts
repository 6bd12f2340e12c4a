import { CommandRunner } from 'nest-commander';
import { nearest } from '../definition/index.js';
import { USAGE_EXIT } from './command.js';

/** A group alone: one of its commands does the work, and is to be named. */
export abstract class GroupCommand extends CommandRunner {
  override async run([unknown]: string[]): Promise<void> {
    const near =
      unknown &&
      nearest(
        unknown,
        this.command.commands.map((command) => command.name()),
      );
    if (unknown !== undefined) process.stderr.write(`error: unknown command '${unknown}'${near ? `\n(Did you mean ${near}?)` : ''}\n\n`);
    this.command.outputHelp({ error: true });
    process.exitCode = USAGE_EXIT;
  }
}
