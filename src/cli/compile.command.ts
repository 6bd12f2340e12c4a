import { writeFile } from 'node:fs/promises';
import { Command, Help, Option } from 'nest-commander';
import { type CommonOptions, MillraceCommand, printJson } from './command.js';
import { costLines } from './cost-lines.js';
import { loadPipeline } from './load-pipeline.js';

interface CompileOptions extends CommonOptions {
  readonly out?: string;
}

@Command({
  name: 'compile',
  arguments: '<pipeline>',
  description: 'Compile a pipeline document (a file or folder) to its plan: plain JSON, the same for every engine. Needs no running application.',
})
export class CompileCommand extends MillraceCommand<CompileOptions> {
  @Option({ flags: '--out <file>', description: 'Write the plan to a file (default: the standard output)' })
  parseOut(text: string): string {
    return text;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace compile pipelines/card-fraud
  millrace compile pipelines/card-fraud --out plan.json`;
  }

  protected override async execute([path]: string[], options: CompileOptions): Promise<void> {
    const { plan } = await loadPipeline(path);
    process.stderr.write(costLines(plan).join('\n') + '\n');
    if (options.out === undefined) {
      printJson(plan);
      return;
    }
    await writeFile(options.out, JSON.stringify(plan, undefined, 2) + '\n');
    if (options.json) printJson({ pipeline: plan.pipeline, hash: plan.hash, out: options.out });
    else process.stdout.write(`${options.out}: ${plan.pipeline}, hash ${plan.hash}\n`);
  }
}
