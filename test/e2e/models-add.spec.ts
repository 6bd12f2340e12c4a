import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadPipeline } from '../../src/cli/load-pipeline.js';
import { prepareModel } from '../../src/cli/models/add-model.js';
import { pythonEnvironment } from '../../src/cli/models/python-environment.js';
import { findPython, run } from '../../src/cli/models/python.js';
import { Pipelines } from '../../src/processing/index.js';
import { type Json, type TestApp, startApp } from './app.js';

const MINUTES = 60_000;
const SCRIPT = resolve('test/e2e/models/sklearn_models.py');
const KEY = 'a-key-for-tests-of-the-application-only';
const COLUMNS = ['amount', 'night', 'visits', 'distance'];

let app: TestApp;
let python: string;
let folder: string;
let scikitLearn: Record<string, number[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-models-'));
  python = await pythonEnvironment(await findPython(undefined), undefined, (text) => console.log(text));
  await promisify(execFile)(python, ['-W', 'ignore', SCRIPT, 'fit', folder]);
  const rows = join(folder, 'rows.json');
  await writeFile(rows, JSON.stringify(events));
  const { stdout } = await promisify(execFile)(python, ['-W', 'ignore', SCRIPT, 'score', folder, rows]);
  scikitLearn = JSON.parse(stdout) as Record<string, number[]>;
  await writeFile(join(folder, 'cut.onnx'), (await readFile('pipelines/card-fraud/card-fraud.onnx')).subarray(0, 90_000));
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a-secret');
  app = await startApp();
}, 10 * MINUTES);
afterAll(async () => {
  vi.unstubAllEnvs();
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The command as it is installed, in a process of its own. */
async function millrace(args: readonly string[], environment: Record<string, string> = {}): Promise<{ code: number; out: string; error: string }> {
  const env = { ...process.env, MILLRACE_URL: app.server.url, MILLRACE_KEY: KEY, MILLRACE_DATA_DIR: join(folder, 'none'), ...environment };
  return new Promise((done) => {
    execFile(process.execPath, [resolve('dist/cli/main.js'), 'models', ...args], { env }, (error, out, told) =>
      done({ code: error ? Number(error.code) : 0, out, error: told }),
    );
  });
}

/** A pipeline of four plain features without a model. */
async function pipelineFolder(name: string, place = name): Promise<string> {
  const home = join(folder, 'pipelines', place);
  await mkdir(home, { recursive: true });
  const number = { type: 'number' };
  const properties = {
    id: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    who: { type: 'string' },
    ...Object.fromEntries(COLUMNS.map((column) => [column, number])),
  };
  await writeFile(join(home, 'visit.json'), JSON.stringify({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false }));
  const features = COLUMNS.map((column) => `  ${column}: event.${column}   # as it comes`).join('\n');
  await writeFile(
    join(home, 'pipeline.yaml'),
    `# Visits\npipeline: ${name}\nevents:\n  visit: { schema: visit.json, id: id, time: at, key: who }\nfeatures:\n${features}\n`,
  );
  return home;
}

const events = Array.from({ length: 40 }, (_, i) => [((i * 7919) % 20_000) / 100, i % 2, (i * 31) % 60, ((i * 577) % 20_000) / 1000 - 10]);

/** Scores of the events by the pipeline, each of which is durable when it is answered. */
async function predicted(name: string): Promise<number[]> {
  const asked = events.map(async (values, i) => {
    const event = { id: `${name}-${i}`, at: new Date().toISOString(), who: `w${i}`, ...Object.fromEntries(COLUMNS.map((column, c) => [column, values[c]])) };
    const answer = await app.call('POST', `/v1/pipelines/${name}/predictions`, { body: event });
    expect(answer.status, answer.text).toBe(200);
    return answer.json.score as number;
  });
  return Promise.all(asked);
}

// Most of the time goes into starting Python: the cases do that side by side.
describe.concurrent('a model of scikit-learn', () => {
  it.each([
    ['logistic', 'LogisticRegression', 1e-6],
    ['forest', 'RandomForestClassifier', 1e-6],
    ['boosting', 'GradientBoostingClassifier', 1e-6],
    ['histogram', 'HistGradientBoostingClassifier', 1e-6],
    ['scaled', 'Pipeline(StandardScaler, LogisticRegression)', 1e-6],
    ['scaled-forest', 'Pipeline(StandardScaler, RandomForestClassifier)', 1e-6],
    ['regressor', 'GradientBoostingRegressor', 1e-6],
  ])(
    '%s predicts in a running application as in Python',
    async (name, estimator, most) => {
      const home = await pipelineFolder(name);
      const { code, out, error } = await millrace(['add', join(folder, `${name}.joblib`), '--pipeline', home, '--json']);
      expect(code, error).toBe(0);
      expect(error).toContain('runs code that is in it');
      const told = JSON.parse(out) as { model: Json; converted: Json & { largest_difference: { onnxruntime: number; here: number } } };
      expect(told.model).toMatchObject({ name, version: 1, inputs: [{ name: 'features', type: 'float32', shape: [null, 4] }] });
      expect(told.converted).toMatchObject({ estimator, features: name === 'logistic' ? null : COLUMNS, width: 4 });
      expect(told.converted.largest_difference.here).toBeLessThan(1e-5);
      const document = await readFile(join(home, 'pipeline.yaml'), 'utf8');
      expect(document).toContain('# Visits\n');
      expect(document).toContain(`\npredict:\n  on: visit\n  model: ${name}\n  inputs: [amount, night, visits, distance]\n`);
      await app.server.app.get(Pipelines).deploy(await loadPipeline(home));
      const [here, there] = [await predicted(name), scikitLearn[name]];
      expect(Math.max(...here.map((score, i) => Math.abs(score - there[i])))).toBeLessThan(most);
      expect(new Set(there.map((score) => score.toFixed(3))).size).toBeGreaterThan(10);
    },
    5 * MINUTES,
  );
});

it('lists and shows what was added', async () => {
  const [{ out }, list, shown, unknown] = await Promise.all(
    [['list', '--json'], ['list'], ['show', 'forest'], ['show', 'forrest', '--json']].map((args) => millrace(args)),
  );
  expect((JSON.parse(out) as { models: Json[] }).models.map(({ name }) => name)).toContain('forest');
  expect(list.out).toMatch(/^forest +1 +onnx/m);
  expect(shown.out).toMatch(/^forest version 1: onnx, [\d,]+ bytes, sha256 [0-9a-f]{64}/);
  expect(shown.out).toMatch(/output +probabilities +float32 \[n, 2\]/);
  expect(unknown).toMatchObject({ code: 1, error: expect.stringContaining('did you mean "forest"?') });
});

it('adds an ONNX file as it is', async () => {
  const { code, out } = await millrace(['add', resolve('pipelines/card-fraud/card-fraud.onnx'), '--name', 'copy', '--json']);
  expect([code, (JSON.parse(out) as { model: Json }).model]).toMatchObject([0, { name: 'copy', version: 1 }]);
});

describe.concurrent('refuses, and registers nothing', () => {
  it.each([
    ['cut.joblib', 'model_file_broken', 'ends in the middle'],
    ['junk.joblib', 'model_file_broken', 'neither a pickle nor a joblib file'],
    ['custom.joblib', 'model_not_convertible', 'needs Custom of the script'],
    ['dict.joblib', 'model_not_convertible', 'holds a dict with model'],
    ['curious.pkl', 'model_not_convertible', 'holds builtins.list'],
    ['misspelt.joblib', 'model_inputs', 'no feature of refused is called "nigth": did you mean "night"?'],
    ['cut.onnx', 'model_unreadable', 'no ONNX file that can be read'],
  ])('%s', async (file, code, text) => {
    const home = await pipelineFolder('refused', file);
    const before = await readFile(join(home, 'pipeline.yaml'), 'utf8');
    const preparing = prepareModel(join(folder, file), { name: 'refused', pipeline: home, tell: () => undefined });
    await expect(preparing).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
    expect(await readFile(join(home, 'pipeline.yaml'), 'utf8')).toBe(before);
  });

  it('with exit code 1 and the error as JSON', async () => {
    const answer = await millrace(['add', join(folder, 'misspelt.joblib'), '--name', 'refused', '--pipeline', await pipelineFolder('refused'), '--json']);
    expect([answer.code, (JSON.parse(answer.out) as { error: Json }).error.code]).toEqual([1, 'model_inputs']);
    expect((await app.call('GET', '/v1/registry/models/refused')).status).toBe(404);
  });
});

// curious.pkl wrote it, above.
it('shows the code of a file none of the application’s secrets', async () => {
  const seen = JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8')) as Record<string, string>;
  expect(Object.keys(seen)).toContain('PATH');
  expect(Object.keys(seen).filter((name) => /^(MILLRACE|AWS|PG)/.test(name))).toEqual([]);
  expect(seen.HOME).not.toBe(process.env.HOME);
});

it('says what to install where there is no Python', async () => {
  const answer = await millrace(['add', join(folder, 'forest.joblib')], { PATH: folder });
  expect(answer).toMatchObject({ code: 1, error: expect.stringContaining('no python3 on PATH: install it (apt-get install python3 python3-venv)') });
});

it('ends a program at its limit, with all that it started', async () => {
  const done = await run('sh', ['-c', 'sleep 600 & echo started; wait'], { limitMs: 300, environment: { PATH: process.env.PATH ?? '' } });
  expect(done).toMatchObject({ timedOut: true, output: 'started\n' });
});
