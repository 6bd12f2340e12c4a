import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, until } from './app.js';

const CLI = resolve('dist/cli/main.js');
const ROWS = 'id,when,who,where,eur\nr-1,2026-03-01T10:00:00Z,C1,T1,5.25\nr-2,2026-03-01T10:05:00Z,C1,T2,7\n';
const MAP = 'payment: { tx: row.id, occurred_at: row.when, customer: row.who, terminal: row.where, amount: double(row.eur) }\n';

/** The commands as they are typed: processes of their own, against `millrace up` in a process of its own. */
describe('the commands that change pipelines', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let server: ChildProcess;
  let told = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-commands-'));
    env = { ...process.env, MILLRACE_HTTP_PORT: '0', MILLRACE_DATA_DIR: join(folder, 'data'), MILLRACE_ADMIN_KEY: ADMIN_KEY, MILLRACE_GRPC_ENABLED: 'false' };
    await cp('pipelines/card-fraud', join(folder, 'card-fraud'), { recursive: true });
    await writeFile(join(folder, 'card-fraud', 'map.yaml'), MAP);
    await writeFile(join(folder, 'rows.csv'), ROWS);
    server = spawn(process.execPath, [CLI, 'up', 'card-fraud'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (bytes: Buffer) => (told += bytes.toString('utf8')));
    await until(
      async () => told,
      (all) => all.includes('Millrace is up') || server.exitCode !== null,
    );
    expect(told).toContain('Millrace is up');
  });
  afterAll(async () => {
    if (server?.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  async function millrace(args: string, cwd = folder): Promise<{ code: number; out: string; error: string }> {
    return new Promise((done) => {
      execFile(process.execPath, [CLI, ...args.split(' ')], { cwd, env }, (failure, out, error) => done({ code: Number(failure?.code ?? 0), out, error }));
    });
  }
  async function change(from: string, to: string): Promise<void> {
    const file = join(folder, 'card-fraud', 'pipeline.yaml');
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replace(from, to));
  }

  it('list, compare, deploy and go back', async () => {
    expect(await millrace('deploy card-fraud')).toMatchObject({ code: 0, out: 'card-fraud version 1 runs as it is written: nothing changes\n' });
    expect((await millrace('pipelines list')).out).toMatch(/card-fraud .*\b1\b/);
    await change("'review'", "'look'");
    expect((await millrace('pipelines diff card-fraud card-fraud')).out).toBe('card-fraud\n  ~ decision\n  window state is shared\n');
    expect((await millrace('deploy card-fraud')).out).toMatch(/^card-fraud version 2 is live\n {2}~ decision\n/);
    expect((await millrace('pipelines rollback card-fraud')).out).toMatch(/^card-fraud version 1 is live\n/);
    const { out } = await millrace('deploy card-fraud --json');
    expect(JSON.parse(out)).toMatchObject({ pipelines: [{ pipeline: 'card-fraud', outcome: 'live', version: 2 }] });
  });

  it('find the map beside the document, and say so', async () => {
    const tried = await millrace('try card-fraud rows.csv --json');
    expect([tried.code, tried.error]).toEqual([0, expect.stringContaining('by the map card-fraud/map.yaml; --map FILE names another')]);
    expect(tried.out).toContain('"amount": 5.25');
    const sent = await millrace('send ../rows.csv --run march --json', join(folder, 'card-fraud'));
    expect([sent.code, sent.error]).toEqual([0, expect.stringContaining('by the map map.yaml')]);
    expect(JSON.parse(sent.out)).toMatchObject({ run: 'card-fraud@march' });
    expect((await millrace('status card-fraud@march --json')).out).toContain('"predicted": 2');
    // Elsewhere there is no such map: the columns are taken by their names, which the event does not have.
    expect((await millrace('send rows.csv --run april')).code).not.toBe(0);
  });

  it('say what is wrong with what was typed, and change nothing', async () => {
    await change('amount: event.amount', 'amount: event.amont');
    const faulty = await millrace('deploy card-fraud');
    expect([faulty.code, faulty.error]).toEqual([1, expect.stringMatching(/card-fraud\/pipeline\.yaml:\d+:\d+: .*amount/)]);
    await change('amount: event.amont', 'amount: event.amount');
    for (const [args, message] of [
      ['deploy card-frod', /there is no file or folder card-frod/],
      ['deploy', /missing required argument 'pipelines'/],
      ['pipelines rollback card-frod', /there is no pipeline or run "card-frod": did you mean "card-fraud"/],
      ['pipelines retire card-frod', /did you mean "card-fraud"/],
      ['pipelines diff card-fraud', /missing required argument 'file'/],
      ['pipelines diff other card-fraud', /the document is of the pipeline "card-fraud", not of "other"/],
      ['pipelines remove card-fraud', /unknown command 'remove'/],
    ] as const) {
      const { code, out, error } = await millrace(args);
      expect([args, code === 0, `${out}${error}`]).toEqual([args, false, expect.stringMatching(message)]);
      expect(error).not.toMatch(/\n\s+at /);
    }
    expect((await millrace('pipelines retire card-fraud')).out).toMatch(/^card-fraud is retired\ncard-fraud@march is retired\n/);
    expect((await millrace('pipelines list')).out).not.toContain('card-fraud');
  });
});
