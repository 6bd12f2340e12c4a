import { Command, Help } from 'nest-commander';
import { type CommonOptions, MillraceCommand, printJson } from './command.js';
import { type PipelineReading, faultLine, readPipelineOrFault } from './load-pipeline.js';
import { counted } from './terminal.js';

@Command({
  name: 'check',
  arguments: '<pipelines...>',
  description: 'Check pipeline documents (files or folders) and tell every fault with its place. Needs no running application.',
})
export class CheckCommand extends MillraceCommand {
  @Help('after')
  examples(): string {
    return `
Examples:
  millrace check pipelines/card-fraud
  millrace check pipelines/*/pipeline.yaml --json

Ends with exit code 1 when there is a fault.`;
  }

  protected override async execute(paths: string[], options: CommonOptions): Promise<void> {
    const readings: PipelineReading[] = [];
    for (const path of paths) readings.push(await readPipelineOrFault(path));
    const ok = readings.every((reading) => reading.loaded !== undefined);
    if (options.json) printJson({ ok, pipelines: readings.map(readingJson) });
    else process.stdout.write(readings.flatMap(readingLines).join('\n') + '\n');
    if (!ok) process.exitCode = 1;
  }
}

function readingLines({ file, loaded, faults }: PipelineReading): string[] {
  if (!loaded) return [...faults.map(faultLine), `${file}: ${counted(faults.length, 'fault')}`];
  const { plan } = loaded;
  return [`${file}: ok, ${plan.pipeline}: ${counted(plan.vector.length, 'feature')} on ${plan.on}, hash ${plan.hash.slice(0, 12)}`];
}

function readingJson({ file, loaded, faults }: PipelineReading): object {
  return { file, ok: loaded !== undefined, ...(loaded ? { pipeline: loaded.plan.pipeline, hash: loaded.plan.hash } : {}), faults };
}
