import { Inject } from '@nestjs/common';
import { SubCommand } from 'nest-commander';
import type { Status } from '../answers.js';
import { START_IN_PROCESS, type StartInProcess } from '../client.js';
import { ClientCommand, type ClientOptions, printJson } from '../command.js';
import { layOut } from '../table.js';
import { lineWidth } from '../terminal.js';

@SubCommand({ name: 'list', description: 'List pipelines and their runs.' })
export class ListCommand extends ClientCommand {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  protected override async execute(_: string[], options: ClientOptions): Promise<void> {
    await this.withClient(options, async (client) => {
      const { pipelines } = await client.get<{ pipelines: readonly Status[] }>('/v1/pipelines');
      if (options.json) return printJson({ pipelines });
      const rows = pipelines.map((status) => [
        status.name,
        status.source,
        status.version,
        status.hash.slice(0, 12),
        status.model ? `${status.model.name} v${status.model.version}` : '-',
        status.lane.state,
      ]);
      const lines =
        rows.length > 0 ? layOut({ head: ['pipeline', 'source', 'version', 'hash', 'model', 'lane'], rows }, lineWidth(process.stdout)) : ['none is deployed'];
      process.stdout.write(lines.join('\n') + '\n');
    });
  }
}
