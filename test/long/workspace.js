import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { linesOf, paymentsOf } from '../checker/payments-csv.js';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the payments, the published features and their model; they are too large for the repository. */
export const DATA = process.env['MILLRACE_TEST_DATA'] ?? join(REPOSITORY, '..', 'shared', 'data');
export const PAYMENTS = join(DATA, 'fraud-transactions.csv.gz');
export const GOLDEN = join(DATA, 'fraud-golden-features.csv.gz');
const MODEL = 'fraud-forest.onnx';

/** The compiled application. */
export const CLI = join(REPOSITORY, 'dist', 'cli', 'main.js');
export const BENCHMARKS = join(REPOSITORY, 'docs', 'benchmarks');
export const RUN = 'card-fraud@golden';
export const RUN_NAME = 'golden';

/** Why the replay cannot run here; undefined when it can. */
export function missing() {
  for (const file of [PAYMENTS, GOLDEN, join(DATA, MODEL)])
    if (!existsSync(file)) return `${file} is missing: set MILLRACE_TEST_DATA to the folder that has it`;
  return existsSync(CLI) ? undefined : `${CLI} is missing: npm run build`;
}

/**
 * A folder with everything that a replay needs.
 * @typedef {object} Workspace
 * @property {string} folder where the application is started
 * @property {string} pipeline folder of the document
 * @property {string} map
 * @property {string} file the payments
 * @property {number | undefined} limit the file has the first so many payments only
 * @property {number} records how many records the log must come to
 * @property {import('../checker/kafka-log.js').KafkaPlace} [kafka] the log is there, and not in the database
 * @property {number | undefined} [stateBytes] the bound of the state; without it the default
 */

/**
 * @param {number} [limit]
 * @returns {Workspace}
 */
function makeWorkspace(limit) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-replay-'));
  const pipeline = join(folder, 'pipeline');
  cpSync(fileURLToPath(new URL('pipeline', import.meta.url)), pipeline, { recursive: true });
  copyFileSync(join(DATA, MODEL), join(pipeline, MODEL));
  const file = limit === undefined ? PAYMENTS : join(folder, 'payments.csv.gz');
  if (limit !== undefined) writePrefix(file, limit);
  let records = 0;
  for (const { fraud } of paymentsOf(PAYMENTS, limit)) records += 1 + fraud;
  return { folder, pipeline, map: join(pipeline, 'map.yaml'), file, limit, records };
}

/**
 * Makes a workspace for `use` and removes it afterwards; it stays, and its place is told, when asked to or when `use` cannot go on.
 * @template T
 * @param {{ rows?: number | undefined, keep?: boolean | undefined }} options
 * @param {(workspace: Workspace) => Promise<T>} use
 */
export async function inWorkspace({ rows, keep = false }, use) {
  const workspace = makeWorkspace(rows);
  let finished = false;
  try {
    const result = await use(workspace);
    finished = true;
    return result;
  } finally {
    // A database that is just ending may still write.
    if (finished && !keep) rmSync(workspace.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    else console.log(`kept: ${workspace.folder}`);
  }
}

/**
 * @param {Workspace} workspace
 * @param {string} name
 */
export function newDataDir({ folder }, name) {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { mode: 0o700 });
  return dataDir;
}

/**
 * @param {string} file
 * @param {number} limit
 */
function writePrefix(file, limit) {
  const lines = [];
  for (const line of linesOf(PAYMENTS)) {
    if (lines.length > limit) break;
    lines.push(line);
  }
  writeFileSync(file, gzipSync(lines.join('\n') + '\n'));
}
