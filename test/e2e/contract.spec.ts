import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACT_PACKAGES, pythonWith } from '../../scripts/python-env.mjs';
import { ADMIN_KEY, PREDICTIONS, type TestApp, payment, startApp } from './app.js';

const SECONDS = 30;
const CHECKS = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_schema_conformance', 'response_headers_conformance'];
// Streams do not end, each run that is made is a lane that works on, and a pipeline that is retired answers nothing any more.
const LEFT_OUT = ['--exclude-path-regex', '/stream$|/runs/', '--exclude-method', 'DELETE'];

/** Schemathesis asks everything that the served document allows, and what it does not, the same at every run. */
describe('the application keeps its OpenAPI contract', () => {
  let app: TestApp;
  let folder: string;
  beforeAll(async () => {
    [app, folder] = [await startApp(), await mkdtemp(join(tmpdir(), 'millrace-contract-'))];
    for (const tx of ['known', 'other']) await app.call('POST', PREDICTIONS, { body: payment(tx) });
  });
  afterAll(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What it printed, and whether it found nothing. */
  async function fuzz(options: readonly string[]): Promise<{ passed: boolean; output: string }> {
    const program = join(dirname(pythonWith('contract', CONTRACT_PACKAGES)), 'schemathesis');
    const args = ['run', `${app.server.url}/docs-json`, '--header', `Authorization: Bearer ${ADMIN_KEY}`, '--no-color', '--warnings', 'off', ...options];
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    return { passed: code === 0, output };
  }

  it('answers no 5xx, and nothing that the document does not tell', async () => {
    const { passed, output } = await fuzz([
      ...['--checks', CHECKS.join(','), '--phases', 'examples,coverage,fuzzing', '--generation-deterministic', '--max-time', String(SECONDS)],
      // One worker: two at once break Python's own parser inside of it.
      ...['--max-examples', '10', '--workers', '1', '--continue-on-failure', '--request-timeout', '20', ...LEFT_OUT],
    ]);
    expect(passed, output).toBe(true);
    expect(Number(/Tested: (\d+)/.exec(output)?.[1])).toBeGreaterThan(30);
    expect(Number(/(\d+) generated/.exec(output)?.[1])).toBeGreaterThan(500);
    expect((await app.settled()).books['balanced']).toBe(true);
  });

  it('would be told of an answer that takes too long: what finds nothing looks', async () => {
    const { passed, output } = await fuzz([
      ...['--max-response-time', '0.000001', '--phases', 'examples', '--max-examples', '1', '--include-path', '/v1/pipelines/card-fraud/predictions'],
    ]);
    expect([passed, output.includes('time limit')], output).toEqual([false, true]);
  });
});
