import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf, houseRuleNames, type SourceFile } from './house-rules.js';

const root = join(import.meta.dirname, '../..');

/** Every text file git would keep, also one not yet added. */
function repositoryFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })).filter(({ text }) => !text.includes('\0'));
}

const longText = (count: number) => 'export {};\n'.repeat(count);
const file = (path: string, text = 'export {};\n'): SourceFile => ({ path, text });

// Some texts are put together at run time, so that this file does not break the rules it proves.
const breaches: Record<string, SourceFile[]> = {
  'at-most-300-lines': [file('src/ingestion/domain/long.ts', longText(301))],
  'straight-line-under-80-lines': [file('src/pipeline.ts', longText(80))],
  'no-any': [file('src/definition/plan.ts', 'export const a: any = 1;\n'), file('src/definition/plan.ts', 'export const a = 1 as any;\n')],
  'no-silenced-check': [
    file('src/definition/plan.ts', '// oxlint-disable no-var\n'),
    file('src/definition/plan.ts', '// eslint-disable-next-line\n'),
    file('src/definition/plan.ts', '// @ts-ignore\n'),
  ],
  'names-say-what-a-thing-is': [
    file('src/definition/plan.ts', 'export class LogImpl {}\n'),
    file('src/definition/plan.ts', 'export interface ILog {}\n'),
    file('src/definition/plan.ts', 'export class LaneManager {}\n'),
  ],
  'no-domain-word-in-platform': [
    file('src/platform/database/pool.ts', '/** A pool for every lane. */\n'),
    file('src/platform/database/pool.ts', 'export const maxPredictions = 1;\n'),
    file('src/platform/database/pool.ts', 'export const OUTCOME_TABLE = 1;\n'),
  ],
  'file-name-is-kebab-case-with-a-known-role': [file('src/definition/boundPlan.ts'), file('src/ingestion/application/accept.service.ts')],
  'no-dumping-ground': [file('src/platform/utils/text.ts'), file('test/unit/common/text.ts'), file('src/definition/infrastructure/text.ts')],
  'module-has-the-four-rooms': [file('src/ingestion/queues/append-queue.ts')],
  'adapter-stands-in-the-folder-of-its-system': [file('src/ingestion/adapters/kafka.adapter.ts'), file('src/ingestion/application/kafka-log.adapter.ts')],
  'port-stands-in-ports': [file('src/ingestion/domain/log.port.ts')],
  'no-path-of-a-machine': [
    file('docs/start.md', `cd ${['', 'work', 'main'].join('/')}\n`),
    file('README.md', `${['', 'home', 'ada', 'millrace'].join('/')}\n`),
  ],
  'no-host-of-a-registry': [
    file('docs/start.md', `npm i --registry ${['https:', '', 'registry.example.org'].join('/')}\n`),
    file('package-lock.json', `${['http:', '', 'mirror.internal:8080', 'a.tgz'].join('/')}\n`),
  ],
  'no-number-of-an-issue': [file('src/definition/plan.ts', ['// see issue', '#12\n'].join(' '))],
};

const inOrder: SourceFile[] = [
  file('src/pipeline.ts', longText(79)),
  file('src/ingestion/domain/long.ts', longText(300)),
  file(
    'src/platform/database/copy-writer.ts',
    "import { pipeline } from 'node:stream/promises';\nexport const copy = () => pipeline([]);\n// for Millrace, MILLRACE_HOST, an airplane\n",
  ),
  file('src/ingestion/adapters/postgres/migrations/1764000001000-log.ts'),
  file('src/ingestion/ingestion.module.ts', '/** Takes any event, in company. */\nexport interface Identity {}\n'),
  file('docs/start.md', 'a page at https://example.com, data in ../shared/data, an issue with 12 causes\n'),
];

describe('the rules of the house', () => {
  it('hold in the whole repository', () => {
    expect(faultsOf(repositoryFiles()).map(({ text }) => text)).toEqual([]);
  });

  it('know the straight line', () => {
    expect(existsSync(join(root, 'src/pipeline.ts'))).toBe(true);
  });

  it('let good files pass', () => {
    expect(faultsOf(inOrder)).toEqual([]);
  });

  it('have a breach for each rule', () => {
    expect(Object.keys(breaches).toSorted()).toEqual(houseRuleNames.toSorted());
  });

  it.each(Object.entries(breaches).flatMap(([rule, files]) => files.map((breach) => ({ rule, breach, where: breach.path }))))(
    'find $rule in $where',
    ({ rule, breach }) => {
      expect(new Set(faultsOf([breach]).map((fault) => fault.rule))).toEqual(new Set([rule]));
    },
  );
});
