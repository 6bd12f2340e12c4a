import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../problem.js';
import { askText } from './ask-text.js';
import type { Draft } from './draft.js';
import { fitText } from './fit-text.js';
import { mapText } from './map-text.js';
import { pipelineText } from './pipeline-text.js';
import { readmeText } from './readme-text.js';
import { schemaTexts } from './schema-text.js';

const SETTINGS = `# Settings of the application, read where it is started. Each has a default; MILLRACE_* variables override them.
profile: embedded                # PostgreSQL and ONNX Runtime come with it
dataDir: .millrace               # database, keys and logs
# http: { host: 127.0.0.1, port: 3000 }
# logLevel: info
`;

/** The Python client, which comes with this package. */
const CLIENT = fileURLToPath(new URL('../../../clients/python', import.meta.url));

/** The files of a new pipeline by their path in its folder. */
export function projectFiles(draft: Draft, folder: string, file: string): ReadonlyMap<string, string> {
  const data = pathFrom(folder, file);
  const shown = data.replaceAll(/[\p{C}\u2028\u2029]/gu, '?');
  return new Map([
    ['pipeline.yaml', pipelineText(draft, shown)],
    ...[...schemaTexts(draft)].map(([type, text]): [string, string] => [`schemas/${type}.json`, text]),
    ['map.yaml', mapText(draft, shown)],
    ['millrace.yaml', SETTINGS],
    ['.gitignore', '.millrace/\n.venv/\n'],
    ...(draft.label ? [['fit.py', fitText(draft)] as [string, string]] : []),
    ['ask.py', askText(draft)],
    ['README.md', readmeText(draft, data, pathFrom(folder, CLIENT))],
  ]);
}

/** Path of a file as it is named in a folder. */
export function pathFrom(folder: string, file: string): string {
  return relative(resolve(folder), resolve(file)).replaceAll('\\', '/');
}

/** Writes a folder that is not there yet. Error: UsageError where it is: nothing is ever overwritten. */
export async function writeProject(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(dirname(resolve(folder)), { recursive: true });
  try {
    await mkdir(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new UsageError(`${folder} is there already, and init overwrites nothing: give another NAME, or move it away first (mv ${folder} ${folder}.old)`);
  }
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text, { flag: 'wx' });
  }
}
