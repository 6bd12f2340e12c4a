import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from './app.js';
import { commandsOf } from './ten-minutes/commands.js';
import { drawTable } from './ten-minutes/drawn-table.js';

const MINUTE = 60_000;
const seed = Number(process.env.MILLRACE_TEST_SEED ?? Date.now() % 1_000_000_007);
const table = drawTable(seed);

/** What a stranger's shell has: nothing of this clone, of npm's run of the tests, or of another Millrace. */
const strangers = (): Record<string, string | undefined> => {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_registry)|MILLRACE_|VITEST|NODE_)/i.test(name));
  // ONNX Runtime's installer would fetch CUDA libraries that nothing here uses.
  return { ...Object.fromEntries(kept), ONNXRUNTIME_NODE_INSTALL: 'skip', MILLRACE_HTTP_PORT: '0', CI: '' };
};

let outside: string;
let project: string;
let steps = 0;
let up: ChildProcess | undefined;
let activated = '';

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), `millrace-ten-minutes-${seed}-`));
  project = join(outside, 'first-try');
  console.log(`ten minutes: seed ${seed}, ${table.rows} rows; the output of each step is kept in ${join(outside, 'steps')}`);
  await mkdir(join(outside, 'steps'));
});

afterAll(async () => {
  if (up && up.exitCode === null) {
    up.kill('SIGTERM');
    await once(up, 'exit');
  }
  for (const name of ['node_modules', 'first-try', 'package.json', 'package-lock.json'])
    await rm(join(outside, name), { recursive: true, force: true, maxRetries: 10 });
});

/** Runs a line as the shell of before does, and keeps what it said. */
async function shell(line: string, cwd = project): Promise<string> {
  const name = `${String(++steps).padStart(2, '0')}-${line.replaceAll(/[^a-z]+/gi, '-').slice(0, 40)}.txt`;
  try {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', activated + line], { cwd, env: strangers(), maxBuffer: 64 * 1024 * 1024 });
    await writeFile(join(outside, 'steps', name), `$ ${line}\n${stdout}${stderr}`);
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    await writeFile(join(outside, 'steps', name), `$ ${line}\n${stdout ?? ''}${stderr ?? ''}\nFAILED\n`);
    throw new Error(`seed ${seed}: ${line}\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}

/** `millrace up`, found as npx finds it; its own process, so that it is ended by its id. */
async function start(): Promise<void> {
  const started = spawn(process.execPath, [join(outside, 'node_modules/millrace/dist/cli/main.js'), 'up', '.'], {
    cwd: project,
    env: strangers(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  up = started;
  let output = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString('utf8')));
  await until(
    async () => output,
    (all) => all.includes('Millrace is up') || started.exitCode !== null,
  );
  await writeFile(join(outside, 'steps', `${String(++steps).padStart(2, '0')}-up.txt`), output);
  expect(output).toContain('Millrace is up');
}

it(
  'goes from the package and a file that nobody has seen to explained predictions, by documented steps alone',
  async () => {
    await promisify(execFile)('npm', ['pack', '--silent', '--pack-destination', outside], { cwd: resolve('.') });
    await writeFile(join(outside, 'package.json'), '{ "private": true }\n');
    await writeFile(join(outside, 'data.csv'), table.csv);
    const [install, init] = commandsOf(await readFile('docs/tutorial/your-own-pipeline.md', 'utf8'));
    await shell(install, outside);
    expect(await shell(init.replace('payments.csv', 'data.csv').replace('is_fraud', `'${table.label}'`), outside)).toContain(
      `${table.rows.toLocaleString('en-US')} rows`,
    );

    const answers = new Map<string, string>();
    for (const command of commandsOf(await readFile(join(project, 'README.md'), 'utf8'))) {
      if (command === 'npx millrace up .') await start();
      // What it does to a shell it does to each line that follows.
      else if (command.startsWith('. ')) activated = `${command} && `;
      else if (command.startsWith('curl')) answers.set('curl', await ask(command));
      else answers.set(command, await shell(command));
    }
    const answerTo = (part: string): string => [...answers].find(([command]) => command.includes(part))?.[1] ?? '';
    expect(answerTo('--explain')).toMatch(/behind E\d+-0 \(line 2\):/);
    expect(answerTo('--run first')).toMatch(/observed \+ .*: balanced/);
    expect(answerTo('--run second')).toMatch(new RegExp(`${table.rows.toLocaleString('en-US')} predicted \\+ .*: balanced`));
    const asked = JSON.parse(answerTo('curl')) as { id: string; score: number };
    const explained = answerTo('ask.py');
    // The Python client asked with the same event before: one prediction, one answer.
    expect(explained).toContain(`prediction ${asked.id}: score `);
    expect(explained).toContain('the same to the bit');
    expect(explained).toContain(`second run: ${table.rows} rows, ${table.rows} compared with what was served, 0 different`);
    expect(await shell(`npx millrace why ${asked.id}`)).toContain('the same to the bit');
    // Nothing is skewed, and nothing was left out of the comparison.
    const summary = (await readFile(join(project, 'second.ndjson'), 'utf8')).trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(summary)).toMatchObject({ summary: { rows: table.rows, compared: table.rows, different: 0 } });
  },
  20 * MINUTE,
);

/** The documented request, at the port that this application got. */
async function ask(command: string): Promise<string> {
  const { url } = JSON.parse(await readFile(join(project, '.millrace/server.json'), 'utf8')) as { url: string };
  expect(command).toContain('http://127.0.0.1:3000/');
  return shell(command.replace('http://127.0.0.1:3000', url));
}
