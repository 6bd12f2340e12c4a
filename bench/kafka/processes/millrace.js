// Our side of the bench: produce COUNT records into TOPIC, or consume them; the first WARM of them are not counted. Prints one JSON line.
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { built } from '../../built.js';

const { loadSettings } = await built('platform/config/index.js');
const { TopicAppender } = await built('ingestion/adapters/kafka/kafka-appender.js');
const { createKafkaClient } = await built('ingestion/adapters/kafka/kafka-client.js');
const { messageOf } = await built('ingestion/adapters/kafka/kafka-records.js');
const { LogPartition } = await built('ingestion/adapters/kafka/log-partition.js');

const [what, brokers, topic, ...numbers] = process.argv.slice(2);
const [count, warm, recordBytes] = numbers.map(Number);
/** What one commit reads. */
const COMMIT_RECORDS = 4096;
/** What a full queue gives one request: a megabyte with what a record takes besides its body. */
const batchRecords = Math.floor((1024 * 1024) / (recordBytes + 512));

// Standard output belongs to the answer.
Logger.overrideLogger(false);
const client = createKafkaClient(loadSettings(undefined, { MILLRACE_KAFKA_BROKERS: brokers }).kafka, undefined);

async function produce() {
  const appender = new TopicAppender(client, topic);
  const body = 'x'.repeat(recordBytes);
  const event = { type: 'payment', digest: Buffer.alloc(16, 1), body, event: {} };
  let [from, cpu] = [performance.now(), process.cpuUsage()];
  for (let sent = -warm; sent < count;) {
    if (sent === 0) [from, cpu] = [performance.now(), process.cpuUsage()];
    const records = Math.min(batchRecords, sent < 0 ? -sent : count - sent);
    const atUs = Date.now() * 1000;
    await appender.append(Array.from({ length: records }, () => messageOf(event, Buffer.from(body), 0, atUs, undefined)));
    sent += records;
  }
  tell(from, cpu, count);
  await appender.close();
}

async function consume() {
  // Nothing is known of the topic, and nothing is noted.
  const books = { markOf: async () => undefined, mark: async () => undefined };
  const partition = new LogPartition('bench', { name: topic, partitions: 1, maxBytes: 0 }, books, client);
  let [from, cpu] = [performance.now(), process.cpuUsage()];
  let [read, counted, bytes] = [0, 0, 0];
  while (read < warm + count) {
    if (read >= warm && counted === 0) [from, cpu, counted] = [performance.now(), process.cpuUsage(), read];
    for (const { body } of await partition.read(read, COMMIT_RECORDS)) {
      bytes += body.length;
      read++;
    }
  }
  if (bytes < read * recordBytes) throw new Error(`${read} records came to ${bytes} bytes`);
  tell(from, cpu, read - counted);
  await partition.close();
}

/** @param {number} from @param {NodeJS.CpuUsage} cpu @param {number} records */
function tell(from, cpu, records) {
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ perSecond: records / seconds, cpuUs: (user + system) / records }));
}

await (what === 'produce' ? produce() : consume());
process.exit(0);
