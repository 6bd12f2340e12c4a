import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneInto, headOf, install, programFolder } from './clone.js';
import { pressCtrlC, startClone, tryCurl, untilPredicted } from './clone-life.js';
import { writeMatrix } from './clone-report.js';

/** Seconds until the first prediction that a first start may take. */
const FIRST_START_LIMIT_S = 60;
const NOBODY = 65_534;

/**
 * One cell of the matrix: who starts it, and on which Node.js.
 * @typedef {object} Cell
 * @property {string} user
 * @property {string} node version wanted: the machine's own, or that of the npm package `node`
 * @property {number} [uid] another user than that of this process; its group has the same number
 * @property {string} folder of everything that this cell makes
 * @property {string} [programs] folder that comes first on PATH
 */
/**
 * @typedef {object} Row
 * @property {Cell} cell
 * @property {string} version of the Node.js that ran it
 * @property {number} installSeconds `npm ci`, with the build
 * @property {number} firstSeconds from `npm start` to the first prediction
 * @property {number} stopSeconds from Ctrl-C to the end of npm
 * @property {number} againSeconds from the second `npm start` to its first prediction
 * @property {{ first: number, again: number }} records in the books, before and after
 * @property {string[]} faults
 */

/**
 * A clone of HEAD, installed and started with the two commands of the README, twice, for each user and Node.js.
 * @param {{ keep?: boolean | undefined, write?: boolean, only?: string | undefined }} options write: put the figures into docs/benchmarks; only: cells whose name has this in it
 * @returns {Promise<string[]>} faults
 */
export async function freshClone({ keep = false, write = false, only = '' }) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-clone-'));
  chmodSync(folder, 0o755);
  const head = headOf();
  console.log(`commit ${head}, in ${folder}`);
  /** @type {Row[]} */
  const rows = [];
  try {
    for (const cell of cells(folder)) if (nameOf(cell).includes(only)) rows.push(await tellRow(await runCell(cell, keep)));
    if (write) writeMatrix(head, rows);
    return rows.length === 0 ? [`no cell has "${only}" in its name`] : rows.flatMap(({ cell, faults }) => faults.map((fault) => `${nameOf(cell)}: ${fault}`));
  } finally {
    if (keep) console.log(`kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/**
 * @param {string} folder
 * @returns {Cell[]}
 */
function cells(folder) {
  const root = process.getuid?.() === 0;
  const users = root ? [{ user: 'root' }, { user: `uid ${NOBODY}`, uid: NOBODY }] : [{ user: `uid ${process.getuid?.()}` }];
  const machine = process.versions.node.split('.')[0];
  return [machine, ...(machine === '24' ? [] : ['24'])].flatMap((node, i) =>
    users.map((user, k) => ({ ...user, node, folder: join(folder, `${i}${k}`), programs: i === 0 ? undefined : join(folder, `node-${node}`) })),
  );
}

/** @param {Cell} cell */
function nameOf(cell) {
  return `${cell.user}, Node ${cell.node}`;
}

/** @param {Row} row */
async function tellRow(row) {
  const seconds = (/** @type {number} */ value) => `${value.toFixed(1)} s`;
  console.log(
    `${nameOf(row.cell)} (${row.version}): npm ci ${seconds(row.installSeconds)}, first prediction ${seconds(row.firstSeconds)}, Ctrl-C ${seconds(row.stopSeconds)}, ` +
      `again ${seconds(row.againSeconds)}, records ${row.records.first} -> ${row.records.again}, ${row.faults.length === 0 ? 'ok' : row.faults.join('; ')}`,
  );
  return row;
}

/**
 * @param {Cell} cell
 * @param {boolean} keep
 * @returns {Promise<Row>}
 */
async function runCell(cell, keep) {
  /** @type {Row} */
  const row = { cell, version: '', installSeconds: NaN, firstSeconds: NaN, stopSeconds: NaN, againSeconds: NaN, records: { first: 0, again: 0 }, faults: [] };
  mkdirSync(cell.folder);
  try {
    if (cell.programs) cell.programs = programFolder(cell.programs, cell.node);
    const clone = cloneInto(cell);
    Object.assign(row, install(clone));
    await liveTwice(clone, row);
  } catch (error) {
    row.faults.push(error instanceof Error ? error.message : String(error));
  } finally {
    if (!keep) rmSync(cell.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  return row;
}

/**
 * @param {import('./clone.js').Clone} clone
 * @param {Row} row
 */
async function liveTwice(clone, row) {
  const first = await lifeOf(clone, row.faults);
  row.firstSeconds = first.seconds;
  row.stopSeconds = first.stopSeconds;
  row.records.first = first.records;
  if (first.seconds > FIRST_START_LIMIT_S) row.faults.push(`the first prediction took more than ${FIRST_START_LIMIT_S} s`);
  const again = await lifeOf(clone, row.faults);
  row.againSeconds = again.seconds;
  row.records.again = again.records;
  if (again.records < first.records) row.faults.push(`the second start has ${again.records} records, the first had ${first.records}`);
}

/**
 * One `npm start`: first prediction, the printed request, Ctrl-C.
 * @param {import('./clone.js').Clone} clone
 * @param {string[]} faults
 */
async function lifeOf(clone, faults) {
  const life = await startClone(clone);
  try {
    const seconds = await untilPredicted(life);
    faults.push(...tryCurl(life));
    const { records, faults: found, seconds: stopSeconds } = await pressCtrlC(life);
    faults.push(...found);
    return { seconds, records, stopSeconds };
  } finally {
    life.kill();
  }
}
