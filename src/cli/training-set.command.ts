import { Inject } from '@nestjs/common';
import { Command, Help, Option } from 'nest-commander';
import { type Client, START_IN_PROCESS, type StartInProcess } from './client.js';
import { ClientCommand, type ClientOptions, printJson } from './command.js';
import { UsageError } from './problem.js';
import { count, duration } from './terminal.js';
import { DownloadMeter } from './training-set/download-meter.js';
import { saveStream } from './training-set/save-stream.js';
import { type TrainingSummary, readSummary } from './training-set/read-summary.js';

interface TrainingSetOptions extends ClientOptions {
  readonly out?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format?: 'parquet' | 'ndjson';
}

const INTERRUPTED_EXIT = 130;

@Command({
  name: 'training-set',
  arguments: '<pipeline>',
  description: 'Write what the model was given, rebuilt from the log, with the labels known now, and compare it with what was served.',
})
export class TrainingSetCommand extends ClientCommand<TrainingSetOptions> {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Option({ flags: '--out <file>', description: 'File to write; its ending tells the format: .parquet or .ndjson' })
  parseOut(text: string): string {
    return text;
  }

  @Option({ flags: '--from <time>', description: 'First event time, RFC 3339 (default: from the beginning)' })
  parseFrom(text: string): string {
    return text;
  }

  @Option({ flags: '--to <time>', description: 'Event time before which it ends, RFC 3339 (default: to the end)' })
  parseTo(text: string): string {
    return text;
  }

  @Option({ flags: '--format <format>', description: 'parquet or ndjson, whatever the ending of the file' })
  parseFormat(text: string): string {
    return text;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace training-set card-fraud --out payments.parquet
  millrace training-set card-fraud@march --out march.ndjson --from 2026-03-01T00:00:00Z --to 2026-04-01T00:00:00Z

Ends with exit code 1 when a rebuilt vector differs from the one that was served.`;
  }

  protected override async execute([pipeline]: string[], options: TrainingSetOptions): Promise<void> {
    const { out } = options;
    if (out === undefined) throw new UsageError('name the file to write: --out payments.parquet');
    const format = formatOf(out, options.format);
    const interrupt = new AbortController();
    const onSignal = (): void => interrupt.abort();
    process.once('SIGINT', onSignal);
    try {
      await this.withClient(options, (client) => this.write(client, pipeline, out, format, options, interrupt.signal));
    } catch (error) {
      if (interrupt.signal.aborted) process.exitCode = INTERRUPTED_EXIT;
      throw error;
    } finally {
      process.removeListener('SIGINT', onSignal);
      if (interrupt.signal.aborted) process.exitCode = INTERRUPTED_EXIT;
    }
  }

  private async write(client: Client, pipeline: string, out: string, format: string, options: TrainingSetOptions, signal: AbortSignal): Promise<void> {
    const query = new URLSearchParams({ format });
    if (options.from !== undefined) query.set('from', options.from);
    if (options.to !== undefined) query.set('to', options.to);
    const meter = new DownloadMeter(process.stderr);
    const stream = await client.stream(`/v1/pipelines/${encodeURIComponent(pipeline)}/training-set?${query.toString()}`, signal);
    const bytes = await saveStream(stream, out, (written) => meter.show(written)).finally(() => meter.end());
    const summary = await readSummary(out, format);
    if (options.json) printJson({ file: out, format, bytes, ...summary });
    else process.stdout.write(summaryLine(out, summary, meter.seconds) + '\n');
    if (summary.different > 0) process.exitCode = 1;
  }
}

function formatOf(out: string, asked: string | undefined): string {
  const format = asked ?? /\.(parquet|ndjson)$/i.exec(out)?.[1]?.toLowerCase();
  if (format === 'parquet' || format === 'ndjson') return format;
  throw new UsageError(
    asked === undefined
      ? 'the ending of the file tells no format: name it .parquet or .ndjson, or say --format parquet or --format ndjson'
      : `--format takes parquet or ndjson, not "${asked}"`,
  );
}

function summaryLine(out: string, { rows, warming, compared, different }: TrainingSummary, seconds: number): string {
  const warm = warming === 0 ? '' : `, ${count(warming)} of them warming`;
  const skew = different === 0 ? 'every one equal to the bit' : `${count(different)} DIFFER (column served_equal names them)`;
  const served = compared === 0 ? 'none of them was served' : `${count(compared)} compared with what was served: ${skew}`;
  return `${out}: ${count(rows)} rows${warm}; ${served}; ${duration(seconds)}`;
}
