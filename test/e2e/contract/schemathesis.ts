import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CONTRACT_PACKAGES, pythonWith } from '../../../scripts/python-env.mjs';
import { ADMIN_KEY } from '../app.js';

const CHECKS = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_schema_conformance', 'response_headers_conformance'];

/** Values that parameters of an operation take most of the time. */
export interface Known {
  readonly path: string;
  readonly parameters: Readonly<Record<string, readonly (string | number)[]>>;
  /** Only these values: another would do harm. */
  readonly only?: boolean;
}

export interface Finding {
  readonly passed: boolean;
  readonly output: string;
  /** `METHOD PATH STATUS` of every answer. */
  readonly answers: readonly string[];
}

/** Sends what the document of the application at `url` allows, and what it does not, the same at every run; holds every answer against it. */
export async function schemathesis(url: string, known: readonly Known[], options: readonly string[]): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-contract-'));
  try {
    await writeFile(join(folder, 'schemathesis.toml'), settings(known));
    const program = join(dirname(pythonWith('contract', CONTRACT_PACKAGES)), 'schemathesis');
    const args = ['run', `${url}/docs-json`, '--header', `Authorization: Bearer ${ADMIN_KEY}`, '--no-color', '--warnings', 'off', '--checks', CHECKS.join(',')];
    // One worker: two at once break Python's own parser inside of it.
    const steady = ['--generation-deterministic', '--workers', '1', '--request-timeout', '20', '--report', 'har', '--report-har-path', 'answers.har'];
    const child = spawn(program, [...args, ...steady, ...options], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    return { passed: code === 0, output, answers: await answersOf(join(folder, 'answers.har')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function answersOf(file: string): Promise<string[]> {
  const { log } = JSON.parse(await readFile(file, 'utf8')) as {
    log: { entries: { request: { method: string; url: string }; response: { status: number } }[] };
  };
  return log.entries.map(({ request, response }) => `${request.method} ${request.url.replace(/^https?:\/\/[^/]+|\?.*/g, '')} ${response.status}`);
}

/** The text of schemathesis.toml; its strings are JSON's. */
function settings(known: readonly Known[]): string {
  const values = known.flatMap(({ parameters }, i) =>
    Object.entries(parameters).map(([name, some]) => `[dictionaries.${nameOf(i, name)}]\nvalues = ${JSON.stringify(some)}\n`),
  );
  const operations = known.map(({ path, parameters, only = false }, i) => {
    const bound = Object.keys(parameters).map(
      (name) => `${JSON.stringify(name)} = { dictionary = "${nameOf(i, name)}", probability = ${only ? '1.0' : '0.7'} }`,
    );
    return `[[operations]]\ninclude-path = ${JSON.stringify(path)}\n[operations.parameters]\n${bound.join('\n')}\n`;
  });
  return [...values, ...operations].join('\n');
}

const nameOf = (i: number, name: string): string => `values-${i}-${name.replaceAll(/\W/g, '-')}`;
