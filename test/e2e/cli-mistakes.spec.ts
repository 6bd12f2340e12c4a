import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_KEY, type TestApp, startApp } from './app.js';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-mistakes-'));
  await writeFile(join(folder, 'rows.csv'), 'a,b\n1,2\n');
  app = await startApp();
});
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

function millrace(line: string): Promise<{ code: number; told: string }> {
  const env = { ...process.env, MILLRACE_URL: app.server.url, MILLRACE_KEY: ADMIN_KEY, MILLRACE_DATA_DIR: join(folder, 'none') };
  return new Promise((done) => {
    execFile(process.execPath, [resolve('dist/cli/main.js'), ...line.split(' ')], { cwd: folder, env }, (error, out, told) =>
      done({ code: error ? Number(error.code) : 0, told: out + told }),
    );
  });
}

it.concurrent.each([
  ['frobnicate', 2, 'millrace --help lists the commands'],
  ['try', 2, 'usage: millrace try [options] <pipeline> <file>'],
  ['compile one two', 2, 'usage: millrace compile [options] <pipeline>'],
  ['pipelines diff card-fraud', 2, 'usage: millrace pipelines diff [options] <name> <file>'],
  ['models lst', 2, '(Did you mean list?)'],
  ['pipelines dif', 2, '(Did you mean diff?)'],
  ['check rows.csv', 1, 'rows.csv is data, no pipeline document: make one of it with `millrace init NAME --from rows.csv`'],
  ['up nowhere', 1, 'name a pipeline document, or the folder of its pipeline.yaml'],
  ['status card-frod', 1, 'did you mean "card-fraud"?'],
  ['send rows.csv', 2, 'say with --map how its rows become events'],
  ['send rows.csv --as paymnt', 2, 'did you mean "payment"?'],
  ['why nonsense', 1, 'its id stands in its answer, and in `GET /v1/pipelines/card-fraud/predictions`'],
  ['training-set card-fraud --out x.txt', 2, 'name it .parquet or .ndjson'],
  ['training-set card-fraud --out none/x.ndjson', 2, 'there is no folder none: make it (mkdir -p none)'],
  ['quarantine show card-fraud 99', 1, 'millrace quarantine list card-fraud'],
  ['quarantine mend card-fraud 1', 2, 'quarantine takes one of list, show, retry, drop'],
  ['models add rows.csv', 1, 'millrace models add model.onnx'],
  ['init x --from row.csv', 2, 'did you mean rows.csv?'],
] as const)('millrace %s says what to do next', async (line, code, text) => {
  const answer = await millrace(line);
  expect(answer.told).toContain(text);
  expect(answer.code).toBe(code);
  expect(answer.told).not.toMatch(/\n {4}at |ENOENT/);
});
