import { Inject } from '@nestjs/common';
import { Command, Help } from 'nest-commander';
import type { DeployAnswer } from './answers.js';
import { changeLines } from './change-lines.js';
import { START_IN_PROCESS, type StartInProcess } from './client.js';
import { ClientCommand, type ClientOptions, printJson } from './command.js';
import { deployPipeline, readWhole } from './deploy-pipeline.js';

const OUTCOME = {
  created: 'is live',
  unchanged: 'runs as it is written: nothing changes',
  live: 'is live',
  backfilling: 'has its state built beside the version that runs, and goes live then: `millrace status` tells how far it is',
} as const;

@Command({ name: 'deploy', arguments: '<pipelines...>', description: 'Make pipelines (files or folders) live on the running application, or change them.' })
export class DeployCommand extends ClientCommand {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace deploy pipelines/card-fraud
  millrace deploy pipelines/*/pipeline.yaml --json

Every fault is told as FILE:LINE:COLUMN, and then nothing is changed. What would change: millrace pipelines diff.`;
  }

  protected override async execute(paths: string[], options: ClientOptions): Promise<void> {
    // All of them are read before the first is sent: a fault in the last leaves the others as they are.
    const pipelines = await Promise.all(paths.map(readWhole));
    await this.withClient(options, async (client) => {
      const answers: DeployAnswer[] = [];
      for (const { file, loaded } of pipelines) {
        const answer = await deployPipeline(client, file, loaded);
        answers.push(answer);
        if (!options.json) process.stdout.write(deployLines(answer).join('\n') + '\n');
      }
      if (options.json) printJson({ pipelines: answers });
    });
  }
}

/** What came of a deployment, and what it changes. */
export function deployLines({ pipeline, outcome, version, changes }: DeployAnswer): string[] {
  return [`${pipeline} version ${version} ${OUTCOME[outcome]}`, ...(changes && outcome !== 'unchanged' ? changeLines(changes) : [])];
}
