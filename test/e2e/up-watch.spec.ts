import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './app.js';

const CLI = resolve('dist/cli/main.js');

describe('millrace up --watch', () => {
  let folder: string;
  let child: ChildProcess;
  let output = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-watch-'));
    await cp('pipelines/card-fraud', join(folder, 'card-fraud'), { recursive: true });
    await cp('pipelines/card-fraud', join(folder, 'other'), { recursive: true });
    await save('other/pipeline.yaml', 'pipeline: card-fraud', 'pipeline: other', 'source: payments', 'source: others');
    await rm(join(folder, 'other', 'demo.js'));
    const env = {
      ...process.env,
      MILLRACE_HTTP_PORT: '0',
      MILLRACE_DATA_DIR: join(folder, 'data'),
      MILLRACE_ADMIN_KEY: 'a-key-for-tests-of-the-application-only',
    };
    child = spawn(process.execPath, [CLI, 'up', 'card-fraud/pipeline.yaml', 'other', '--watch', '--demo'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (output += bytes.toString('utf8')));
    await seen('Millrace is up');
  });
  afterAll(async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  async function save(name: string, ...changes: string[]): Promise<void> {
    let text = await readFile(join(folder, name), 'utf8');
    for (let i = 0; i < changes.length; i += 2) {
      expect(text).toContain(changes[i]);
      text = text.replace(changes[i], changes[i + 1]);
    }
    await writeFile(join(folder, name), text);
  }
  async function seen(text: string): Promise<void> {
    await until(
      async () => output,
      (all) => all.includes(text) || child.exitCode !== null,
    );
    expect(output).toContain(text);
  }
  const status = async (name: string) => {
    const { url } = JSON.parse(await readFile(join(folder, 'data', 'server.json'), 'utf8')) as { url: string };
    const answer = await fetch(`${url}/v1/pipelines/${name}`, { headers: { authorization: 'Bearer a-key-for-tests-of-the-application-only' } });
    return (await answer.json()) as { hash: string; log_end: number; model: { version: number } };
  };

  it('tells the faults of what is saved where an editor finds them, and keeps the last good one', async () => {
    const before = await status('card-fraud');
    await save('card-fraud/pipeline.yaml', 'amount: event.amount', 'amount: event.amont');
    await seen('card-fraud/pipeline.yaml:22:');
    await seen('the last good one keeps running');
    await writeFile(join(folder, 'card-fraud', 'map.yaml'), 'payment: { tx: row.tx }\n');
    await save('card-fraud/pipeline.yaml', 'amount: event.amont', 'amount: event.amount');
    await seen('card-fraud/map.yaml:1:');
    expect((await status('card-fraud')).hash).toBe(before.hash);
    await rm(join(folder, 'card-fraud', 'map.yaml'));
  });

  it('takes over what is whole and says what changed: document, schema and model file', async () => {
    const before = await status('card-fraud');
    await save('card-fraud/pipeline.yaml', "'review' : 'pass'", "'look' : 'let go'");
    await seen('card-fraud has changed\n  ~ decision\n  window state is shared');
    expect((await status('card-fraud')).hash).not.toBe(before.hash);
    await save('card-fraud/schemas/payment.json', '"title"', '"$comment": "saved", "title"');
    await seen('~ schema of payment');
    const model = await readFile(resolve('test/unit/inference/onnx-file.ts'));
    await writeFile(join(folder, 'card-fraud', 'card-fraud.onnx'), model);
    await until(
      async () => output.split('the last good one keeps running').length,
      (parts) => parts >= 3,
    );
    expect((await status('card-fraud')).model.version).toBe(1);
  });

  it('feeds the demo of one pipeline into that pipeline alone', async () => {
    const fed = await until(
      () => status('card-fraud'),
      ({ log_end: end }) => end > 1_000,
    );
    expect(fed.log_end).toBeGreaterThan(1_000);
    expect((await status('other')).log_end).toBe(0);
  });
});
