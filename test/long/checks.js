import { checkBooks, printBooks } from '../checker/books.js';
import { embeddedServer, withClient, withSnapshot } from '../checker/database.js';
import { coreDigest } from '../checker/export-cores.js';
import { checkGolden, printGolden } from '../checker/golden.js';
import * as sql from '../checker/sql.js';
import { commandOf } from './application.js';
import { GOLDEN, PAYMENTS, RUN } from './workspace.js';

/** @typedef {import('./workspace.js').Workspace} Workspace */

const VERIFY_FOUND_FAULTS = 1;

/**
 * Books, features and digest of a run, seen by the checkers.
 * @param {Workspace} workspace
 * @param {string} dataDir of a running application
 */
export async function checkRun(workspace, dataDir) {
  return withSnapshot(embeddedServer(dataDir), async (client) => {
    const books = await checkBooks(client, RUN, workspace.kafka);
    printBooks(books);
    const golden = await checkGolden(client, RUN, { payments: PAYMENTS, golden: GOLDEN, limit: workspace.limit });
    printGolden(golden);
    const cores = await coreDigest(client, RUN);
    console.log(`  cores of ${cores.count} predictions: SHA-256 ${cores.sha256}`);
    const faults = [...books.flatMap((report) => report.faults), ...golden.faults];
    for (const { records, position, books: counted, refused } of books) {
      if (records !== workspace.records) faults.push(`the log has ${records} records, the file comes to ${workspace.records}`);
      if (position !== records) faults.push(`the lane stands at ${position} of ${records}`);
      if (counted['predicted'] !== golden.payments) faults.push(`${counted['predicted']} records are predicted, ${golden.payments} payments compared`);
      if (Object.keys(refused).length > 0) faults.push(`lines were refused: ${JSON.stringify(refused)}`);
    }
    return { books, golden, cores, faults };
  });
}

/**
 * `millrace verify` finds nothing; with one bit of one stored vector turned it finds that record; with the bit turned back, nothing again.
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @returns {Promise<string[]>} faults
 */
export async function checkVerify(workspace, dataDir) {
  const faults = await expectVerify(workspace, dataDir, 0);
  const server = embeddedServer(dataDir);
  const { id, day, vector } = await withClient(server, async (client) => {
    const { rows: lanes } = await client.query(sql.LANES, [RUN]);
    return (await client.query(sql.ONE_PREDICTION, [lanes[0].id, Math.floor(workspace.records / 2)])).rows[0];
  });
  const turned = Buffer.from(vector, 'hex');
  turned[5] ^= 1;
  const store = (/** @type {string} */ hex) => withClient(server, (client) => client.query(sql.SET_VECTOR, [id, day, hex]));
  await store(turned.toString('hex'));
  try {
    faults.push(...(await expectVerify(workspace, dataDir, VERIFY_FOUND_FAULTS, id)));
  } finally {
    await store(vector);
  }
  faults.push(...(await expectVerify(workspace, dataDir, 0)));
  return faults;
}

/**
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @param {number} wanted exit code
 * @param {string} [name] what the output must name
 */
async function expectVerify(workspace, dataDir, wanted, name) {
  const { code, output } = await commandOf(workspace, dataDir, ['verify']);
  console.log(`millrace verify: exit code ${code}\n${output.trimEnd().replaceAll(/^/gm, '  ')}`);
  const faults = [];
  if (code !== wanted) faults.push(`millrace verify ended with code ${code}, not ${wanted}: ${output.slice(0, 500)}`);
  if (name !== undefined && !output.includes(name)) faults.push(`millrace verify does not name the changed record ${name}: ${output.slice(0, 500)}`);
  return faults;
}
