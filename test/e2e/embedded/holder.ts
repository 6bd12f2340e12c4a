import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { EmbeddedConnection } from '../../../src/platform/database/embedded/index.js';

/** A child process that holds an embedded server, or what it said instead. */
export interface Holder {
  readonly child: ChildProcess;
  /** Of the server. */
  readonly pid: number;
  readonly connection: EmbeddedConnection;
  readonly code?: string;
  readonly message?: string;
  readonly said: () => string;
  kill(): Promise<void>;
  /** Ends it in the orderly way; resolves with the exit code. */
  finish(): Promise<number | null>;
}

export interface HoldOptions {
  adopt?: 'share';
  uid?: number;
  path?: string;
}

const children = new Set<ChildProcess>();
const servers = new Set<number>();

/** Runs hold-postgres.ts from `program`, the folder of compilePlatform. */
export function startHolder(program: string, dataDir: string, options: HoldOptions = {}): ChildProcess {
  const { adopt, uid, path } = options;
  const env = { ...process.env, ...(path ? { PATH: `${path}:${process.env.PATH}` } : {}) };
  const args = [join(program, 'test/e2e/embedded/hold-postgres.js'), dataDir, ...(adopt ? [adopt] : [])];
  const child = spawn(process.execPath, args, { env, cwd: '/', detached: true, stdio: 'pipe', ...(uid === undefined ? {} : { uid, gid: uid }) });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

export async function hold(program: string, dataDir: string, options: HoldOptions = {}): Promise<Holder> {
  const child = startHolder(program, dataDir, options);
  let said = '';
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('close', () => reject(new Error(`the child ended without a word: ${said}`)));
  });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const answer = JSON.parse(line) as { pid: number; connection: EmbeddedConnection; code?: string; message?: string };
  if (answer.pid) servers.add(answer.pid);
  return {
    ...answer,
    child,
    said: () => said,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    async finish() {
      child.stdin?.end('\n');
      return (await exit)[0];
    },
  };
}

/** For afterEach: no test, also a failed one, leaves processes behind. */
export async function killHolders(): Promise<void> {
  await Promise.all([...children].map((child) => (child.kill('SIGKILL'), once(child, 'exit'))));
  for (const pid of servers) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('postgres') && (await lives(pid))) process.kill(pid, 'SIGQUIT');
  }
  servers.clear();
}

export async function query<T extends object>(connection: EmbeddedConnection, text: string): Promise<T[]> {
  const client = new pg.Client({ ...connection, ssl: false });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether the process is there and no zombie. */
export async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

export async function eventually(what: string, check: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  for (const until = Date.now() + timeoutMs; !(await check()); await new Promise((resolve) => setTimeout(resolve, 20))) {
    if (Date.now() > until) throw new Error(`not within ${timeoutMs} ms: ${what}`);
  }
}

/** A folder to put first on PATH, with one program that stands for the system's. */
export async function programOnPath(folder: string, name: string, script: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
  return folder;
}

/** A setpriv that only runs the program: a server started through it outlives its parent. */
export const WITHOUT_DEATH_SIGNAL = 'while [ "$1" != "--" ]; do shift; done; shift; exec "$@"';
