import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MillraceError } from '../../definition/index.js';
import { otherWays } from './other-ways.js';
import { pythonEnvironment } from './python-environment.js';
import { bareEnvironment, findPython, run } from './python.js';

/** Shipped beside the program, as they are. */
const SCRIPTS = fileURLToPath(new URL('../../../training/', import.meta.url));
const INSPECT_MS = 5 * 60_000;
const CONVERT_MS = 10 * 60_000;

/** What the converter found, and what scikit-learn and ONNX Runtime answered to the same rows. */
export interface Conversion {
  readonly estimator: string;
  readonly kind: 'classifier' | 'regressor' | 'outlier';
  readonly scikit_learn: string;
  readonly width: number;
  /** Names of the columns it was fitted on, where it was fitted on named ones. */
  readonly features: readonly string[] | null;
  readonly classes: readonly string[] | null;
  readonly output: string;
  /** Each value is a float32 exactly. */
  readonly rows: readonly (readonly number[])[];
  readonly expected: readonly (readonly number[])[];
  readonly onnxruntime: readonly (readonly number[])[];
  /** For each row, the difference that float32 explains. */
  readonly allowed: readonly number[];
}

interface Inspection {
  readonly broken?: string;
  readonly versions: readonly string[];
  /** Libraries whose objects are in the file. */
  readonly foreign: readonly string[];
  /** Classes and functions of the script that wrote it. */
  readonly own: readonly string[];
}

export interface ConvertOptions {
  readonly name: string;
  readonly python?: string | undefined;
  readonly tell: (text: string) => void;
}

/**
 * Converts a joblib or pickle file of scikit-learn in a process of its own: without the application's environment, within a time limit.
 * Errors: `python_missing`, `model_file_broken`, `model_not_convertible` (poison), `python_packages`, `conversion_timeout` (retryable).
 */
export async function convertModel(file: string, { name, python: named, tell }: ConvertOptions): Promise<{ bytes: Buffer; conversion: Conversion }> {
  const python = await findPython(named);
  const { versions } = await inspect(python.program, file);
  const program = await pythonEnvironment(python, versions.at(-1), tell);
  tell(`loading ${file} runs code that is in it: add only files that you trust`);
  return inScratch(async (folder) => {
    await mkdir(join(folder, 'home'));
    // With nothing beside it: a process that runs the file's code need not begin where the keys are.
    const copy = join(folder, 'model');
    await copyFile(file, copy);
    const environment = { ...bareEnvironment(), HOME: join(folder, 'home'), PYTHONDONTWRITEBYTECODE: '1' };
    const script = join(SCRIPTS, 'convert_sklearn.py');
    const done = await run(program, ['-E', '-s', script, copy, folder, name], { limitMs: CONVERT_MS, cwd: folder, environment });
    if (done.timedOut) throw new MillraceError('conversion_timeout', 'retryable', `the model was not converted within ${CONVERT_MS / 60_000} minutes`);
    const conversion = await reportIn(folder, done.output);
    return { bytes: await readFile(join(folder, 'model.onnx')), conversion };
  });
}

/** Reads what the file says of itself, without running anything that is in it. */
async function inspect(python: string, file: string): Promise<Inspection> {
  const script = join(SCRIPTS, 'inspect_pickle.py');
  const { code, output, timedOut } = await run(python, ['-I', script, resolve(file)], { limitMs: INSPECT_MS, environment: bareEnvironment() });
  if (code !== 0 || timedOut) throw new MillraceError('model_file_broken', 'poison', `${file} cannot be read: ${output.trim().split('\n').at(-1)}`);
  const found = JSON.parse(output) as Inspection;
  if (found.broken !== undefined) throw new MillraceError('model_file_broken', 'poison', `${file} cannot be read: ${found.broken}`);
  const [foreign] = found.foreign;
  if (foreign) throw notConvertible(`${file} holds a model of ${foreign}, not of scikit-learn alone`, foreign);
  if (found.own.length > 0) {
    throw notConvertible(
      `${file} needs ${found.own.join(', ')} of the script or notebook that wrote it, which nobody else has: use scikit-learn's own classes`,
    );
  }
  if (found.versions.length === 0) throw notConvertible(`${file} holds no scikit-learn model: none of its objects names a version of scikit-learn`);
  return found;
}

async function reportIn(folder: string, output: string): Promise<Conversion> {
  const text = await readFile(join(folder, 'report.json'), 'utf8').catch(() => undefined);
  if (text === undefined) throw notConvertible(`the converter ended without an answer: ${output.trim().split('\n').at(-1) ?? ''}`);
  const report = JSON.parse(text) as Conversion | { readonly error: string };
  if ('error' in report) throw notConvertible(report.error);
  return report;
}

function notConvertible(reason: string, library?: string): MillraceError {
  return new MillraceError('model_not_convertible', 'poison', `${reason}.\n${otherWays(library)}`);
}

async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-model-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
