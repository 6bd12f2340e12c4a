import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '../definition/index.js';
import { findServer, type ServerOptions, type ServerPlace } from './find-server.js';
import { problemOf } from './problem.js';

/** A server of this process, started because none was running. */
export interface InProcessServer {
  readonly url: string;
  readonly key: string;
  /** Finishes what is under way and shuts down. */
  stop(): Promise<void>;
}

/** Starts the application inside the client's process; resolves once it is ready. */
export type StartInProcess = () => Promise<InProcessServer>;

export const START_IN_PROCESS = Symbol('StartInProcess');

export interface ConnectOptions extends ServerOptions {
  /** Called when no server answers and none was named. */
  readonly start?: StartInProcess;
  /** How long a request is tried again while the server is away or full, milliseconds. */
  readonly patienceMs?: number;
  /** Told when a request has to wait, and why. */
  readonly onWait?: (reason: string) => void;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** From `/`, encoded. */
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the wait for another try; a request under way is let finish. */
  readonly signal?: AbortSignal;
}

const PATIENCE_MS = 60_000;
const PROBE_MS = 5_000;
const STARTING_MS = 2_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Finds the server and sees that it answers and knows the key; without one, starts one in this process.
 * Errors: `no_server` (retryable), `no_key`, `no_millrace`, and what the server answers to the key.
 */
export async function connect(options: ConnectOptions = {}): Promise<Client> {
  const locate = (): Promise<ServerPlace> => findServer(options, options.environment);
  const place = await locate();
  const client = new Client(place, locate, options);
  const error = await trouble(client, place);
  if (!error) return client;
  // Whoever listens at the default address need not be ours: the server of another folder, or another program.
  const free = error.code === 'no_server' ? place.from !== 'caller' : place.from === 'default';
  if (!options.start || !free) throw error;
  const server = await startUnlessStarting(options.start, options.patienceMs ?? PATIENCE_MS);
  if (!server) return connect({ ...options, patienceMs: (options.patienceMs ?? PATIENCE_MS) - STARTING_MS });
  const own: ServerPlace = { url: server.url.replace(/\/+$/, ''), key: server.key, from: 'caller' };
  return new Client(own, async () => own, options, server);
}

/** Starts a server; undefined once another process that was starting on the same data folder has had time to. */
async function startUnlessStarting(start: StartInProcess, patienceMs: number): Promise<InProcessServer | undefined> {
  const begin = performance.now();
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'data_folder_in_use') || patienceMs < STARTING_MS) throw error;
    await sleep(Math.max(0, STARTING_MS - (performance.now() - begin)));
    return undefined;
  }
}

/** Why there is no working with the server at a place; undefined where there is. */
async function trouble(client: Client, { url, key }: ServerPlace): Promise<MillraceError | undefined> {
  if (!(await client.answers()))
    return new MillraceError('no_server', 'retryable', `no server answers at ${url}: start one with \`millrace up\`, or name another with --url`);
  if (key === undefined) {
    return new MillraceError(
      'no_key',
      'poison',
      `${url} asks for a key: pass --key or MILLRACE_KEY, or run this where the server's data folder is (MILLRACE_DATA_DIR)`,
    );
  }
  try {
    await client.get('/v1/pipelines');
    return undefined;
  } catch (error) {
    if (error instanceof MillraceError) return error;
    throw error;
  }
}

/** What became of one try: the answer's text, or why another one makes sense. */
type Attempt<T> = { readonly result: T } | { readonly again: MillraceError; readonly afterMs?: number; readonly moved: boolean };

/** Reads a success: its result, or the text of what is no answer of ours. */
type Reader<T> = (response: Response) => Promise<{ readonly result: T } | { readonly text: string }>;

/**
 * A REST client. Every call it makes can be repeated without harm (lines are numbered by their producer), so it tries again for a minute
 * while the server is full, restarts, or has moved to another port.
 */
export class Client {
  constructor(
    private place: ServerPlace,
    private readonly locate: () => Promise<ServerPlace>,
    private readonly options: Pick<ConnectOptions, 'patienceMs' | 'onWait'>,
    private readonly own?: InProcessServer,
  ) {}

  get url(): string {
    return this.place.url;
  }

  /** True where the server lives in this process and ends with it. */
  get inProcess(): boolean {
    return this.own !== undefined;
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.call<T>({ method: 'GET', path, ...(signal ? { signal } : {}) });
  }

  /** Errors: what the server answers, by its code; `server_away` (retryable) when patience ends; `interrupted` by the signal. */
  call<T>(call: Call): Promise<T> {
    return this.persist<T>(call, async (response) => {
      const text = await response.text();
      return isJson(response) ? { result: JSON.parse(text) as T } : { text };
    });
  }

  /** The bytes of an answer as they come; what breaks off after the first is not asked for again. Errors as for `call`. */
  stream(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    return this.persist<AsyncIterable<Uint8Array>>(
      { method: 'GET', path, signal },
      async (response) => (response.body ? { result: response.body } : { text: '' }),
      signal,
    );
  }

  private async persist<T>(call: Call, read: Reader<T>, wholeSignal?: AbortSignal): Promise<T> {
    const start = performance.now();
    const patienceMs = this.options.patienceMs ?? PATIENCE_MS;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const attempt = await this.attempt(call, read, wholeSignal);
      if ('result' in attempt) return attempt.result;
      const leftMs = patienceMs - (performance.now() - start);
      if (leftMs <= 0) throw attempt.again;
      this.options.onWait?.(attempt.again.message);
      await this.pause(Math.min(attempt.afterMs ?? pauseMs, leftMs), call.signal);
      if (attempt.moved) this.place = await this.locate();
    }
  }

  /** True when something listens at the address. */
  async answers(): Promise<boolean> {
    try {
      await fetch(`${this.url}/health/live`, { signal: AbortSignal.timeout(PROBE_MS) });
      return true;
    } catch (error) {
      // Who takes the connection and does not answer in time is busy, for example with rebuilding its state.
      return error instanceof Error && error.name === 'TimeoutError';
    }
  }

  /** Stops the server if it was started for this client. */
  async close(): Promise<void> {
    await this.own?.stop();
  }

  private async attempt<T>(call: Call, read: Reader<T>, signal?: AbortSignal): Promise<Attempt<T>> {
    const { url, key } = this.place;
    try {
      const headers = { ...call.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
      const response = await fetch(url + call.path, {
        method: call.method,
        headers,
        ...(call.body === undefined ? {} : { body: call.body }),
        ...(signal ? { signal } : {}),
      });
      const done = response.ok ? await read(response) : { text: await response.text() };
      if ('result' in done) return done;
      const error = problemOf(url, response.status, done.text);
      if (response.status !== 429 && response.status !== 503) throw error;
      const seconds = Number(response.headers.get('retry-after') ?? NaN);
      return { again: error, ...(seconds >= 0 ? { afterMs: Math.max(seconds * 1000, FIRST_PAUSE_MS) } : {}), moved: false };
    } catch (error) {
      if (error instanceof MillraceError) throw error;
      if (signal?.aborted) throw new MillraceError('interrupted', 'retryable', 'interrupted while waiting for the server', { cause: error });
      return {
        again: new MillraceError('server_away', 'retryable', `the server at ${url} is away (${reasonOf(error)}); is it running?`, { cause: error }),
        moved: true,
      };
    }
  }

  private async pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
    try {
      await sleep(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      throw new MillraceError('interrupted', 'retryable', 'interrupted while waiting for the server', { cause: error });
    }
  }
}

function isJson(response: Response): boolean {
  return /json/.test(response.headers.get('content-type') ?? '');
}

/** `fetch failed` says nothing: its cause does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]+$/.test(cause.code) ? cause.code : cause.message;
}
