import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cache.js';
import { finished } from '../processes.js';

/**
 * One that does the work.
 * @typedef {object} Peer
 * @property {string} title
 * @property {() => Promise<readonly string[]>} command made ready; the arguments of a pass come after it, and {scratch} is a folder for its own files
 */

const BUILD_SECONDS = 900;

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const script = (/** @type {string} */ name) => [process.execPath, here(`processes/${name}.js`)];

/** @type {Record<string, Peer>} */
export const PEERS = {
  millrace: { title: 'Millrace', command: async () => script('millrace') },
  node: { title: 'plain Node', command: async () => script('node') },
  rust: { title: 'Rust', command: buildRust },
  flink: { title: 'Apache Flink', command: buildFlink },
};

async function buildRust() {
  const target = cacheFolder('rust');
  console.error('building the Rust peer');
  await made('cargo, of Rust', ['cargo', 'build', '--release', '--locked', '--quiet', '--manifest-path', here('rust/Cargo.toml'), '--target-dir', target]);
  const { output } = await finished(['cargo', '--version'], { timeoutSeconds: BUILD_SECONDS });
  return ['env', `TOOL=${output.trim()}`, join(target, 'release', 'stream-bench')];
}

async function buildFlink() {
  const target = cacheFolder(`flink-${digestOf(here('flink'))}`);
  if (!existsSync(join(target, 'stream-bench-1.jar'))) {
    console.error('building the Flink peer');
    await made('mvn, of Maven, with a JDK 17', ['mvn', '-B', '-q', '-f', here('flink/pom.xml'), 'package', `-Dbuild=${target}`]);
  }
  // The packages that Flink's own start script opens; the heap is what a task manager of a small machine would have, and to spare.
  const opened = ['util', 'lang'].map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`);
  const classes = [join(target, 'classes'), join(target, 'lib', '*')].join(':');
  return ['java', '-Xmx2g', '-Djava.io.tmpdir={scratch}', ...opened, '-cp', classes, 'millrace.bench.StreamJob'];
}

/**
 * @param {string} tool
 * @param {readonly string[]} command
 */
async function made(tool, command) {
  try {
    await finished(command, { timeoutSeconds: BUILD_SECONDS });
  } catch (error) {
    throw new Error(`a peer cannot be built; it needs ${tool}. Without it: --peers millrace,node`, { cause: error });
  }
}

/** Of all files below a folder. @param {string} folder */
function digestOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
    if (statSync(join(folder, name)).isFile()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}
