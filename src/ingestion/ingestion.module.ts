import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import pg from 'pg';
import { DATA_PROTECTION, type DataProtection } from '../governance/index.js';
import { wallClockUs } from '../platform/clock/index.js';
import { Hints } from '../platform/database/index.js';
import { SendController } from './adapters/grpc/send.controller.js';
import { EventsController } from './adapters/http/events.controller.js';
import { FOREIGN_TOPICS, OUTSIDE_LOGS, TOPIC_WRITERS } from './adapters/logs.js';
import { PostgresCopyCursors } from './adapters/postgres/postgres-copy-cursors.adapter.js';
import { PostgresLogBooks } from './adapters/postgres/postgres-log-books.adapter.js';
import { PostgresLog } from './adapters/postgres/postgres-log.adapter.js';
import { IntakeAppender } from './application/append-intake.js';
import { AppendQueue } from './application/append-queue.js';
import { Copies } from './application/copies.js';
import { CopyTopic } from './application/copy-topic.js';
import { IntakeDecoder } from './application/decode-intake.js';
import { Sources } from './application/sources.js';
import type { IngestionConfig } from './ingestion.config.js';
import { ACCEPT, type Accept, APPEND_QUEUE, DIGEST_KEY, INGESTION_LIMITS, type IngestionLimits } from './ingestion.tokens.js';
import { LOG_BOOKS, type LogBooks } from './ports/log-books.port.js';
import { LOG_READER, LOG_WRITER, type LogWriter } from './ports/log.port.js';
import { OPEN_TOPIC_WRITER } from './ports/topic-writer.port.js';

const providers: Provider[] = [
  { provide: Sources, useFactory: (protection: DataProtection) => new Sources(protection), inject: [DATA_PROTECTION] },
  { provide: LOG_BOOKS, useFactory: (pool: pg.Pool) => new PostgresLogBooks(pool), inject: [pg.Pool] },
  { provide: LOG_READER, useExisting: LOG_WRITER },
  {
    provide: APPEND_QUEUE,
    useFactory: (log: LogWriter, limits: IngestionLimits) => new AppendQueue(log, limits.queueBytes),
    inject: [LOG_WRITER, INGESTION_LIMITS],
  },
  { provide: IntakeAppender, useFactory: (queue: AppendQueue) => new IntakeAppender(queue), inject: [APPEND_QUEUE] },
  {
    provide: IntakeDecoder,
    useFactory: (sources: Sources, protection: DataProtection, digestKey: Buffer, limits: IngestionLimits) =>
      new IntakeDecoder(sources, protection, digestKey, limits.eventBytes),
    inject: [Sources, DATA_PROTECTION, DIGEST_KEY, INGESTION_LIMITS],
  },
];

const logOf = (config: IngestionConfig): Provider => ({
  provide: LOG_WRITER,
  useFactory: (pool: pg.Pool, hints: Hints, books: LogBooks, { eventBytes: eventLimitBytes }: IngestionLimits) =>
    config.log === 'postgres'
      ? new PostgresLog(pool, wallClockUs(), hints)
      : OUTSIDE_LOGS[config.log]({ config, books, eventLimitBytes, nowUs: wallClockUs() }),
  inject: [pg.Pool, Hints, LOG_BOOKS, INGESTION_LIMITS],
});

const copiesOf = (config: IngestionConfig): Provider => ({
  provide: Copies,
  useFactory: async (pool: pg.Pool, accept: Accept) => {
    const copies = Object.entries(config.sources).map(async ([log, { from }]) => {
      const source = await FOREIGN_TOPICS.kafka(config, from.kafka);
      return new CopyTopic({ topic: from.kafka, log, type: from.type }, { source, cursors: new PostgresCopyCursors(pool), accept });
    });
    return new Copies(await Promise.all(copies));
  },
  inject: [pg.Pool, ACCEPT],
});

/** Events in: sources, the door, the log. Needs `pg.Pool`, ACCEPT, DIGEST_KEY and INGESTION_LIMITS from the composition root. */
@Module({})
export class IngestionModule {
  static forRoot(config: IngestionConfig): DynamicModule {
    return {
      module: IngestionModule,
      global: true,
      controllers: config.faces ? [EventsController, SendController] : [],
      providers: [
        logOf(config),
        copiesOf(config),
        { provide: OPEN_TOPIC_WRITER, useValue: (topic: string) => TOPIC_WRITERS.kafka(config, topic) },
        ...providers,
      ],
      exports: [Copies, OPEN_TOPIC_WRITER, Sources, LOG_WRITER, LOG_READER, IntakeAppender, IntakeDecoder],
    };
  }
}
