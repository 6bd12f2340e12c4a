import { CommandRunner, Option } from 'nest-commander';
import { MillraceError } from '../definition/index.js';
import { type Client, type StartInProcess, connect } from './client.js';
import { UsageError } from './problem.js';

export const USAGE_EXIT = 2;

export interface CommonOptions {
  readonly json?: boolean;
}

export interface ClientOptions extends CommonOptions {
  readonly url?: string;
  readonly key?: string;
}

type ParsedCommand = Parameters<CommandRunner['setCommand']>[0];

/** `millrace models add`. */
function pathOf(command: ParsedCommand): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : 'millrace';
}

/** A command of the bin: errors become one clear line and an exit code, 2 for how it was called and 1 for all else. */
export abstract class MillraceCommand<T extends CommonOptions = CommonOptions> extends CommandRunner {
  override setCommand(command: ParsedCommand): this {
    super.setCommand(command);
    command.configureOutput({
      outputError: (text, write) => write(`${text}usage: ${pathOf(command)} ${command.usage()}\n(${pathOf(command)} --help tells more)\n`),
    });
    command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE_EXIT));
    command.allowExcessArguments(false);
    return this;
  }

  override async run(parameters: string[], options: T): Promise<void> {
    try {
      await this.execute(parameters, options);
    } catch (error) {
      process.exitCode = report(error, options.json === true);
    }
  }

  protected abstract execute(parameters: string[], options: T): Promise<void>;

  @Option({ flags: '--json', description: 'Print one JSON document to the standard output' })
  parseJson(): boolean {
    return true;
  }
}

/** A command that asks a running application over REST, and starts one for its own time where none runs. */
export abstract class ClientCommand<T extends ClientOptions = ClientOptions> extends MillraceCommand<T> {
  protected constructor(private readonly start: StartInProcess) {
    super();
  }

  @Option({ flags: '--url <url>', description: 'Address of the server (MILLRACE_URL; default: the one that runs in this folder)' })
  parseUrl(text: string): string {
    return text;
  }

  @Option({ flags: '--key <key>', description: 'API key (MILLRACE_KEY, MILLRACE_ADMIN_KEY; default: admin.key in the data folder)' })
  parseKey(text: string): string {
    return text;
  }

  /** Connects, does the work, and stops the server again if it was started for it. */
  protected async withClient(options: ClientOptions, work: (client: Client) => Promise<void>, onWait?: (reason: string) => void): Promise<void> {
    const client = await connect({
      ...(options.url === undefined ? {} : { url: options.url }),
      ...(options.key === undefined ? {} : { key: options.key }),
      start: this.start,
      ...(onWait ? { onWait } : {}),
    });
    try {
      await work(client);
    } finally {
      await client.close();
    }
  }
}

/** Tells an error on the standard error, and as JSON on the standard output where that was asked for; returns the exit code. */
export function report(error: unknown, json: boolean): number {
  // Commander has told its own errors already; for it, help is an error too.
  if (error instanceof Error && 'code' in error && 'exitCode' in error && String(error.code).startsWith('commander.'))
    return error.exitCode === 0 ? 0 : USAGE_EXIT;
  const known = error instanceof MillraceError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error: ${message}\n`);
  if (!known && process.env.MILLRACE_LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  if (json) process.stdout.write(JSON.stringify({ error: { code: known?.code ?? 'crash', message, ...known?.details } }) + '\n');
  return error instanceof UsageError ? USAGE_EXIT : 1;
}

/** A command that nobody knows gets a suggestion by commander where one is near; else this. */
export function hintAfter(error: Error): void {
  if ('code' in error && error.code === 'commander.unknownCommand' && !error.message.includes('Did you mean'))
    process.stderr.write('(millrace --help lists the commands)\n');
}

/** Prints a value as the one JSON document of the command. */
export function printJson(value: unknown): void {
  process.stdout.write(JSON.stringify(value, undefined, 2) + '\n');
}
