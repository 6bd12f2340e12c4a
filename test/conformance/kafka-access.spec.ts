import { join } from 'node:path';
import kafkajs from 'kafkajs';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { KafkaLog } from '../../src/ingestion/adapters/kafka/kafka-log.adapter.js';
import { PostgresLogBooks } from '../../src/ingestion/adapters/postgres/postgres-log-books.adapter.js';
import type { AppendItem } from '../../src/ingestion/ports/log.port.js';
import { USERS } from '../kafka/properties.js';
import { type SharedBroker, kafkaForTests } from '../kafka/shared-broker.js';
import { type DataPlane, openDataPlane } from './data-plane.js';
import { kafkaLog, kafkaSettings } from './log-systems.js';

const EVENT: AppendItem = { events: [{ type: 'thing', digest: Buffer.alloc(16), body: '{}', event: {} }], refused: [] };
const { AclOperationTypes: operations } = kafkajs;

let plane: DataPlane;
let pool: pg.Pool;
let broker: SharedBroker;
let serial = 0;
const opened: KafkaLog[] = [];

beforeAll(async () => {
  [plane, broker] = await Promise.all([openDataPlane(), kafkaForTests()]);
  pool = plane.pool();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((log) => log.onApplicationShutdown()));
});
afterAll(() => plane?.close());

interface Entry {
  readonly listener?: 'sasl' | 'tls' | 'plain';
  /** A file of the broker's certificates; null: those that Node knows. */
  readonly ca?: string | null;
  readonly cert?: string;
  readonly sasl?: { readonly mechanism: string; readonly username: string };
  readonly password?: string;
}

function enter({ listener = 'sasl', ca = 'ca', cert, sasl, password }: Entry) {
  const certificates = broker.certificates ?? '';
  const files = { ...(ca === null ? {} : { ca: join(certificates, `${ca}.crt`) }), ...(cert ? certificate(join(certificates, cert)) : {}) };
  const yaml = JSON.stringify({ kafka: { ...(listener === 'plain' ? {} : { ssl: files }), ...(sasl ? { sasl } : {}) } });
  const settings = kafkaSettings(broker[listener] ?? '', yaml);
  const log = kafkaLog(settings, new PostgresLogBooks(pool), password === undefined ? {} : { password });
  opened.push(log);
  const name = `log-${++serial}`;
  return { log, name, topic: `${settings.topicPrefix}${name}` };
}
const certificate = (base: string) => ({ cert: `${base}.crt`, key: `${base}.key` });
const millrace = { mechanism: 'scram-sha-512', username: 'millrace' };

async function allow(principal: string, topic: string, ...allowed: number[]): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers: [broker.plain], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const resource = { resourceType: kafkajs.AclResourceTypes.TOPIC, resourceName: topic, resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL };
  const acl = allowed.map((operation) => ({ ...resource, principal, host: '*', operation, permissionType: kafkajs.AclPermissionTypes.ALLOW }));
  await admin.createAcls({ acl });
  await admin.disconnect();
}

// A broker of others has the one listener that we were told of.
describe.skipIf(process.env['MILLRACE_TEST_KAFKA_BROKERS'] !== undefined)('the way into Kafka', () => {
  it.each(['scram-sha-512', 'scram-sha-256', 'plain'])('opens by %s over TLS', async (mechanism) => {
    const { log, name } = enter({ sasl: { mechanism, username: 'admin' }, password: USERS.admin });
    await log.open(name);
    await log.append(name, [EVENT]);
    expect(await log.read(name, 0, 0, 10)).toHaveLength(1);
  });

  it('opens by a certificate of the client, whose name is the principal', async () => {
    const { log, name, topic } = enter({ listener: 'tls', cert: 'millrace' });
    await allow('User:CN=millrace', topic, operations.ALL);
    await log.open(name);
    expect(await log.append(name, [EVENT])).toMatchObject([{ firstPosition: 0 }]);
  });

  it.each<[string, Entry, string, RegExp]>([
    ['a wrong password', { sasl: millrace, password: 'wrong' }, 'kafka_login', /do not let "millrace" in.*MILLRACE_KAFKA_PASSWORD/],
    ['a user that there is not', { sasl: { ...millrace, username: 'nobody' }, password: 'x' }, 'kafka_login', /do not let "nobody" in/],
    ['an authority that is not known', { ca: null, sasl: millrace, password: USERS.millrace }, 'kafka_tls', /kafka.ssl.ca/],
    ['another authority', { ca: 'stranger', sasl: millrace, password: USERS.millrace }, 'kafka_tls', /kafka.ssl.ca/],
    ['no certificate where one is asked for', { listener: 'tls' }, 'kafka_tls', /kafka.ssl.cert/],
  ])('stays shut with %s, and says why', async (_what, entry, code, message) => {
    const { log, name } = enter(entry);
    await expect(log.open(name)).rejects.toMatchObject({ code, kind: 'retryable', message: expect.stringMatching(message) as string });
  });

  it('needs no consumer group, and says what is not allowed with the command that allows it; then goes on', async () => {
    const { log, name, topic } = enter({ sasl: millrace, password: USERS.millrace });
    const refused = (operation: string) => ({
      code: 'kafka_not_authorized',
      kind: 'retryable',
      message: expect.stringContaining(`--add --allow-principal User:millrace --operation ${operation} --topic ${topic}`) as string,
    });
    await expect(log.open(name)).rejects.toMatchObject(refused('Describe'));
    await allow('User:millrace', topic, operations.DESCRIBE);
    await expect(log.open(name)).rejects.toMatchObject(refused('Create'));
    await allow('User:millrace', topic, operations.CREATE);
    await log.open(name);
    await expect(log.append(name, [EVENT])).rejects.toMatchObject(refused('Write'));
    await allow('User:millrace', topic, operations.WRITE);
    await log.append(name, [EVENT]);
    const reader = kafkaLog(Object.assign(kafkaSettings(broker.sasl ?? ''), readerSettings(topic)), new PostgresLogBooks(pool), { password: USERS.millrace });
    opened.push(reader);
    await expect(reader.read(name, 0, 0, 10)).rejects.toMatchObject(refused('Read'));
    await allow('User:millrace', topic, operations.READ);
    expect(await reader.read(name, 0, 0, 10)).toHaveLength(1);
  });
});

const readerSettings = (topic: string) => ({
  topicPrefix: topic.slice(0, topic.indexOf('.') + 1),
  ssl: { enabled: true, ca: join(broker.certificates ?? '', 'ca.crt') },
  sasl: millrace,
});
