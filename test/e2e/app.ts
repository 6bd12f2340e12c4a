import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { register } from 'prom-client';
import { loadPipeline } from '../../src/cli/load-pipeline.js';
import { loadSettings } from '../../src/platform/config/index.js';
import { type Server, startServer } from '../../src/server.js';

export const ADMIN_KEY = 'a-key-for-tests-of-the-application-only';
const ID_KEY = '7e'.repeat(32);
const SETTLED_MS = 30_000;
const POLL_MS = 20;

/** The JSON of an answer; tests say by their expectations what they take it for. */
export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

export interface Status {
  readonly position: number;
  readonly log_end: number;
  readonly lane: { readonly state: string };
  readonly books: Readonly<Record<string, number>> & { readonly balanced: boolean };
  readonly refused: Readonly<Record<string, number>>;
}

export interface Request {
  readonly body?: string | Buffer | object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: no key at all. */
  readonly key?: string | null;
}

/** The real application in this process, with a folder, a port and a database of its own and the example pipeline. */
export interface TestApp {
  readonly server: Server;
  readonly dataDir: string;
  call(method: string, path: string, request?: Request): Promise<Answer>;
  /** The pipeline's status once it stands at the end of its log. */
  settled(): Promise<Status>;
  /** Stops the application and removes its folder. */
  stop(): Promise<void>;
}

interface Options {
  /** Text of millrace.yaml. */
  readonly yaml?: string;
  /** Folder of a pipeline in the place of the example. */
  readonly pipeline?: string;
  /** Uses this server instead of an embedded one. */
  readonly databaseUrl?: string;
}

export async function startApp({ yaml, databaseUrl, pipeline = 'pipelines/card-fraud' }: Options = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-app-'));
  const settings = loadSettings(yaml, {
    MILLRACE_DATA_DIR: dataDir,
    MILLRACE_HTTP_PORT: '0',
    MILLRACE_LOG_LEVEL: 'error',
    ...(databaseUrl === undefined ? {} : { MILLRACE_DATABASE_URL: databaseUrl }),
  });
  process.env['MILLRACE_ADMIN_KEY'] = ADMIN_KEY;
  process.env['MILLRACE_ID_KEY'] = ID_KEY;
  // Metrics are the process's own: this one has several applications, one after the other.
  register.clear();
  const server = await startServer(settings, [await loadPipeline(resolve(pipeline))]);
  const call = (method: string, path: string, request?: Request) => callAt(server.url, method, path, request);
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { server, dataDir, call, settled: () => settled(call), stop };
}

async function callAt(url: string, method: string, path: string, { body, headers, key = ADMIN_KEY }: Request = {}): Promise<Answer> {
  const bytes = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const answer = await fetch(url + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    ...(bytes === undefined ? {} : { body: bytes }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

async function settled(call: TestApp['call']): Promise<Status> {
  for (const end = Date.now() + SETTLED_MS; Date.now() < end; await sleep(POLL_MS)) {
    const { status, json } = await call('GET', '/v1/pipelines/card-fraud');
    const pipeline = json as unknown as Status;
    if (status === 200 && pipeline.position === pipeline.log_end) return pipeline;
  }
  throw new Error('the pipeline did not come to the end of its log');
}

/** Asks until `done` says so: states that come by themselves, in their own time. */
export async function until<T>(ask: () => Promise<T>, done: (value: T) => boolean): Promise<T> {
  let value = await ask();
  for (const end = Date.now() + SETTLED_MS; !done(value) && Date.now() < end; value = await ask()) await sleep(POLL_MS);
  return value;
}

export const NDJSON = { 'content-type': 'application/x-ndjson' };
export const PAYMENTS = '/v1/events/payments/payment';
export const PREDICTIONS = '/v1/pipelines/card-fraud/predictions';

/** A payment of now that nothing is wrong with. */
export function payment(tx: string, changes: Json = {}): Json {
  return { tx, occurred_at: new Date().toISOString(), customer: 'C1', terminal: 'T1', amount: 57.16, ...changes };
}

/** JSON lines from objects, texts and bytes. */
export function lines(...entries: readonly (object | string)[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [bytesOf(entry), Buffer.from('\n')]));
}

function bytesOf(entry: object | string): Buffer {
  if (Buffer.isBuffer(entry)) return entry;
  return Buffer.from(typeof entry === 'string' ? entry : JSON.stringify(entry));
}
