import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkBooks, printBooks } from '../checker/books.js';
import { embeddedServer, withSnapshot } from '../checker/database.js';
import { commandOf, startApplication, stopApplication, untilReady } from './application.js';
import { PaymentLoad, ask } from './cut-over-load.js';

/** @typedef {import('./application.js').Application} Application */

const HISTORY_DAYS = 25;
const LONGEST_MS = 1000;
const LIVE_MS = 300_000;
const POLL_MS = 50;
const SCHEMAS = ['schemas/payment.json', 'schemas/chargeback.json'];
const EXAMPLE = fileURLToPath(new URL('../../pipelines/card-fraud', import.meta.url));

/**
 * Deploys a document with changed features again and again while requests come, and says how long one waited at most; then the same under
 * `kill -9` in the middle of backfill and cut-over.
 * @param {{ times?: number, kills?: number, rows?: number | undefined, keep?: boolean | undefined }} options `rows`: payments of history
 * @returns {Promise<string[]>} faults
 */
export async function cutOver({ times = 20, kills = 5, rows = 60_000, keep = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-cut-over-'));
  const dataDir = join(folder, 'data');
  cpSync(EXAMPLE, join(folder, 'pipeline'), { recursive: true });
  const workspace = { folder, pipeline: join(folder, 'pipeline'), map: '', file: '', limit: undefined, records: 0 };
  mkdirSync(dataDir, { mode: 0o700 });
  const start = async () => {
    const started = await startApplication(workspace, dataDir);
    await untilReady(started);
    return started;
  };
  let application = await start();
  const load = new PaymentLoad(() => application);
  const [stopping, faults] = [new AbortController(), /** @type {string[]} */ ([])];
  try {
    await load.history(rows, HISTORY_DAYS * 86_400_000);
    const running = load.run(stopping.signal);
    for (let n = 1; n <= times; n++) faults.push(...(await measured(application, workspace.pipeline, load, n)));
    for (let n = 1; n <= kills; n++) {
      // Killed while the deployment is still being answered: in the middle of backfill or cut-over, or a moment after.
      const deploying = deploy(application, workspace.pipeline, times + n).catch(() => undefined);
      await sleep(100 + Math.random() * 1500);
      process.kill(application.pid, 'SIGKILL');
      await application.ended;
      await deploying;
      application = await start();
      const hash = await deploy(application, workspace.pipeline, times + n);
      console.log(`kill ${n}: live ${Math.round(await untilLive(application, hash))} ms after the restart`);
    }
    stopping.abort();
    await running;
    faults.push(...load.faults, ...(await checked(application, load)));
    const verify = await commandOf(workspace, dataDir, ['verify']);
    if (verify.code !== 0) faults.push(`millrace verify: ${verify.output.slice(0, 500)}`);
    return faults;
  } finally {
    stopping.abort();
    await stopApplication(application);
    if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    else console.log(`kept: ${folder}`);
  }
}

/** @param {Application} application @param {string} pipeline @param {PaymentLoad} load @param {number} n */
async function measured(application, pipeline, load, n) {
  load.longestMs = 0;
  const start = performance.now();
  await untilLive(application, await deploy(application, pipeline, n));
  const liveMs = performance.now() - start;
  await sleep(500);
  console.log(`cut-over ${n}: live after ${Math.round(liveMs)} ms, the longest wait for a prediction ${load.longestMs.toFixed(1)} ms`);
  return load.longestMs > LONGEST_MS ? [`cut-over ${n}: a request waited ${load.longestMs.toFixed(0)} ms`] : [];
}

/**
 * Another window each time: no state serves twice. The document is saved where a restart finds it.
 * @param {Application} application
 * @param {string} pipeline
 * @param {number} n
 */
async function deploy(application, pipeline, n) {
  const text = readFileSync(join(EXAMPLE, 'pipeline.yaml'), 'utf8').replace('over: [1d, 7d, 30d]', `over: [1d, 7d, ${7 * 24 + n}h]`);
  writeFileSync(join(pipeline, 'pipeline.yaml'), text);
  const files = Object.fromEntries(SCHEMAS.map((name) => [name, readFileSync(join(EXAMPLE, name), 'utf8')]));
  const { status, json, text: answer } = await ask(application, 'PUT', '/v1/pipelines/card-fraud', JSON.stringify({ document: text, files, model_version: 1 }));
  if (status !== 200 && status !== 202) throw new Error(`deploy: ${status} ${answer}`);
  return /** @type {string} */ (json['hash']);
}

/** @param {Application} application @param {string} hash @returns {Promise<number>} milliseconds */
async function untilLive(application, hash) {
  const start = performance.now();
  for (; performance.now() - start < LIVE_MS; await sleep(POLL_MS)) {
    const { json } = await ask(application, 'GET', '/v1/pipelines/card-fraud');
    if (json['hash'] === hash) return performance.now() - start;
    if (json['change']?.error) console.log(`  the follower says ${json['change'].error.message}`);
  }
  throw new Error(`the version ${hash} did not go live`);
}

/** @param {Application} application @param {PaymentLoad} load */
async function checked(application, load) {
  const faults = [];
  for (let tries = 0; tries < 600; tries++, await sleep(POLL_MS)) {
    const { json } = await ask(application, 'GET', '/v1/pipelines/card-fraud');
    if (json['position'] === json['log_end']) break;
  }
  const reports = await withSnapshot(embeddedServer(application.dataDir), (client) => checkBooks(client, 'card-fraud'));
  printBooks(reports);
  for (const { books, faults: found } of reports) {
    faults.push(...found);
    if (books['predicted'] !== load.sent) faults.push(`${load.sent} payments were sent, ${books['predicted']} are predicted`);
  }
  return faults;
}
