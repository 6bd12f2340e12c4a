import { Inject } from '@nestjs/common';
import { Command, Help, Option } from 'nest-commander';
import type { Plan } from '../definition/index.js';
import type { RunAnswer, Status } from './answers.js';
import { choosePipeline } from './choose-pipeline.js';
import { type Client, START_IN_PROCESS, type StartInProcess } from './client.js';
import { ClientCommand, type ClientOptions, printJson } from './command.js';
import { ProgressMeter } from './progress.js';
import { UsageError } from './problem.js';
import type { Mapping } from './send/choose-reader.js';
import { type InputFile, openInput } from './send/input-file.js';
import { LateGuard } from './send/late-guard.js';
import { plainName, producerName } from './send/producer.js';
import { documentHere, readMapping, withMapBeside } from './send/read-mapping.js';
import { type Sent, awaitLane, sendFile } from './send/send-file.js';
import { lateWarning, summaryJson, summaryLines } from './send/send-summary.js';

const INTERRUPTED_EXIT = 130;

export interface SendOptions extends ClientOptions {
  readonly as?: string;
  readonly map?: string;
  readonly sort?: boolean;
  readonly pipeline?: string;
  readonly run?: string;
  readonly live?: boolean;
  readonly wait?: boolean;
}

/** Where a file goes: a run of its own, or the live pipeline. */
interface Destination {
  readonly run: string;
  readonly source: string;
  readonly plan: Plan;
  readonly before: Status;
}

/** What a request waits for just now. */
interface Held {
  by?: string;
}

@Command({ name: 'send', arguments: '<file>', description: 'Send the events of a file: CSV or NDJSON, also packed with gzip; - is the standard input.' })
export class SendCommand extends ClientCommand<SendOptions> {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Option({ flags: '--as <type>', description: 'Event type of every row or line (CSV default: the type that is predicted)' })
  parseAs(text: string): string {
    return text;
  }

  @Option({ flags: '--sort', description: 'Take the rows by their time, not in the order of the file; the whole file is held in memory' })
  parseSort(): boolean {
    return true;
  }

  @Option({
    flags: '--map <file>',
    description: 'How the columns of a CSV file become events (default: the map.yaml of the working folder, where its pipeline.yaml is the one sent to)',
  })
  parseMap(text: string): string {
    return text;
  }

  @Option({ flags: '--pipeline <name>', description: 'Pipeline to send to (default: the only one that is deployed)' })
  parsePipeline(text: string): string {
    return text;
  }

  @Option({ flags: '--run <name>', description: 'Run that takes the file, with positions, state and ids of its own (default: named after the file)' })
  parseRun(text: string): string {
    return text;
  }

  @Option({ flags: '--live', description: 'Send to the live pipeline instead: events of the past will be late' })
  parseLive(): boolean {
    return true;
  }

  @Option({ flags: '--no-wait', description: 'End as soon as all is in the log; do not wait until it is worked' })
  parseWait(): boolean {
    return false;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace send payments.ndjson.gz                 lines are {"type": ..., "event": {...}}
  millrace send payments.csv --as payment          columns are named as the event's fields
  millrace send export.csv --map map.yaml --run march
  generate | millrace send - --live

The same command again goes on where it stopped; what is in the log already is not sent twice.`;
  }

  protected override async execute([file]: string[], options: SendOptions): Promise<void> {
    if (options.run !== undefined && options.live) throw new UsageError('--run and --live exclude each other: a run has an input of its own');
    const mapping = await readMapping(options);
    const input = await openInput(file);
    if (input.size === undefined && options.run === undefined && !options.live)
      throw new UsageError('what comes by a pipe has no name: give --run NAME, or --live');
    const interrupt = new AbortController();
    const onSignal = (): void => interrupt.abort();
    // Once: a second Ctrl-C ends the process the hard way.
    process.once('SIGINT', onSignal);
    const held: Held = {};
    try {
      await this.withClient(
        options,
        (client) => this.send(client, input, mapping, options, interrupt.signal, held),
        (reason) => (held.by = reason),
      );
    } finally {
      process.removeListener('SIGINT', onSignal);
    }
  }

  private async send(client: Client, input: InputFile, asked: Mapping, options: SendOptions, signal: AbortSignal, held: Held): Promise<void> {
    const destination = await this.destination(client, input.name, options);
    const document = documentHere(destination.plan.pipeline);
    const mapping = document === undefined ? asked : withMapBeside(asked, document);
    const producer = await producerName(input, [mapping.as ?? '', mapping.map?.text ?? '', ...(mapping.sorted ? ['sorted'] : [])]);
    const guard = options.live ? new LateGuard(client, destination.before, input.name, plainName(input.name)) : undefined;
    const meter = new ProgressMeter(process.stderr);
    let events = -1;
    const sent = await sendFile(client, { input, mapping, producer, signal, guard, ...destination }, (progress) => {
      if (progress.events > events) delete held.by;
      events = progress.events;
      meter.show({ ...progress, note: held.by });
    });
    meter.end();
    const seconds = meter.seconds;
    const status = sent.complete && (options.wait !== false || client.inProcess) ? await this.waitFor(client, destination.run, signal) : undefined;
    const report = { file: input.name, run: destination.run, source: destination.source, producer, sent, seconds, status };
    if (options.json) printJson(summaryJson(report));
    else process.stdout.write(summaryLines(report).join('\n') + '\n');
    const warning = options.live ? lateWarning(destination.before, status, sent.sent) : undefined;
    if (warning !== undefined) process.stderr.write(warning + '\n');
    conclude(sent, signal, destination.run, input.size !== undefined);
  }

  private async destination(client: Client, file: string, options: SendOptions): Promise<Destination> {
    const pipeline = await choosePipeline(client, options.pipeline);
    const at = `/v1/pipelines/${encodeURIComponent(pipeline)}`;
    const plan = await client.get<Plan>(`${at}/plan`);
    const target = options.live
      ? { run: pipeline, source: plan.source }
      : await client.call<RunAnswer>({ method: 'PUT', path: `${at}/runs/${encodeURIComponent(options.run ?? plainName(file))}` });
    const before = await client.get<Status>(`/v1/pipelines/${encodeURIComponent(target.run)}`);
    return { run: target.run, source: target.source, plan, before };
  }

  private async waitFor(client: Client, run: string, signal: AbortSignal): Promise<Status> {
    const meter = new ProgressMeter(process.stderr);
    try {
      return await awaitLane(client, run, signal, (progress) => meter.show(progress));
    } finally {
      meter.end();
    }
  }
}

/** Exit code, and what to do next after an interruption. */
function conclude(sent: Sent, signal: AbortSignal, run: string, resumable: boolean): void {
  if (signal.aborted) {
    process.exitCode = INTERRUPTED_EXIT;
    const next = sent.complete
      ? `all is in the log: \`millrace status ${run} --watch\` shows how it is worked`
      : resumable
        ? 'run the same command again to go on from here'
        : 'what was sent is in the log';
    process.stderr.write(`interrupted; ${next}\n`);
  } else if (sent.sent + sent.repeated + sent.skipped === 0 && sent.refusals.count > 0) {
    process.exitCode = 1;
  }
}
