import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import kafkajs from 'kafkajs';
import { startBroker } from '../../test/kafka/broker.js';
import { fetchJars } from '../../test/kafka/install.js';
import { cacheFolder } from '../cache.js';
import { finished } from '../processes.js';
import { median } from '../statistics.js';

/** @typedef {{ count: number, warm: number, recordBytes: number }} Load */
/** @typedef {{ perSecond: number, cpuUs?: number }} Rate */
/** @typedef {{ produce: Rate, consume: Rate }} Round */

const TOOLS = '4.3.1';
const GOALS = { produce: 0.5, consume: 1 };
const ROUND_SECONDS = 300;
const OURS = fileURLToPath(new URL('processes/millrace.js', import.meta.url));
const SIDES = /** @type {const} */ (['java', 'millrace']);

/** @type {import('../run.js').Bench} */
export const bench = {
  summary: "producing to and consuming from Apache Kafka beside Java's own tools",
  usage: `    --records 500000   of a round, and as many before it that are not counted
    --rounds 3         of each side, taking turns, of which the median counts`,
  options: { records: { type: 'string' }, rounds: { type: 'string' } },
  async run(values) {
    const [count, rounds] = [values['records'] ?? 500_000, values['rounds'] ?? 3].map(Number);
    if (![count, rounds].every((value) => Number.isInteger(value) && value > 0)) throw new Error('--records and --rounds take whole numbers');
    const load = { count, warm: count, recordBytes: 240 };
    const libs = tools();
    const broker = await startBroker();
    try {
      return outcome(await measure(broker.plain, libs, load, rounds), load, rounds);
    } finally {
      await broker.remove();
    }
  },
};

/** The jars of Java's tools, fetched once. */
function tools() {
  const folder = cacheFolder(`kafka-tools-${TOOLS}`);
  const libs = join(folder, 'libs');
  if (!existsSync(libs)) fetchJars(folder, 'org.apache.kafka:kafka-tools', TOOLS, libs);
  return libs;
}

/** @param {string} brokers @param {string} libs @param {Load} load @param {number} rounds */
async function measure(brokers, libs, load, rounds) {
  const admin = new kafkajs.Kafka({ brokers: [brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const results = /** @type {Record<'java' | 'millrace', Round[]>} */ ({ java: [], millrace: [] });
  for (let round = 0; round < rounds; round++)
    for (const side of round % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const topic = `${side}-${round}`;
      await admin.createTopics({
        topics: [{ topic, numPartitions: 1, configEntries: [{ name: 'max.message.bytes', value: '2097152' }] }],
        waitForLeaders: true,
      });
      results[side].push(await (side === 'java' ? java(libs, brokers, topic, load) : millrace(brokers, topic, load)));
      await admin.deleteTopics({ topics: [topic] });
    }
  await admin.disconnect();
  return results;
}

/** @param {string} brokers @param {string} topic @param {Load} load @returns {Promise<Round>} */
async function millrace(brokers, topic, { count, warm, recordBytes }) {
  const side = async (/** @type {string} */ what) => {
    const { output } = await finished([process.execPath, OURS, what, brokers, topic, ...[count, warm, recordBytes].map(String)], {
      timeoutSeconds: ROUND_SECONDS,
    });
    return JSON.parse(output);
  };
  return { produce: await side('produce'), consume: await side('consume') };
}

/** @param {string} libs @param {string} brokers @param {string} topic @param {Load} load @returns {Promise<Round>} */
async function java(libs, brokers, topic, { count, warm, recordBytes }) {
  const tool = (/** @type {string} */ name, /** @type {string[]} */ args) =>
    finished(['java', '-Xms512m', '-Xmx512m', '-cp', join(libs, '*'), `org.apache.kafka.tools.${name}`, ...args], { timeoutSeconds: ROUND_SECONDS });
  const all = String(count + warm);
  const size = ['--num-records', all, '--record-size', String(recordBytes), '--throughput', '-1', '--warmup-records', String(warm)];
  const produced = await tool('ProducerPerformance', ['--topic', topic, ...size, '--bootstrap-server', brokers, '--command-property', 'acks=all']);
  const summary = produced.output.trim().split('\n').at(-1) ?? '';
  const consumed = await tool('ConsumerPerformance', ['--bootstrap-server', brokers, '--topic', topic, '--num-records', all, '--timeout', '60000']);
  const fetchRate = Number(consumed.output.trim().split('\n').at(-1)?.split(',').at(-1));
  const produceRate = Number(/([\d.]+) records\/sec/.exec(summary)?.[1]);
  if (!(produceRate > 0) || !(fetchRate > 0)) throw new Error(`the Java tools said:\n${summary}\n${consumed.output}`);
  return { produce: { perSecond: produceRate }, consume: { perSecond: fetchRate } };
}

/** @param {Record<'java' | 'millrace', Round[]>} measured @param {Load} load @param {number} rounds @returns {import('../run.js').Outcome} */
function outcome(measured, load, rounds) {
  const rates = (/** @type {'java' | 'millrace'} */ side, /** @type {'produce' | 'consume'} */ what) => measured[side].map((round) => round[what].perSecond);
  // Neighbours in time are compared with each other: a machine that slows down slows both.
  const ratio = (/** @type {'produce' | 'consume'} */ what) => median(rates('millrace', what).map((rate, n) => rate / rates('java', what)[n]));
  const row = (/** @type {'produce' | 'consume'} */ what) => {
    const cpu = median(measured.millrace.map((round) => round[what].cpuUs ?? NaN));
    const [theirs, ours] = SIDES.map((side) => Math.round(median(rates(side, what))));
    return `| ${what} | ${theirs} | ${ours} | ${cpu.toFixed(1)} | **${ratio(what).toFixed(2)}** | ${GOALS[what]} |`;
  };
  const lines = [
    `${rounds} rounds of ${load.count} records of ${load.recordBytes} bytes after ${load.warm} that warm up, one partition, acks of all replicas, idempotent, no compression; both sides take turns`,
    `on one broker. Java: ProducerPerformance and ConsumerPerformance of kafka-tools ${TOOLS}; the consumer cannot leave its warm-up out. Millrace: the log's own`,
    'sending and reading, one request under way, with the headers of its records (type, digest, time), which make a record larger than the tool sends.',
    '',
    '| | Java, records/s | Millrace, records/s | CPU µs a record | ratio | goal |',
    '|---|---|---|---|---|---|',
    row('produce'),
    row('consume'),
  ];
  return {
    title: 'The log in Kafka beside the Java tools',
    figures: { ...load, rounds, goals: GOALS, ratios: { produce: ratio('produce'), consume: ratio('consume') }, measured },
    lines,
    faults: [],
  };
}
