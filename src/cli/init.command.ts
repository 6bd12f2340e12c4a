import { basename } from 'node:path';
import { Command, Help, Option } from 'nest-commander';
import { type CommonOptions, MillraceCommand, printJson } from './command.js';
import { type Draft, draftOf } from './init/draft.js';
import { readTable } from './init/read-table.js';
import { shellWord } from './init/readme-text.js';
import { pathFrom, projectFiles, writeProject } from './init/write-project.js';
import { UsageError } from './problem.js';
import { openInput } from './send/input-file.js';
import { plainName } from './send/producer.js';
import { counted } from './terminal.js';

interface InitOptions extends CommonOptions {
  readonly from?: string;
  readonly label?: string;
  readonly id?: string;
  readonly time?: string;
  readonly key?: string;
}

@Command({
  name: 'init',
  arguments: '[name]',
  description: 'Make the folder of a new pipeline from a file of data: schemas, map, windows. Needs no running application.',
})
export class InitCommand extends MillraceCommand<InitOptions> {
  @Option({ flags: '--from <file>', description: 'CSV or NDJSON, gzip or not: its rows say what an event is' })
  parseFrom(text: string): string {
    return text;
  }

  @Option({ flags: '--label <column>', description: 'Column that a model is to foresee: it comes as an outcome, after its event' })
  parseLabel(text: string): string {
    return text;
  }

  @Option({ flags: '--id <column>', description: 'Column that names a row (default: guessed, else the line of the file)' })
  parseId(text: string): string {
    return text;
  }

  @Option({ flags: '--time <column>', description: 'Column that says when it happened (default: guessed, else a second a row)' })
  parseTime(text: string): string {
    return text;
  }

  @Option({ flags: '--key <column>', description: 'Column of the entity whose events make a series: a customer, a device (default: guessed)' })
  parseKey(text: string): string {
    return text;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace init churn --from customers.csv --label churned
  millrace init fraud --from payments.csv.gz --label is_fraud --key card_id --time created_at
  millrace init clicks --from clicks.ndjson --json

What it guesses, it says; the folder's README.md has the next steps. Nothing is ever overwritten.`;
  }

  protected override async execute([name]: string[], options: InitOptions): Promise<void> {
    const { from: file, json, ...roles } = options;
    if (file === undefined)
      throw new UsageError('init learns from data: name a CSV or NDJSON file, such as `millrace init fraud --from payments.csv --label is_fraud`');
    if (file === '-') throw new UsageError('init reads a file, since the next steps send it: write the data to a file first');
    const folder = name ?? plainName(file);
    const table = await readTable(await openInput(file));
    const draft = draftOf({ table, folder: basename(folder), file: plainName(file), roles, nowMs: Date.now() });
    const files = projectFiles(draft, folder, file);
    await writeProject(folder, files);
    if (json) printJson(initJson(draft, folder, [...files.keys()]));
    else process.stdout.write(initLines(draft, folder, file).join('\n') + '\n');
  }
}

function initLines({ notes, pipeline, type, rows, features, windows, label, time }: Draft, folder: string, file: string): string[] {
  const windowFeatures = windows.reduce((sum, window) => sum + window.over.length * window.features.length, 0);
  return [
    `${folder}: pipeline ${pipeline}, events of type ${type}${label ? ` and ${label.type}` : ''}, ${counted(features.length + windowFeatures, 'feature')}; from ${counted(rows, 'row')} of ${file}`,
    '',
    ...notes.map(
      ({ about, text, option }) => `  ${about.padEnd(9)}${text}${option !== undefined && /guess|no column/.test(text) ? `  (${option} says otherwise)` : ''}`,
    ),
    '',
    'Next (README.md there has the rest):',
    '',
    `  cd ${folder}`,
    `  npx millrace try . ${shellWord(pathFrom(folder, file))} --map map.yaml${time.sort ? ' --sort' : ''}`,
    '  npx millrace up .',
  ];
}

function initJson({ pipeline, type, rows, features, windows, label, notes, id, key, time }: Draft, folder: string, files: readonly string[]): object {
  return {
    folder,
    files,
    pipeline,
    type,
    rows,
    id,
    key,
    time: time.field.name,
    sort: time.sort,
    outcome: label?.type ?? null,
    features: [
      ...features.map((one) => one.name),
      ...windows.flatMap(({ over, features: own }) => over.flatMap((length) => own.map((one) => `${one.name}_${length}`))),
    ],
    notes,
  };
}
