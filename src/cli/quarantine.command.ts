import { readFile } from 'node:fs/promises';
import { Inject } from '@nestjs/common';
import { Command, Help, Option } from 'nest-commander';
import { MillraceError } from '../definition/index.js';
import type { QuarantinedAnswer, RetryAnswer } from './answers.js';
import { type Client, START_IN_PROCESS, type StartInProcess } from './client.js';
import { ClientCommand, type ClientOptions, printJson } from './command.js';
import { UsageError } from './problem.js';
import { eventLines, quarantineLines, retryLine } from './quarantine-lines.js';
import { lineWidth } from './terminal.js';
import { plural } from './text.js';

interface QuarantineOptions extends ClientOptions {
  readonly code?: string;
  readonly all?: boolean;
  readonly event?: string;
}

const ACTIONS = ['list', 'show', 'retry', 'drop'] as const;
const PAGE = 1000;

@Command({
  name: 'quarantine',
  arguments: '<action> <pipeline> [positions...]',
  description: 'Records that were set aside with a reason: list, show, retry, drop.',
})
export class QuarantineCommand extends ClientCommand<QuarantineOptions> {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Option({ flags: '--code <code>', description: 'Only those with this reason, such as rule or model_failed' })
  parseCode(text: string): string {
    return text;
  }

  @Option({ flags: '--all', description: 'retry, drop: every open record. list: also those tried again or given up' })
  parseAll(): boolean {
    return true;
  }

  @Option({ flags: '--event <file>', description: 'retry: the event as it should have been, a JSON file' })
  parseEvent(text: string): string {
    return text;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace quarantine list card-fraud
  millrace quarantine show card-fraud 4711
  millrace quarantine retry card-fraud 4711 --event mended.json
  millrace quarantine retry card-fraud --all --code model_failed
  millrace quarantine drop card-fraud 4711 4712

A retry is a new record that names the old one: it is not held against it that it comes late. Ends with exit code 1 when one was set aside again.`;
  }

  protected override async execute([action, pipeline, ...texts]: string[], options: QuarantineOptions): Promise<void> {
    const known = ACTIONS.find((one) => one === action);
    if (!known) throw new UsageError(`quarantine takes one of ${ACTIONS.join(', ')}, not "${action}"`);
    const positions = texts.map(positionOf);
    const base = `/v1/pipelines/${encodeURIComponent(pipeline)}/quarantine`;
    await this.withClient(options, async (client) => {
      if (known === 'list') return list(client, base, options);
      const chosen = await choose(client, base, known, positions, options);
      if (known === 'show') return show(client, base, chosen, options);
      if (known === 'retry') return retry(client, base, chosen, options);
      return drop(client, base, chosen, options);
    });
  }
}

function positionOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`"${text}" is no position: \`millrace quarantine list\` tells them`);
  return Number(text);
}

async function list(client: Client, base: string, options: QuarantineOptions): Promise<void> {
  const records = await pageThrough(client, base, options, options.all === true);
  if (options.json) printJson({ records });
  else process.stdout.write(quarantineLines(records, lineWidth(process.stdout)).join('\n') + '\n');
}

async function choose(client: Client, base: string, action: string, positions: readonly number[], options: QuarantineOptions): Promise<readonly number[]> {
  if (positions.length > 0) return positions;
  if (!options.all || action === 'show') throw new UsageError(`quarantine ${action} takes positions${action === 'show' ? '' : ', or --all'}: list tells them`);
  // Oldest first: what was refused first is tried first.
  return (await pageThrough(client, base, options, false)).map((record) => record.position).toReversed();
}

async function pageThrough(client: Client, base: string, { code }: QuarantineOptions, all: boolean): Promise<QuarantinedAnswer[]> {
  const records: QuarantinedAnswer[] = [];
  for (let before: number | null | undefined; before !== null;) {
    const query = new URLSearchParams({ limit: String(PAGE), state: all ? 'all' : 'open', ...(code === undefined ? {} : { code }) });
    if (before !== undefined) query.set('before', String(before));
    const page: { records: QuarantinedAnswer[]; next_before: number | null } = await client.get(`${base}?${query.toString()}`);
    records.push(...page.records);
    before = page.next_before;
  }
  return records;
}

async function show(client: Client, base: string, positions: readonly number[], options: QuarantineOptions): Promise<void> {
  const found = await Promise.all(positions.map((position) => client.get<QuarantinedAnswer>(`${base}/${position}`)));
  if (options.json) printJson({ records: found });
  else process.stdout.write(found.map((record) => eventLines(record).join('\n')).join('\n\n') + '\n');
}

async function retry(client: Client, base: string, positions: readonly number[], options: QuarantineOptions): Promise<void> {
  if (options.event !== undefined && positions.length !== 1) throw new UsageError('--event mends one record: name its position');
  const body = options.event === undefined ? undefined : await readEvent(options.event);
  const results: RetryAnswer[] = [];
  for (const of of positions) {
    const headers = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
    const answer = await client.call<Omit<RetryAnswer, 'of'>>({ method: 'POST', path: `${base}/${of}/retry`, ...headers });
    results.push({ of, ...answer });
    if (!options.json) process.stdout.write(retryLine({ of, ...answer }) + '\n');
  }
  if (options.json) printJson({ retried: results });
  else if (positions.length !== 1) process.stdout.write(`${plural(positions.length, 'record')} tried again\n`);
  if (results.some(({ disposition }) => disposition === 'quarantined')) process.exitCode = 1;
}

async function drop(client: Client, base: string, positions: readonly number[], options: QuarantineOptions): Promise<void> {
  for (const position of positions) await client.call({ method: 'POST', path: `${base}/${position}/drop` });
  if (options.json) printJson({ dropped: positions });
  else process.stdout.write(`${plural(positions.length, 'record')} given up\n`);
}

async function readEvent(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new MillraceError('file_missing', 'poison', `${file} cannot be read: write the event there, as \`millrace quarantine show --json\` prints it`, {
      cause: error,
    });
  }
}
