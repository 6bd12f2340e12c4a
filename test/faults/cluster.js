import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { freePort } from '../long/application.js';
import { Proxy } from './proxy.js';

/** @typedef {'all' | 'api' | 'worker'} Role */
/** @typedef {{ status: number, headers: Headers, json: any }} Answer */

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
export const DIST = join(REPOSITORY, 'dist');
export const ADMIN_KEY = 'a-key-for-tests-under-faults-only';
export const ID_KEY = '5d'.repeat(32);
export const RUN = 'card-fraud';
const READY_MS = 90_000;
const POLL_MS = 25;

/** What runs goes when this process does. */
const living = /** @type {Set<import('node:child_process').ChildProcess>} */ (new Set());
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** One process of the application, which may be started, stopped and killed again and again. */
export class Member {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  stopped = false;

  /**
   * @param {string} name
   * @param {Role} role
   * @param {{ folder: string, url: string, pipelines?: string[], env?: Record<string, string>, dist?: string, wrapper?: string[] }} options
   */
  constructor(name, role, options) {
    this.name = name;
    this.role = role;
    this.options = options;
    this.log = join(options.folder, `${name}.log`);
    this.port = 0;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.#child?.pid ?? -1;
  }

  get running() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async start() {
    const { folder, url, pipelines = [], env = {}, dist = DIST, wrapper = [] } = this.options;
    this.port = await freePort();
    const dataDir = join(folder, this.name);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const inherited = Object.entries(process.env).filter(([name]) => !/^(MILLRACE_|VITEST|NODE_OPTIONS|NODE_ENV)/.test(name));
    const [command, ...args] = [...wrapper, process.execPath, join(dist, 'cli', 'main.js'), 'up', ...pipelines, '--json', '--role', this.role];
    const out = openSync(this.log, 'a');
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ['ignore', out, out],
      env: {
        ...Object.fromEntries(inherited),
        MILLRACE_DATA_DIR: dataDir,
        MILLRACE_DATABASE_URL: url,
        MILLRACE_ID_KEY: ID_KEY,
        MILLRACE_ADMIN_KEY: ADMIN_KEY,
        MILLRACE_HTTP_PORT: String(this.port),
        MILLRACE_GRPC_ENABLED: 'false',
        ...env,
      },
    });
    closeSync(out);
    living.add(child);
    child.once('exit', () => living.delete(child));
    this.#child = child;
    this.stopped = false;
  }

  /** Resolves once its probe says that it is ready; throws when it ends before. */
  async ready() {
    for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(POLL_MS)) {
      if (!this.running) throw new Error(`${this.name} ended before it was ready:\n${this.tail()}`);
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`${this.name} was not ready after ${READY_MS / 1000} s:\n${this.tail()}`);
  }

  /** @param {NodeJS.Signals} signal */
  signal(signal) {
    if (this.running) this.#child?.kill(signal);
    if (signal === 'SIGSTOP') this.stopped = true;
    if (signal === 'SIGCONT') this.stopped = false;
  }

  async ended() {
    while (this.running) await sleep(10);
  }

  async kill() {
    this.signal('SIGKILL');
    await this.ended();
  }

  /** Ends it in order; after a minute by force, which is told. */
  async stop() {
    if (this.stopped) this.signal('SIGCONT');
    this.signal('SIGTERM');
    for (const end = Date.now() + 60_000; this.running && Date.now() < end;) await sleep(20);
    if (!this.running) return;
    await this.kill();
    throw new Error(`${this.name} did not stop within a minute:\n${this.tail()}`);
  }

  tail() {
    return readFileSync(this.log, 'utf8').split('\n').slice(-25).join('\n');
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ body?: string | object, headers?: Record<string, string>, timeoutMs?: number }} [request]
   * @returns {Promise<Answer>}
   */
  async call(method, path, { body, headers = {}, timeoutMs = 30_000 } = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    let json = {};
    try {
      json = JSON.parse(text);
    } catch {
      json = { text };
    }
    return { status: answer.status, headers: answer.headers, json };
  }
}

/** An embedded PostgreSQL server for many clusters, each with a database and a proxy of its own. */
export class Database {
  /** @param {import('../../src/platform/database/embedded/index.js').EmbeddedPostgres} server @param {string} folder */
  constructor(server, folder) {
    this.server = server;
    this.folder = folder;
  }

  static async start(/** @type {string | undefined} */ under) {
    const folder = under ?? mkdtempSync(join(tmpdir(), 'millrace-faults-'));
    const { startEmbeddedPostgres } = await import(pathToFileURL(join(DIST, 'platform/database/embedded/index.js')).href);
    return new Database(await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings: { max_connections: '200' } }), folder);
  }

  /** @param {string} name @returns {import('pg').ClientConfig} */
  config(name) {
    const { host, port, user, password } = /** @type {{ host: string, port: number, user: string, password?: string }} */ (this.server.connection);
    return { host, port, user, database: name, ...(password === undefined ? {} : { password }) };
  }

  /** @template T @param {string} name @param {(client: pg.Client) => Promise<T>} use */
  async with(name, use) {
    const client = new pg.Client(this.config(name));
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }

  /** @param {string} name */
  async create(name) {
    await this.with('millrace', (client) => client.query(`CREATE DATABASE ${name}`));
  }

  /** @param {string} name */
  async remove(name) {
    await this.with('millrace', (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  }

  /** A proxy in front of the server, and the URL of a database through it. */
  async proxied(/** @type {string} */ name) {
    const { host, port, user, password = '' } = this.config(name);
    const proxy = new Proxy(join(String(host), `.s.PGSQL.${port}`));
    await proxy.listen();
    return { proxy, url: `postgresql://${user}:${encodeURIComponent(String(password))}@127.0.0.1:${proxy.port}/${name}` };
  }

  async stop() {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/**
 * Puts the pipeline of the faults, with its model, into a folder.
 * @param {string} folder
 */
export function placePipeline(folder) {
  const pipeline = join(folder, 'pipeline');
  cpSync(fileURLToPath(new URL('pipeline', import.meta.url)), pipeline, { recursive: true });
  copyFileSync(join(REPOSITORY, 'pipelines/card-fraud/card-fraud.onnx'), join(pipeline, 'card-fraud.onnx'));
  return pipeline;
}
