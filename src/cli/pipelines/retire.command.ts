import { Inject } from '@nestjs/common';
import { SubCommand } from 'nest-commander';
import { START_IN_PROCESS, type StartInProcess } from '../client.js';
import { ClientCommand, type ClientOptions, printJson } from '../command.js';

@SubCommand({
  name: 'retire',
  arguments: '<name>',
  description: 'Stop a pipeline with its runs, or one run. What it wrote stays; deployed again it goes on where it stopped.',
})
export class RetireCommand extends ClientCommand {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  protected override async execute([name]: string[], options: ClientOptions): Promise<void> {
    await this.withClient(options, async (client) => {
      const answer = await client.call<{ retired: string[] }>({ method: 'DELETE', path: `/v1/pipelines/${encodeURIComponent(name)}` });
      if (options.json) return printJson(answer);
      process.stdout.write(answer.retired.map((run) => `${run} is retired\n`).join(''));
    });
  }
}
