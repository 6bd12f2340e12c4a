// npm run bench -- NAME [options]: measures Millrace beside its peers, in one run.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from './machine.js';

/**
 * What a run of a bench came to.
 * @typedef {object} Outcome
 * @property {string} title of its page
 * @property {string} [page] its name, where the bench has several; the bench's otherwise
 * @property {object} figures everything that was measured; must go through JSON
 * @property {string[]} lines Markdown: what was measured and how, with the tables
 * @property {string[]} faults why the figures do not count: answers that differ, a peer that failed
 */
/**
 * A bench stands in `bench/NAME/bench.js`; what it starts as processes of their own, in `bench/NAME/processes`.
 * @typedef {object} Bench
 * @property {string} summary one line
 * @property {string} usage its options, indented lines
 * @property {import('node:util').ParseArgsConfig['options']} options beside --json and --write
 * @property {(values: Record<string, any>) => Promise<Outcome>} run bounded in time; loopback only; leaves nothing behind
 */

/** The benches by name: a new one is a row here. @type {Record<string, () => Promise<{ bench: Bench }>>} */
const BENCHES = {
  grpc: () => import('./grpc/bench.js'),
  kafka: () => import('./kafka/bench.js'),
  sse: () => import('./sse/bench.js'),
  stream: () => import('./stream/bench.js'),
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));

async function usage() {
  const lines = ['npm run bench -- NAME [options]'];
  for (const [name, load] of Object.entries(BENCHES)) {
    const { bench } = await load();
    lines.push(`  ${name.padEnd(8)}  ${bench.summary}`, bench.usage);
  }
  return [...lines, '  --json    print one JSON document (npm run --silent keeps npm quiet)', '  --write   put the page into docs/benchmarks too'].join('\n');
}

async function main() {
  const name = process.argv[2] ?? '';
  if (!Object.hasOwn(BENCHES, name)) throw new Error(await usage());
  const { bench } = await BENCHES[name]();
  const common = { json: { type: /** @type {const} */ ('boolean') }, write: { type: /** @type {const} */ ('boolean') } };
  const { values } = parseArgs({ args: process.argv.slice(3), options: { ...bench.options, ...common } });
  build();
  const before = machine();
  const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`;
  const outcome = await bench.run(values);
  const report = {
    bench: name,
    date: new Date().toISOString(),
    command,
    machine: before,
    loadAfter: machine().load,
    ...outcome.figures,
    faults: outcome.faults,
  };
  const page = pageOf(outcome, report);
  if (values['json']) console.log(JSON.stringify(report, null, 2));
  else console.log(page);
  if (values['write']) writeFileSync(join(ROOT, 'docs', 'benchmarks', `${outcome.page ?? name}.md`), page);
  for (const fault of outcome.faults) console.error(`FAULT: ${fault}`);
  process.exitCode = outcome.faults.length === 0 ? 0 : 1;
}

/** What is measured is what stands in src. Its talk goes to stderr: stdout belongs to the report. */
function build() {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build-if-stale.mjs')], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('the build failed');
}

/**
 * @param {Outcome} outcome
 * @param {{ date: string, command: string, machine: ReturnType<typeof machine>, loadAfter: number[] }} report
 */
function pageOf({ title, lines, faults }, { date, command, machine: at, loadAfter }) {
  const where = `${at.processors} processors (${at.model}), ${at.memoryGiB} GiB, ${at.system}, Node ${at.node}, commit ${at.commit}`;
  const load = `load average ${at.load[0].toFixed(1)} before and ${loadAfter[0].toFixed(1)} after`;
  const failed = faults.length === 0 ? [] : ['', '**These figures do not count:**', '', ...faults.map((fault) => `- ${fault}`)];
  return [`# ${title}`, '', `${date.slice(0, 10)}: \`${command}\`; ${where}; ${load}.`, ...failed, '', ...lines, ''].join('\n');
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(2));

main().catch((error) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 2;
});
