import { randomBytes } from 'node:crypto';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKafkaClient } from '../../src/ingestion/adapters/kafka/kafka-client.js';
import { KafkaForeignTopic } from '../../src/ingestion/adapters/kafka/kafka-foreign-topic.adapter.js';
import { PostgresCopyCursors } from '../../src/ingestion/adapters/postgres/postgres-copy-cursors.adapter.js';
import { CopyTopic } from '../../src/ingestion/application/copy-topic.js';
import { ACCEPT, type Accept, LOG_READER, type LogReader } from '../../src/ingestion/index.js';
import { loadSettings } from '../../src/platform/config/index.js';
import { type SharedBroker, kafkaForTests } from '../kafka/shared-broker.js';
import { type TestApp, payment, startApp } from './app.js';

const PARTITIONS = 12;
const PAYMENTS = 600;
const topic = `foreign-${randomBytes(4).toString('hex')}`;
const poison = new Map<number, string | null>([
  [100, 'no json'],
  [200, JSON.stringify({ tx: 'incomplete' })],
  [300, null],
]);
/** In the order of their timestamps. */
const values = Array.from({ length: PAYMENTS }, (_, i) =>
  poison.has(i) ? (poison.get(i) ?? null) : JSON.stringify(payment(`P${i}`, { customer: `C${i % 50}` })),
);
const expected = values.flatMap((value, i) => (poison.has(i) || value === null ? [] : [(JSON.parse(value) as { tx: string }).tx]));

let broker: SharedBroker;
let app: TestApp;

/** As a cluster gives them: partitions are written apart, in any order of them, each with its own in order. */
async function produce(): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: [broker.plain], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }], waitForLeaders: true });
  await admin.disconnect();
  const start = Date.now() - 60_000;
  const producer = kafka.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (let partition = PARTITIONS - 1; partition >= 0; partition--) {
    const messages = values.flatMap((value, i) => ((i * 7) % PARTITIONS === partition ? [{ partition, value, timestamp: String(start + i) }] : []));
    const lost = await producer.transaction();
    await lost.send({ topic, messages: [{ partition, value: JSON.stringify(payment('aborted')), timestamp: String(start) }] });
    await lost.abort();
    const kept = await producer.transaction();
    await kept.send({ topic, messages });
    await kept.commit();
  }
  await producer.disconnect();
}

beforeAll(async () => {
  broker = await kafkaForTests();
  await produce();
  app = await startApp({ yaml: JSON.stringify({ kafka: { brokers: [broker.plain] }, sources: { payments: { from: { kafka: topic, type: 'payment' } } } }) });
});
afterAll(() => app?.stop());

async function logged(): Promise<string[]> {
  const records = await app.server.app.get<LogReader>(LOG_READER).read('payments', 0, 0, 10_000);
  return records.map(({ body }) => (JSON.parse(body) as { tx: string }).tx);
}

async function untilLogged(count: number): Promise<void> {
  for (const end = Date.now() + 60_000; (await logged()).length < count && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('a topic of twelve partitions that others write', () => {
  it('is copied in the order of its timestamps, transactions that were aborted left out', async () => {
    await untilLogged(expected.length);
    expect(await logged()).toEqual(expected);
  });

  it('is predicted, what is no event booked as refused and set aside with where it stood', async () => {
    const status = await app.settled();
    expect([status.books['predicted'], status.books.balanced, status.refused]).toEqual([expected.length, true, { malformed: 2, schema: 1 }]);
    const { rows } = await app.server.app
      .get(pg.Pool)
      .query<{ partition: number; code: string }>('SELECT partition, code FROM ingestion.copy_refused ORDER BY code, partition');
    const places = [100, 300].map((i) => (i * 7) % PARTITIONS).toSorted((a, b) => a - b);
    expect(rows).toEqual([...places.map((partition) => ({ partition, code: 'malformed' })), { partition: (200 * 7) % PARTITIONS, code: 'schema' }]);
  });

  it('adds nothing when a copy dies between the log and its cursor', async () => {
    const pool = app.server.app.get(pg.Pool);
    const cursors = new PostgresCopyCursors(pool);
    const copyTo = (dying: boolean) => {
      const source = new KafkaForeignTopic(createKafkaClient(loadSettings(undefined, { MILLRACE_KAFKA_BROKERS: broker.plain }).kafka, undefined), topic);
      const done = dying ? () => Promise.reject(new Error('killed')) : cursors.done.bind(cursors);
      const ports = {
        source,
        cursors: { load: cursors.load.bind(cursors), plan: cursors.plan.bind(cursors), done },
        accept: app.server.app.get<Accept>(ACCEPT),
      };
      return { source, copy: new CopyTopic({ topic, log: 'payments', type: 'payment' }, ports) };
    };
    // The same topic as if it had never been copied: each record once more, then none, however often it is begun.
    await pool.query('DELETE FROM ingestion.copy_refused');
    await pool.query('DELETE FROM ingestion.copy');
    await pool.query('DELETE FROM ingestion.producer_append');
    await pool.query('DELETE FROM ingestion.producer');
    const before = (await logged()).length;
    for (let life = 0; life < 3; life++) {
      const { copy, source } = copyTo(true);
      for (let copied = 0; copied < PARTITIONS; copied++) if ((await copy.step().catch(() => -1)) === -1) break;
      await source.close();
    }
    const { copy, source } = copyTo(false);
    for (let copied = 0; copied < PAYMENTS;) copied += await copy.step();
    await source.close();
    const all = await logged();
    expect(all.slice(before)).toEqual(expected);
    expect((await app.settled()).books).toMatchObject({ predicted: expected.length, duplicate: expected.length, balanced: true });
  });
});
