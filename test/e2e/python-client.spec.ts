import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { history } from '../../pipelines/card-fraud/demo.js';
import { CLIENT_PACKAGES, pythonWith } from '../../scripts/python-env.mjs';
import { NDJSON, type TestApp, lines, startApp, until } from './app.js';

const MINUTES = 60_000;
const CLIENT = resolve('clients/python');
const spawned = promisify(execFile);

describe('the Python client', () => {
  let app: TestApp;
  let python: string;

  beforeAll(async () => {
    python = pythonWith('client', CLIENT_PACKAGES);
    app = await startApp({ yaml: 'limits: { batchRecords: 512 }' });
    await app.call('PUT', '/v1/pipelines/card-fraud/runs/history');
    const events = [...history({ now: Date.now(), days: 50, customers: 80, terminals: 60 })];
    for (const [source, run] of [
      ['payments', 'card-fraud'],
      ['payments@history', 'card-fraud@history'],
    ]) {
      await app.call('POST', `/v1/events/${source}`, { body: lines(...events), headers: NDJSON });
      await until(
        () => app.call('GET', `/v1/pipelines/${run}`),
        ({ json }) => json['position'] === events.length,
      );
    }
  }, 10 * MINUTES);
  afterAll(() => app?.stop());

  const inPython = async (...args: string[]): Promise<string> => {
    const env = {
      ...process.env,
      MILLRACE_URL: app.server.url,
      MILLRACE_KEY: process.env['MILLRACE_ADMIN_KEY'],
      PYTHONPATH: join(CLIENT, 'src'),
      PYTHONDONTWRITEBYTECODE: '1',
    };
    try {
      return (await spawned(python, args, { cwd: CLIENT, env, maxBuffer: 64 * 1024 * 1024 })).stdout;
    } catch (error) {
      throw new Error((error as { stdout?: string }).stdout ?? String(error), { cause: error });
    }
  };
  const pytest = async (file: string) => expect(await inPython('-m', 'pytest', '-q', '-p', 'no:cacheprovider', file)).toMatch(/^\d+ passed/m);

  it('asks, finds and explains predictions; its errors say what to do', () => pytest('tests/test_client.py'), 5 * MINUTES);
  it('sends events and frames; what is sent again adds nothing', () => pytest('tests/test_send.py'), 5 * MINUTES);
  it('follows predictions over cut connections, none lost and none twice', () => pytest('tests/test_follow.py'), 5 * MINUTES);
  it('gives training sets to pandas, equal to what was served', () => pytest('tests/test_training_set.py'), 5 * MINUTES);
  it('runs its notebook from events to a trained model', () => pytest('tests/test_notebook.py'), 10 * MINUTES);
  it(
    'is typed through and through',
    async () => {
      expect(await inPython('-m', 'mypy', '--strict', '--cache-dir', '/dev/null')).toContain('no issues found');
    },
    5 * MINUTES,
  );
});
