// Python packages for tests and scripts, in a virtual environment of the user's cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What speaks gRPC and was written by others: compiler, client, reflection, health, statuses. */
export const GRPC_PACKAGES = ['grpcio', 'grpcio-tools', 'grpcio-reflection', 'grpcio-health-checking', 'grpcio-status'].map((name) => `${name}==1.85.1`);

/** What the tests of the Python client need beside it: its own dependencies, its extra, types, tests and notebooks. */
export const CLIENT_PACKAGES = [
  ...['httpx==0.28.1', 'pandas==3.1.1', 'pyarrow==26.0.1', 'mypy==2.4.1', 'pandas-stubs==3.1.0.261029', 'pytest==9.2.0'],
  ...['nbclient==0.11.0', 'ipykernel==7.4.0', 'scikit-learn==1.9.1'],
];

/** What sends an API everything that its OpenAPI document allows, and some that it does not. */
export const CONTRACT_PACKAGES = ['schemathesis==4.32.5'];

/** MLServer and what its model of the tests runs on. */
export const MLSERVER_PACKAGES = ['mlserver==1.7.1', 'onnxruntime==1.32.0'];

/** Clients of scoring servers: Triton's with both transports, and KServe's. */
export const SCORING_CLIENT_PACKAGES = ['tritonclient[http,grpc]==2.73.0', 'kserve==0.21.0', 'protobuf<7'];

/** TensorFlow for processors. The stubs of TensorFlow Serving ask for the large package that is also for graphics cards: they come alone. */
export const TENSORFLOW_PACKAGES = ['tensorflow-cpu==2.21.0'];
export const TENSORFLOW_SERVING_STUBS = ['tensorflow-serving-api==2.21.0'];

/**
 * The Python of an environment with exactly these packages; made at the first call, named by their versions.
 *
 * @param {string} name
 * @param {string[]} packages as pip takes them, with versions
 * @param {string[]} [alone] more of them, installed without what they ask for
 * @returns {string} path of the program
 */
export function pythonWith(name, packages, alone = []) {
  const base = process.env.MILLRACE_TEST_PYTHON ?? 'python3';
  const version = run(base, ['-c', "import sys; print('%d.%d' % sys.version_info[:2])"]);
  const versions = [...new Set([...packages, ...alone].flatMap((one) => one.split('==')[1] ?? []))].join('-');
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'millrace', 'python', `${name}-${versions}-python-${version}`);
  const python = join(folder, 'bin/python');
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run(base, ['-m', 'venv', folder]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
    run(python, [...install, ...packages]);
    if (alone.length > 0) run(python, [...install, '--no-deps', ...alone]);
    writeFileSync(ready, `${[...packages, ...alone].join('\n')}\n`);
  }
  return python;
}

/** @param {string} program @param {string[]} args @returns {string} what it printed */
function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
  return stdout.trim();
}
