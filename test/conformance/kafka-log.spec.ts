import { createHash } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { KafkaLog } from '../../src/ingestion/adapters/kafka/kafka-log.adapter.js';
import { PostgresLogBooks } from '../../src/ingestion/adapters/postgres/postgres-log-books.adapter.js';
import { PostgresLog } from '../../src/ingestion/adapters/postgres/postgres-log.adapter.js';
import type { LogBooks } from '../../src/ingestion/ports/log-books.port.js';
import type { AppendItem } from '../../src/ingestion/ports/log.port.js';
import type { KafkaSettings } from '../../src/platform/config/index.js';
import { type SharedBroker, kafkaForTests } from '../kafka/shared-broker.js';
import { type DataPlane, openDataPlane } from './data-plane.js';
import { kafkaLog, kafkaSettings } from './log-systems.js';

const ids = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i + 1}`);
const eventOf = (id: string, rest: object = {}) => {
  const body = JSON.stringify({ id, ...rest });
  return { type: 'thing', digest: createHash('sha256').update(body).digest().subarray(0, 16), body, event: { id } };
};
const item = (names: readonly string[]): AppendItem => ({ events: names.map((name) => eventOf(name)), refused: [] });
const lines = (firstLine: number, names: readonly string[]): AppendItem => ({
  ...item(names),
  producer: { name: 'sender', firstLine, lastLine: firstLine + names.length - 1, lines: names.map((_, i) => firstLine + i) },
});

let plane: DataPlane;
let pool: pg.Pool;
let broker: SharedBroker;
let kafka: Kafka;
let serial = 0;
const open: KafkaLog[] = [];

beforeAll(async () => {
  [plane, broker] = await Promise.all([openDataPlane(), kafkaForTests()]);
  pool = plane.pool();
  kafka = new Kafka({ brokers: [broker.plain], logLevel: logLevel.NOTHING });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((log) => log.onApplicationShutdown()));
});
afterAll(() => plane?.close());

function process(settings: KafkaSettings, books: LogBooks = new PostgresLogBooks(pool)): KafkaLog {
  const log = kafkaLog(settings, books);
  open.push(log);
  return log;
}
function fresh(changes: Partial<KafkaSettings> = {}) {
  const settings = Object.assign(kafkaSettings(broker.plain), changes);
  const name = `log-${++serial}`;
  return { settings, name, topic: `${settings.topicPrefix}${name}` };
}
async function withAdmin<T>(work: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
const make = (topic: string, numPartitions = 1, configEntries: { name: string; value: string }[] = []) =>
  withAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions, configEntries }], waitForLeaders: true }));
async function remake(topic: string) {
  await withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
  let made = false;
  while (!made) made = await make(topic, 1, [{ name: 'max.message.bytes', value: '2097152' }]).catch(() => false);
}
async function kept(settings: KafkaSettings, name: string): Promise<string[]> {
  const reader = process(settings);
  const found: string[] = [];
  for (let page = await reader.read(name, 0, 0, 5000); page.length > 0; page = await reader.read(name, 0, found.length, 5000))
    found.push(...page.map(({ body }) => (JSON.parse(body) as { id: string }).id));
  return found;
}

describe('a topic that is not the one that the log was in', () => {
  it('made anew with other records is fatal, for readers and for writers', async () => {
    const { settings, name, topic } = fresh();
    const before = process(settings);
    await before.open(name);
    await before.append(name, [item(ids('old', 3))]);
    await before.onApplicationShutdown();
    await remake(topic);
    const stranger = kafka.producer();
    await stranger.connect();
    await stranger.send({ topic, messages: ids('new', 5).map((value) => ({ value })) });
    await stranger.disconnect();
    const after = process(settings);
    await expect(after.read(name, 0, 3, 10)).rejects.toMatchObject({ code: 'log_replaced', kind: 'fatal' });
    await expect(after.append(name, [item(['lost'])])).rejects.toMatchObject({ code: 'log_replaced', kind: 'fatal' });
    const lost = await pool.query<{ to_position: number }>('SELECT to_position FROM ingestion.log_loss JOIN ingestion.log ON id = log_id WHERE name = $1', [
      name,
    ]);
    expect(lost.rows).toEqual([{ to_position: 3 }]);
  });

  it('is seen while the application runs, too', async () => {
    const { settings, name, topic } = fresh();
    const log = process(settings);
    await log.open(name);
    await log.append(name, [item(ids('old', 3))]);
    await remake(topic);
    await expect(log.append(name, [item(['lost'])])).rejects.toMatchObject({
      code: expect.stringMatching(/^log_(shorter|replaced)$/) as string,
      kind: 'fatal',
    });
  });

  it('that ends early is fatal', async () => {
    const { settings, name, topic } = fresh();
    const before = process(settings);
    await before.open(name);
    await before.append(name, [item(ids('old', 3))]);
    await before.onApplicationShutdown();
    await remake(topic);
    await expect(process(settings).read(name, 0, 3, 10)).rejects.toMatchObject({ code: 'log_shorter', kind: 'fatal' });
    await expect(process(settings).open(name)).rejects.toMatchObject({ code: 'log_shorter', kind: 'fatal' });
  });

  it('that lost records which were not worked is fatal, and the range is booked', async () => {
    const { settings, name, topic } = fresh();
    const log = process(settings);
    await log.open(name);
    await log.append(name, [item(ids('gone', 5))]);
    await withAdmin(async (admin) => {
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
    });
    const reader = process(settings);
    expect(await reader.read(name, 0, 3, 10)).toHaveLength(2);
    await expect(process(settings).read(name, 0, 1, 10)).rejects.toMatchObject({ code: 'log_truncated', kind: 'fatal', details: { from: 1, to: 3 } });
    const lost = await pool.query<object>('SELECT from_position, to_position FROM ingestion.log_loss JOIN ingestion.log ON id = log_id WHERE name = $1', [
      name,
    ]);
    expect(lost.rows).toEqual([{ from_position: 1, to_position: 3 }]);
  });

  it('that others write to in transactions has holes, which is fatal', async () => {
    const { settings, name, topic } = fresh();
    const log = process(settings);
    await log.open(name);
    await log.append(name, [item(['ours'])]);
    const stranger = kafka.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1 });
    await stranger.connect();
    const transaction = await stranger.transaction();
    await transaction.send({ topic, messages: [{ value: 'theirs' }] });
    await transaction.commit();
    await stranger.disconnect();
    const reader = process(settings);
    await expect(reader.read(name, 0, 1, 10)).rejects.toMatchObject({ code: 'log_gap', kind: 'fatal' });
  });

  it('is not taken for a log that the database keeps itself', async () => {
    const { settings, name } = fresh();
    await new PostgresLog(pool, () => 0).open(name);
    await expect(process(settings).open(name)).rejects.toMatchObject({ code: 'log_moved', kind: 'fatal' });
  });
});

describe('a send of which nobody knows what became', () => {
  it('never swallows the one after it', async ({ skip }) => {
    if (broker.pid === undefined) skip('a broker of others is not stopped');
    const { settings, name } = fresh({ requestTimeoutMs: 300 });
    const log = process(settings);
    await log.open(name);
    await log.append(name, [item(['first'])]);
    globalThis.process.kill(broker.pid ?? 0, 'SIGSTOP');
    const unknown = log.append(name, [item(['unknown'])]);
    await expect(unknown)
      .rejects.toMatchObject({ code: 'log_unavailable', kind: 'retryable' })
      .finally(() => globalThis.process.kill(broker.pid ?? 0, 'SIGCONT'));
    const [{ firstPosition }] = await log.append(name, [item(['after'])]);
    const all = await kept(settings, name);
    expect(all[firstPosition ?? -1]).toBe('after');
    expect(all.filter((id) => id !== 'unknown')).toEqual(['first', 'after']);
  });

  it('of numbered lines is found in the log when it was not booked, and adds nothing', async () => {
    const { settings, name } = fresh();
    const books = new PostgresLogBooks(pool);
    const dying: LogBooks = new Proxy(books, {
      get: (target, property) => {
        if (property === 'finish' || property === 'release') return () => Promise.reject(new Error('killed'));
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const dead = process(settings, dying);
    await dead.open(name);
    const refusing = { ...lines(1, ids('line', 3)), refused: [{ line: 4, code: 'schema' }] };
    const sent = { ...refusing, producer: { name: 'sender', firstLine: 1, lastLine: 4, lines: [1, 2, 3] } };
    await expect(dead.append(name, [sent])).rejects.toThrow('killed');
    // Its connection is what a claim lives by.
    await pool.query('UPDATE ingestion.producer_claim SET backend = 0');
    const alive = process(settings);
    expect(await alive.append(name, [sent])).toMatchObject([{ firstPosition: 0, records: 3, repeated: 3 }]);
    expect(await alive.append(name, [lines(5, ['line-5'])])).toMatchObject([{ firstPosition: 3, repeated: 0 }]);
    expect([await kept(settings, name), await alive.lastLine(name, 'sender'), await alive.refused(name)]).toEqual([
      [...ids('line', 3), 'line-5'],
      5,
      { schema: 1 },
    ]);
  });
});

describe('what a topic must be', () => {
  it('is checked at the start, and said', async () => {
    const cases: [number, Record<string, string>, RegExp][] = [
      [2, {}, /2 partitions/],
      [1, { 'cleanup.policy': 'compact' }, /cleanup.policy=delete/],
      [1, { 'max.message.bytes': '1000' }, /max.message.bytes is 1000/],
      [1, { 'min.insync.replicas': '2', 'max.message.bytes': '9000000' }, /min.insync.replicas is 2/],
    ];
    for (const [partitions, configs, message] of cases) {
      const { settings, name, topic } = fresh();
      await make(
        topic,
        partitions,
        Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      );
      await expect(process(settings).open(name)).rejects.toMatchObject({
        code: 'kafka_topic',
        kind: 'fatal',
        message: expect.stringMatching(message) as string,
      });
    }
    const { settings, name } = fresh({ createTopics: false });
    await expect(process(settings).open(name)).rejects.toMatchObject({ code: 'kafka_topic', kind: 'fatal' });
  });

  it('takes an event as large as may be, and appends larger than a request, compressed or not', async () => {
    for (const compression of ['none', 'gzip'] as const) {
      const { settings, name } = fresh({ compression });
      const log = process(settings);
      await log.open(name);
      const large = { events: [eventOf('large', { text: 'x'.repeat(1024 * 1024 - 40) })], refused: [] };
      const names = ids('many', 4000);
      const many = { ...lines(1, names), events: names.map((id) => eventOf(id, { text: 'y'.repeat(500) })) };
      const receipts = await log.append(name, [large, many, item(['last'])]);
      expect(receipts.map(({ firstPosition, records }) => [firstPosition, records])).toEqual([
        [0, 1],
        [1, 4000],
        [4001, 1],
      ]);
      expect(await kept(settings, name)).toEqual(['large', ...names, 'last']);
      expect(await log.append(name, [{ ...many, producer: { ...many.producer, name: 'sender', firstLine: 1, lastLine: 4000 } }] as AppendItem[])).toMatchObject(
        [{ firstPosition: 1, repeated: 4000 }],
      );
    }
  });
});
