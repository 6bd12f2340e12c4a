import { type ChildProcess, spawn } from 'node:child_process';
import { MillraceError } from '../../definition/index.js';

/** The oldest Python that the pinned packages are built for. */
const OLDEST = [3, 11];
const PROBE_MS = 60_000;
/** What any program may know of the machine; not what the application is told. */
const PASSED_ON = /^(PATH|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|LD_LIBRARY_PATH)$/i;
/** And what an installation needs besides: where packages come from, and how the network is reached. */
const FOR_PACKAGES = /^(HOME|USERPROFILE|LOCALAPPDATA|APPDATA|XDG_\w+|PIP_\w+|\w+_PROXY|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|PYENV_\w+)$/i;

export interface Python {
  /** The program itself, whatever shim led to it. */
  readonly program: string;
  /** Such as `3.11`. */
  readonly version: string;
}

export interface Finished {
  readonly code: number | null;
  readonly output: string;
  readonly timedOut: boolean;
}

interface RunOptions {
  readonly limitMs: number;
  /** Told each line of the output. */
  readonly onLine?: (line: string) => void;
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The environment for code that is not ours: none of the application's keys and addresses. */
export function bareEnvironment(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return chosen(environment, (name) => PASSED_ON.test(name));
}

/** The same for installing packages. */
export function packageEnvironment(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return chosen(environment, (name) => PASSED_ON.test(name) || FOR_PACKAGES.test(name));
}

function chosen(environment: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value !== undefined && wanted(name) ? [[name, value]] : [])));
}

/**
 * Finds a Python that can make virtual environments: the one that is named, else on PATH.
 * Errors: `python_missing` (poison) with what to install.
 */
export async function findPython(named: string | undefined): Promise<Python> {
  const seen: string[] = [];
  for (const program of named === undefined ? ['python3', 'python'] : [named]) {
    const probe = 'import sys; print(sys.executable, sys.version_info[0], sys.version_info[1], sep="\\n")';
    const { code, output } = await run(program, ['-c', probe], { limitMs: PROBE_MS, environment: packageEnvironment() });
    const [executable, major, minor] = output.trim().split('\n');
    if (code !== 0 || !minor) continue;
    const python = { program: executable, version: `${major}.${minor}` };
    if (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]) return canMakeEnvironments(python);
    seen.push(`${program} is Python ${python.version}`);
  }
  const what = named === undefined ? 'no python3 on PATH' : `${named} is no Python`;
  throw missing(
    `converting scikit-learn models takes Python ${OLDEST.join('.')} or later, and ${seen.join(', ') || what}: install it (apt-get install python3 python3-venv), or name one with --python`,
  );
}

/** Debian has the part that puts pip into an environment in a package of its own. */
async function canMakeEnvironments(python: Python): Promise<Python> {
  const { code } = await run(python.program, ['-c', 'import venv, ensurepip'], { limitMs: PROBE_MS, environment: packageEnvironment() });
  if (code === 0) return python;
  throw missing(`${python.program} cannot make virtual environments: install its venv (apt-get install python3-venv), or name another Python with --python`);
}

function missing(message: string): MillraceError {
  return new MillraceError('python_missing', 'poison', message);
}

/** Runs a program in a process group of its own, which ends at the limit and with this process. */
export async function run(program: string, args: readonly string[], { limitMs, onLine, cwd, environment }: RunOptions): Promise<Finished> {
  const child = spawn(program, args, { cwd, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (): void => endGroup(child);
  const interrupted = (): void => {
    end();
    process.exit(130);
  };
  process.once('exit', end);
  process.once('SIGINT', interrupted);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, limitMs);
  try {
    const { code, output } = await finished(child, onLine);
    return { code, output, timedOut };
  } finally {
    clearTimeout(timer);
    process.removeListener('exit', end);
    process.removeListener('SIGINT', interrupted);
  }
}

const KEPT_CHARACTERS = 20_000;

async function finished(child: ChildProcess, onLine: ((line: string) => void) | undefined): Promise<{ code: number | null; output: string }> {
  let output = '';
  const take = (part: Buffer): void => {
    output = (output + part.toString('utf8')).slice(-KEPT_CHARACTERS);
    if (onLine) for (const line of part.toString('utf8').split('\n')) if (line.trim() !== '') onLine(line.trim());
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
