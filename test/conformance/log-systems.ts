import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { createKafkaClient } from '../../src/ingestion/adapters/kafka/kafka-client.js';
import { KafkaLog } from '../../src/ingestion/adapters/kafka/kafka-log.adapter.js';
import { PostgresLogBooks } from '../../src/ingestion/adapters/postgres/postgres-log-books.adapter.js';
import { PostgresLog } from '../../src/ingestion/adapters/postgres/postgres-log.adapter.js';
import type { LogBooks } from '../../src/ingestion/ports/log-books.port.js';
import type { LogReader, LogWriter } from '../../src/ingestion/ports/log.port.js';
import { type KafkaSettings, loadSettings } from '../../src/platform/config/index.js';
import { kafkaForTests } from '../kafka/shared-broker.js';

const EVENT_LIMIT_BYTES = 1024 * 1024;
// What the library says to itself.
Logger.overrideLogger(false);

/** What keeps logs, for tests that hold for every one. */
export interface LogSystem {
  /** The log as a process of its own sees it. */
  make(pool: pg.Pool, nowUs: () => number): LogWriter & LogReader;
  close(): Promise<void>;
}

export const LOG_SYSTEMS: readonly { readonly name: string; open(): Promise<LogSystem> }[] = [
  { name: 'PostgreSQL', open: async () => ({ make: (pool, nowUs) => new PostgresLog(pool, nowUs), close: async () => undefined }) },
  { name: 'Apache Kafka', open: openKafka },
];

async function openKafka(): Promise<LogSystem> {
  const { plain } = await kafkaForTests();
  const made: KafkaLog[] = [];
  const settings = kafkaSettings(plain);
  return {
    make: (pool, nowUs) => {
      const log = kafkaLog(settings, new PostgresLogBooks(pool), { nowUs });
      made.push(log);
      return log;
    },
    close: async () => {
      await Promise.all(made.map((log) => log.onApplicationShutdown()));
    },
  };
}

/** A log of a process of its own. */
export function kafkaLog(
  settings: KafkaSettings,
  books: LogBooks,
  { password, nowUs = () => Date.now() * 1000 }: { password?: string; nowUs?: () => number } = {},
): KafkaLog {
  return new KafkaLog(createKafkaClient(settings, password), books, { eventLimitBytes: EVENT_LIMIT_BYTES, nowUs });
}

/** Settings with topics that no other test has. */
export function kafkaSettings(brokers: string, yaml = ''): KafkaSettings {
  const { kafka } = loadSettings(yaml, { MILLRACE_KAFKA_BROKERS: brokers });
  kafka.topicPrefix = `test-${randomBytes(4).toString('hex')}.`;
  return kafka;
}
