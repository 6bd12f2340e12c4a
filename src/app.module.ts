import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ErrorPagesController } from './error-pages.controller.js';
import { GovernanceModule, KEY_VAULT, type KeyVault, governanceMigrations } from './governance/index.js';
import { statusMaker } from './grpc-status.js';
import { InferenceModule, MODELS, type Models, inferenceMigrations } from './inference/index.js';
import {
  ACCEPT,
  DIGEST_KEY,
  INGESTION_LIMITS,
  IngestionModule,
  IntakeAppender,
  IntakeDecoder,
  LOG_READER,
  type LogReader,
  ingestionMigrations,
} from './ingestion/index.js';
import { MonitoringModule } from './monitoring/index.js';
import { accept, work } from './pipeline.js';
import { wallClockUs } from './platform/clock/index.js';
import type { Settings } from './platform/config/index.js';
import { Hints } from './platform/database/index.js';
import { OpenStreams, STATUS_OF } from './platform/grpc/index.js';
import {
  COMMIT_STORE,
  CommitFeed,
  type CommitStore,
  DEADLINE_MS,
  ID_KEY,
  PROBLEM_OF,
  ProcessingModule,
  STATE_BYTES,
  WORK,
  processingMigrations,
} from './processing/index.js';
import { problemOf } from './problem.filter.js';

/** Every module's migrations, in the order in which they run. */
export const migrations = [...governanceMigrations, ...ingestionMigrations, ...inferenceMigrations, ...processingMigrations];

/** What the composition root is given: settings, and connections that are open already. */
export interface AppParts {
  readonly settings: Settings;
  readonly pool: pg.Pool;
  readonly hints: Hints;
  readonly database: DataSource;
  readonly secrets: { readonly adminKey?: string | undefined; readonly idKey?: string | undefined; readonly kafkaPassword?: string | undefined };
}

/** Ports of the straight line, bound to the adapters of this application. */
const straightLine: Provider[] = [
  {
    provide: ACCEPT,
    useFactory: (decoder: IntakeDecoder, appender: IntakeAppender) => {
      const ports = { decode: decoder.decode.bind(decoder), append: appender.append.bind(appender) };
      return (intake: Parameters<typeof accept>[0]) => accept(intake, ports);
    },
    inject: [IntakeDecoder, IntakeAppender],
  },
  {
    provide: WORK,
    useFactory: (log: LogReader, models: Models, store: CommitStore, feed: CommitFeed, batchRecords: number) => {
      const ports = { log, models, store, batchRecords, nowUs: wallClockUs(), announce: feed.announce.bind(feed) };
      return (lane: Parameters<typeof work>[0]) => work(lane, ports);
    },
    inject: [LOG_READER, MODELS, COMMIT_STORE, CommitFeed, 'batchRecords'],
  },
];

/** Holds what every module may inject. */
@Module({})
class SharedModule {}

/** The modules, with the faces that the process's role gives them. */
function modulesOf(settings: Settings, { adminKey, idKey, kafkaPassword }: AppParts['secrets']): DynamicModule[] {
  const { role, dataDir, log, kafka, sources, sinks } = settings;
  const faces = role !== 'worker';
  const { runtime, tfservingUrl } = settings.models;
  return [
    GovernanceModule.forRoot({ dataDirectory: dataDir, adminKey, idKey }),
    IngestionModule.forRoot({ log, kafka, kafkaPassword, sources, faces }),
    InferenceModule.forRoot({ runtime, tfservingUrl, faces }),
    ProcessingModule.forRoot({ sinks, role }),
    MonitoringModule.forRoot({ faces }),
  ];
}

/** The composition root: profile and settings to adapters. */
@Module({})
export class AppModule {
  static of({ settings, pool, hints, database, secrets }: AppParts): DynamicModule {
    const { limits, role } = settings;
    const parts: Provider[] = [
      { provide: pg.Pool, useValue: pool },
      { provide: Hints, useValue: hints },
      { provide: DataSource, useValue: database },
      { provide: INGESTION_LIMITS, useValue: limits },
      { provide: DEADLINE_MS, useValue: limits.deadlineMs },
      { provide: STATE_BYTES, useValue: limits.stateBytes },
      { provide: 'batchRecords', useValue: limits.batchRecords },
      { provide: PROBLEM_OF, useValue: problemOf },
      { provide: ID_KEY, useFactory: (vault: KeyVault) => vault.key('id'), inject: [KEY_VAULT] },
      { provide: DIGEST_KEY, useFactory: (vault: KeyVault) => vault.key('id'), inject: [KEY_VAULT] },
      OpenStreams,
      { provide: STATUS_OF, useFactory: statusMaker },
    ];
    const tokens = [
      OpenStreams,
      STATUS_OF,
      pg.Pool,
      Hints,
      DataSource,
      INGESTION_LIMITS,
      DEADLINE_MS,
      STATE_BYTES,
      'batchRecords',
      PROBLEM_OF,
      ID_KEY,
      DIGEST_KEY,
    ];
    const root: DynamicModule = { module: SharedModule, global: true, providers: [...parts, ...straightLine], exports: [...tokens, ACCEPT, WORK] };
    return {
      module: AppModule,
      controllers: role === 'worker' ? [] : [ErrorPagesController],
      imports: [root, ...modulesOf(settings, secrets)],
    };
  }
}
