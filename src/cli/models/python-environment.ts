import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MillraceError } from '../../definition/index.js';
import { type Python, packageEnvironment, run } from './python.js';

/** What training/requirements.txt pins too: the model of the example is made with it. */
const NEWEST = { 'scikit-learn': '1.9.1', numpy: '2.4.6' };
const CONVERTER = { skl2onnx: '1.20.0', onnx: '1.23.2', onnxruntime: '1.32.0' };
const INSTALL_MS = 20 * 60_000;

/**
 * The Python of a virtual environment with this scikit-learn and the converter: made once for each combination of versions, under the
 * user's cache. Errors: `python_packages` (retryable) with what pip said.
 */
export async function pythonEnvironment(python: Python, scikitLearn: string | undefined, tell: (text: string) => void): Promise<string> {
  const packages = packagesFor(scikitLearn ?? NEWEST['scikit-learn']);
  const name = [`python-${python.version}`, ...packages.slice(0, 2).map((one) => one.replace(/[=<]+/, '-'))].join('_');
  const home = join(cacheFolder(), 'models', name);
  const program = programOf(home);
  if (await isThere(program)) return program;
  await mkdir(join(home, '..'), { recursive: true });
  // Made beside and put in place whole: two commands at once, or one that was ended, leave nothing half made.
  const draft = await mkdtemp(`${home}.`);
  try {
    tell(`installing ${packages.join(' ')} (once, into ${home})`);
    await install(python, draft, packages, tell);
    await rename(draft, home).catch(async (error: unknown) => {
      if (!(await isThere(program))) throw error;
    });
    return program;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Versions of scikit-learn before 1.5 cannot work with NumPy 2; they say so themselves, and the others get the one we tested. */
function packagesFor(scikitLearn: string): string[] {
  const [major, minor] = scikitLearn.split('.').map(Number);
  const numpy = major > 1 || minor >= 5 ? `numpy==${NEWEST.numpy}` : 'numpy<2';
  const converter = Object.entries(CONVERTER).map(([name, version]) => `${name}==${version}`);
  return [`scikit-learn==${scikitLearn}`, converter[0], numpy, ...converter.slice(1), 'joblib'];
}

async function install(python: Python, folder: string, packages: readonly string[], tell: (text: string) => void): Promise<void> {
  const options = { limitMs: INSTALL_MS, environment: packageEnvironment() };
  const made = await run(python.program, ['-m', 'venv', folder], options);
  if (made.code !== 0) throw failed('the virtual environment could not be made', made.output);
  const notes = { ...options, onLine: (line: string) => /^(Downloading|Installing)\b/.test(line) && tell(line.slice(0, 120)) };
  const got = await run(programOf(folder), ['-m', 'pip', 'install', '--disable-pip-version-check', '--only-binary', ':all:', ...packages], notes);
  if (got.timedOut) throw failed(`pip did not end within ${INSTALL_MS / 60_000} minutes`, got.output);
  if (got.code !== 0) throw failed(`pip could not install ${packages.join(' ')} for Python ${python.version}`, got.output);
  await writeFile(join(folder, 'packages.txt'), packages.join('\n') + '\n');
}

function failed(what: string, output: string): MillraceError {
  const said = output.split('\n').filter((line) => /error/i.test(line));
  const told = (said.length > 0 ? said : output.trim().split('\n')).slice(-4).join('\n');
  return new MillraceError(
    'python_packages',
    'retryable',
    `${what}:\n${told}\nIf the network is away, try again; if this Python is too new for that version, name another with --python`,
  );
}

function programOf(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'millrace');
  if (process.platform === 'win32') return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'millrace');
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches', 'millrace') : join(homedir(), '.cache', 'millrace');
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
