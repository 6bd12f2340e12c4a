import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { copyTemplate, installKafka } from './install.js';
import { properties } from './properties.js';

/** @typedef {import('./properties.js').Ports} Ports */
/**
 * A broker that was started here.
 * @typedef {object} Broker
 * @property {string} plain address of the listener where everything is allowed
 * @property {string} sasl SASL over TLS
 * @property {string} tls with client certificates
 * @property {string} certificates folder of ca.crt, millrace.crt, millrace.key, stranger.crt
 * @property {number} pid
 * @property {(signal: NodeJS.Signals) => Promise<void>} stop ends the process; its data stays
 * @property {() => Promise<void>} start the same broker again, on the same ports and data
 * @property {() => Promise<void>} remove stops it and removes its data
 */

const READY_MS = 120_000;
const POLL_MS = 100;
const HEAP = '192m';

/**
 * Starts Apache Kafka on free ports with an empty log, and waits until it answers a request for metadata.
 * @param {Readonly<Record<string, string>>} [overrides] of its properties
 * @returns {Promise<Broker>}
 */
export async function startBroker(overrides = {}) {
  const installation = await installKafka();
  const folder = mkdtempSync(join(tmpdir(), 'millrace-kafka-'));
  const [plain, sasl, tls, controller] = await freePorts(4);
  const ports = { plain, sasl, tls, controller };
  copyTemplate(installation, join(folder, 'log'));
  writeFileSync(join(folder, 'server.properties'), properties({ folder: join(folder, 'log'), certificates: installation.certificates, ports, overrides }));
  const run = { child: spawnBroker(installation, folder) };
  const stop = async (/** @type {NodeJS.Signals} */ signal) => end(run.child, signal);
  const broker = {
    ...{ plain: `127.0.0.1:${plain}`, sasl: `127.0.0.1:${sasl}`, tls: `127.0.0.1:${tls}`, certificates: installation.certificates, stop },
    get pid() {
      return run.child.pid ?? -1;
    },
    start: async () => {
      run.child = spawnBroker(installation, folder);
      await untilReady(broker.plain, run.child, folder);
    },
    remove: async () => {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  try {
    await untilReady(broker.plain, run.child, folder);
  } catch (error) {
    await broker.remove();
    throw error;
  }
  return broker;
}

/** @param {import('./install.js').Installation} installation @param {string} folder */
function spawnBroker({ libs }, folder) {
  // Quiet as it is, what it does say is said when it fails.
  const out = openSync(join(folder, 'output.log'), 'a');
  const jvm = [`-Xms${HEAP}`, `-Xmx${HEAP}`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const child = spawn('java', [...jvm, '-cp', join(libs, '*'), 'kafka.Kafka', join(folder, 'server.properties')], { stdio: ['ignore', out, out] });
  closeSync(out);
  child.once('error', () => undefined);
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/** What runs goes when this process does. */
const living = /** @type {Set<import('node:child_process').ChildProcess>} */ (new Set());
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => void child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

/** @param {string} address @param {import('node:child_process').ChildProcess} child @param {string} folder */
async function untilReady(address, child, folder) {
  const kafka = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 0 }, connectionTimeout: 1000 });
  for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(POLL_MS)) {
    if (child.exitCode !== null) break;
    const admin = kafka.admin();
    try {
      await admin.connect();
      if ((await admin.describeCluster()).brokers.length > 0) return;
    } catch {
      // Not yet.
    } finally {
      await admin.disconnect();
    }
  }
  throw new Error(`the broker did not start:\n${readFileSync(join(folder, 'output.log'), 'utf8').slice(-4000)}`);
}

/** @param {number} count @returns {Promise<number[]>} ports that nothing listens on */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer().once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => void server.close(resolve))));
  return ports;
}
