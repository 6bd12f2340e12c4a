import { Inject } from '@nestjs/common';
import { SubCommand } from 'nest-commander';
import type { DeployAnswer } from '../answers.js';
import { START_IN_PROCESS, type StartInProcess } from '../client.js';
import { ClientCommand, type ClientOptions, printJson } from '../command.js';
import { deployLines } from '../deploy.command.js';

@SubCommand({
  name: 'rollback',
  arguments: '<name>',
  description: 'Go back to the version before. For a day after a change this takes a moment; later its state is built again first.',
})
export class RollbackCommand extends ClientCommand {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  protected override async execute([name]: string[], options: ClientOptions): Promise<void> {
    await this.withClient(options, async (client) => {
      const answer = await client.call<DeployAnswer>({ method: 'POST', path: `/v1/pipelines/${encodeURIComponent(name)}/rollback` });
      if (options.json) return printJson(answer);
      process.stdout.write(deployLines(answer).join('\n') + '\n');
    });
  }
}
