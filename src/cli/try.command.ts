import { Command, Help, Option } from 'nest-commander';
import { bindPlan } from '../definition/index.js';
import { type CommonOptions, MillraceCommand, printJson } from './command.js';
import { documentFile, loadPipeline } from './load-pipeline.js';
import { UsageError } from './problem.js';
import { readMapping, withMapBeside } from './send/read-mapping.js';
import { openInput } from './send/input-file.js';
import { lineWidth } from './terminal.js';
import { tryFile } from './try/try-file.js';
import { tryJson, tryLines } from './try/try-lines.js';

const DEFAULT_ROWS = 5;
/** Events told behind each number: a person reads so many, a program more. */
const EXPLAINED = 5;
const EXPLAINED_JSON = 100;

interface TryOptions extends CommonOptions {
  readonly as?: string;
  readonly map?: string;
  readonly sort?: boolean;
  readonly rows?: number;
  readonly explain?: boolean;
}

@Command({
  name: 'try',
  arguments: '<pipeline> <file>',
  description: 'Show the features that a pipeline makes of the first events of a file. No server, no database, nothing is kept.',
})
export class TryCommand extends MillraceCommand<TryOptions> {
  @Option({ flags: '--as <type>', description: 'Event type of every row or line (CSV default: the type that is predicted)' })
  parseAs(text: string): string {
    return text;
  }

  @Option({ flags: '--sort', description: 'Take the rows by their time, not in the order of the file; the whole file is held in memory' })
  parseSort(): boolean {
    return true;
  }

  @Option({ flags: '--map <file>', description: 'How the columns of a CSV file become events (default: the map.yaml beside the document)' })
  parseMap(text: string): string {
    return text;
  }

  @Option({ flags: '--explain', description: 'Tell the events behind each number: which earlier rows entered each window, with their values' })
  parseExplain(): boolean {
    return true;
  }

  @Option({ flags: '--rows <n>', description: `Number of feature vectors to show (default: ${DEFAULT_ROWS})` })
  parseRows(text: string): number {
    return Number(text);
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace try pipelines/card-fraud payments.ndjson
  millrace try pipelines/card-fraud export.csv.gz --map map.yaml --rows 20
  head -100 payments.csv | millrace try pipelines/card-fraud - --as payment --json`;
  }

  protected override async execute([pipeline, file]: string[], options: TryOptions): Promise<void> {
    const rows = options.rows ?? DEFAULT_ROWS;
    if (!Number.isSafeInteger(rows) || rows < 1) throw new UsageError('--rows takes a whole number from 1');
    const explained = options.explain ? (options.json ? EXPLAINED_JSON : EXPLAINED) : 0;
    const { plan } = await loadPipeline(pipeline);
    const bound = bindPlan(plan);
    const mapping = withMapBeside(await readMapping(options), await documentFile(pipeline));
    const tried = await tryFile(bound, await openInput(file), mapping, rows, Date.now(), explained);
    if (options.json) printJson(tryJson(bound, tried));
    else process.stdout.write(tryLines(bound, tried, lineWidth(process.stdout)).join('\n') + '\n');
    if (tried.rows.length === 0) process.exitCode = 1;
  }
}
