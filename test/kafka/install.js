import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificates } from './certificates.js';
import { CLUSTER_ID, USERS, properties } from './properties.js';

/** The broker that the tests start; the tools of the bench come with a version of their own. */
export const KAFKA_VERSION = '4.4.0';
const LOCK_OLD_MS = 300_000;
const POLL_MS = 100;

/**
 * What a broker is started from, in the user's cache.
 * @typedef {object} Installation
 * @property {string} folder
 * @property {string} libs folder of its jars
 * @property {string} template its formatted, empty log folder
 * @property {string} certificates
 */

/** Fetches and prepares Apache Kafka where it is not there yet; one process at a time. @returns {Promise<Installation>} */
export async function installKafka() {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'millrace', `kafka-${KAFKA_VERSION}`);
  const paths = { folder, libs: join(folder, 'libs'), template: join(folder, 'template'), certificates: join(folder, 'certificates') };
  const ready = join(folder, 'ready-1');
  if (existsSync(ready)) return paths;
  await locked(`${folder}.lock`, async () => {
    if (existsSync(ready)) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    fetchJars(folder, 'org.apache.kafka:kafka_2.13', KAFKA_VERSION, paths.libs);
    makeCertificates(paths.certificates);
    format(paths);
    writeFileSync(ready, '');
  });
  return paths;
}

/**
 * Takes an artifact and everything it needs from Maven Central.
 * @param {string} folder for the project file
 * @param {string} artifact group:name
 * @param {string} version
 * @param {string} libs where the jars go
 */
export function fetchJars(folder, artifact, version, libs) {
  const [group, name] = artifact.split(':');
  const pom = join(folder, `${name}.pom.xml`);
  writeFileSync(
    pom,
    `<project><modelVersion>4.0.0</modelVersion><groupId>millrace</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency></dependencies></project>\n`,
  );
  const draft = `${libs}.draft`;
  run('mvn', ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`]);
  renameSync(draft, libs);
}

/** Formats a log folder once, with the users: a broker gets a copy of it. @param {Omit<Installation, 'folder'> & { folder: string }} paths */
function format({ folder, libs, template, certificates }) {
  const file = join(folder, 'format.properties');
  writeFileSync(file, properties({ folder: template, certificates, ports: { plain: 1, sasl: 2, tls: 3, controller: 4 } }));
  const users = Object.entries(USERS).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => ['--add-scram', `${mechanism}=[name=${name},password=${password}]`]),
  );
  const java = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(libs, '*'), 'kafka.tools.StorageTool'];
  run('java', [...java, 'format', '-t', CLUSTER_ID, '-c', file, ...users]);
}

/** A log folder for one broker. @param {Installation} installation @param {string} folder */
export function copyTemplate({ template }, folder) {
  cpSync(template, folder, { recursive: true });
}

/** @param {string} program @param {string[]} args */
function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.slice(-4).join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
}

/** One process at a time; a lock that its owner left behind is taken over. @param {string} lock @param {() => Promise<void>} work */
export async function locked(lock, work) {
  mkdirSync(join(lock, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > LOCK_OLD_MS) rmSync(lock, { recursive: true, force: true });
      else await sleep(POLL_MS);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
