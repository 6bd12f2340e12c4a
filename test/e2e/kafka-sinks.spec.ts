import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import kafkajs, { type KafkaMessage } from 'kafkajs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPEN_TOPIC_WRITER, type OpenTopicWriter } from '../../src/ingestion/index.js';
import { KafkaSink } from '../../src/processing/adapters/kafka/kafka-sink.adapter.js';
import { PostgresSinkCursors } from '../../src/processing/adapters/postgres/postgres-sink-cursors.adapter.js';
import { RunSink } from '../../src/processing/application/run-sink.js';
import { predictionPages } from '../../src/processing/application/sink-pages.js';
import { PREDICTION_FEED, type PredictionFeed } from '../../src/processing/ports/prediction-feed.port.js';
import { Versions } from '../../src/processing/index.js';
import { type SharedBroker, kafkaForTests } from '../kafka/shared-broker.js';
import { PREDICTIONS, type TestApp, payment, startApp, until } from './app.js';

const PAYMENTS = 40;
const suffix = randomBytes(4).toString('hex');
const [predictions, quarantine, repeats] = ['predictions', 'quarantine', 'repeats'].map((name) => `${name}-${suffix}`);

let broker: SharedBroker;
let app: TestApp;
const asked: string[] = [];

beforeAll(async () => {
  broker = await kafkaForTests();
  const admin = new kafkajs.Kafka({ brokers: [broker.plain], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({
    topics: [predictions, quarantine, repeats].map((topic) => ({ topic, numPartitions: topic === quarantine ? 1 : 3 })),
    waitForLeaders: true,
  });
  await admin.disconnect();
  const sinks = {
    told: { of: 'predictions', from: 'card-fraud', to: { kafka: predictions } },
    bad: { of: 'quarantine', from: 'card-fraud', to: { kafka: quarantine } },
  };
  app = await startApp({ yaml: JSON.stringify({ kafka: { brokers: [broker.plain], requestTimeoutMs: 500 }, sinks }) });
  for (let i = 0; i < PAYMENTS; i++) await ask(`S${i}`);
});
afterAll(() => app?.stop());

async function ask(tx: string): Promise<void> {
  const { status, json } = await app.call('POST', PREDICTIONS, { body: payment(tx) });
  expect(status).toBe(200);
  asked.push(json['id'] as string);
}

/** Every message of a topic once it has so many. */
async function messagesOf(topic: string, count: number): Promise<KafkaMessage[]> {
  const consumer = new kafkajs.Kafka({ brokers: [broker.plain], logLevel: kafkajs.logLevel.NOTHING }).consumer({ groupId: `test-${topic}-${count}` });
  const found: KafkaMessage[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void found.push(message) });
  await until(
    async () => found.length,
    (n) => n >= count,
  );
  await consumer.disconnect();
  return found;
}
const keyOf = ({ key }: KafkaMessage) => key?.toString() ?? '';
const jsonOf = ({ value }: KafkaMessage) => JSON.parse(value?.toString() ?? '{}') as Record<string, unknown>;

describe('sinks to Kafka', () => {
  it('get each committed prediction, as the API answers it', async () => {
    const messages = await messagesOf(predictions, PAYMENTS);
    expect(messages.map(keyOf).toSorted()).toEqual(asked.toSorted());
    for (const message of messages.slice(0, 5)) expect(jsonOf(message)).toEqual((await app.call('GET', `${PREDICTIONS}/${keyOf(message)}`)).json);
  });

  it('get what was quarantined, and why', async () => {
    const { status } = await app.call('POST', PREDICTIONS, { body: payment('negative', { amount: -1 }) });
    expect(status).toBe(422);
    const [message] = await messagesOf(quarantine, 1);
    expect([keyOf(message), jsonOf(message)]).toEqual([
      `card-fraud/${PAYMENTS}`,
      expect.objectContaining({ run: 'card-fraud', position: PAYMENTS, code: 'rule' }),
    ]);
  });

  it('hold up nobody while the brokers are away, and go on by themselves', async ({ skip }) => {
    if (broker.pid === undefined) skip('a broker of others is not stopped');
    process.kill(broker.pid ?? 0, 'SIGSTOP');
    try {
      for (let i = 0; i < 5; i++) await ask(`away-${i}`);
      await new Promise((done) => setTimeout(done, 1500));
    } finally {
      process.kill(broker.pid ?? 0, 'SIGCONT');
    }
    const keys = new Set((await messagesOf(predictions, PAYMENTS + 5)).map(keyOf));
    expect([...keys].toSorted()).toEqual(asked.toSorted());
  });
});

describe('a sink that is killed before its cursor moved', () => {
  const folder = resolve('node_modules/.cache');
  let place: string;
  let consumer: ChildProcess | undefined;
  beforeAll(async () => {
    place = await mkdtemp(`${folder}/consume-`);
  });
  afterAll(async () => {
    if (consumer?.exitCode === null) {
      consumer.kill('SIGTERM');
      await once(consumer, 'exit');
    }
    await rm(place, { recursive: true, force: true });
  });

  async function life(dying: boolean): Promise<void> {
    const nest = app.server.app;
    const cursors = new PostgresSinkCursors(nest.get(pg.Pool));
    const sink = new KafkaSink(await nest.get<OpenTopicWriter>(OPEN_TOPIC_WRITER)(repeats));
    const versions = nest.get(Versions);
    const read = predictionPages('card-fraud', nest.get<PredictionFeed>(PREDICTION_FEED), (stored) => versions.answer(stored));
    let over: (() => void) | undefined;
    const saved = new Promise<void>((done) => (over = done));
    const save = async (...args: Parameters<PostgresSinkCursors['save']>) => {
      over?.();
      if (dying) throw new Error('killed');
      await cursors.save(...args);
    };
    const running = new RunSink('repeats', { read, sink, cursors: { load: cursors.load.bind(cursors), save } });
    running.start();
    await saved;
    await running.stop();
  }

  it('sends again what it had sent, and the consumer of the guide drops it', async () => {
    await life(true);
    await life(true);
    await life(false);
    const { count } = await sizeOfTopic();
    expect(count).toBeGreaterThan(asked.length);
    const guide = await readFile('docs/how-to/kafka.md', 'utf8');
    const [, script] = /```js\n(\/\/ consume\.mjs[\s\S]*?)```/.exec(guide) ?? [];
    await writeFile(`${place}/consume.mjs`, script);
    const pool = app.server.app.get(pg.Pool);
    const { host, port, user, password, database } = pool.options as pg.PoolConfig;
    const env = {
      ...process.env,
      PGHOST: host ?? '',
      PGPORT: String(port ?? 5432),
      PGUSER: user ?? '',
      PGPASSWORD: String(password),
      PGDATABASE: database ?? '',
    };
    consumer = spawn(process.execPath, [`${place}/consume.mjs`, broker.plain, repeats], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    consumer.stdout?.on('data', (bytes: Buffer) => (output += bytes.toString()));
    await until(
      async () => output.match(/^(new|again) /gm)?.length ?? 0,
      (n) => n >= count,
    );
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM prediction_case');
    expect(rows.map(({ id }) => id).toSorted()).toEqual(asked.toSorted());
    expect(output.match(/^again /gm)).toHaveLength(count - asked.length);
  });

  async function sizeOfTopic(): Promise<{ count: number }> {
    const admin = new kafkajs.Kafka({ brokers: [broker.plain], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(repeats);
    await admin.disconnect();
    return { count: offsets.reduce((sum, { high }) => sum + Number(high), 0) };
  }
});
