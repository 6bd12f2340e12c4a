import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AUDIT_TRAIL, type AuditTrail } from '../governance/index.js';
import { MODEL_REGISTRY, MODELS, type ModelRegistry, type Models } from '../inference/index.js';
import { ACCEPT, type Accept, IntakeDecoder, LOG_READER, LOG_WRITER, type LogReader, type LogWriter, Sources } from '../ingestion/index.js';
import { Hints } from '../platform/database/index.js';
import { FollowController } from './adapters/grpc/follow.controller.js';
import { PredictController } from './adapters/grpc/predict.controller.js';
import { PipelinesController } from './adapters/http/pipelines.controller.js';
import { PredictionStreamController } from './adapters/http/prediction-stream.controller.js';
import { PredictionsController } from './adapters/http/predictions.controller.js';
import { QuarantineController } from './adapters/http/quarantine.controller.js';
import { TrainingSetsController } from './adapters/http/training-sets.controller.js';
import { PostgresCommitStore } from './adapters/postgres/postgres-commit-store.adapter.js';
import { PostgresFleetStore } from './adapters/postgres/postgres-fleet-store.adapter.js';
import { PostgresPipelineStore } from './adapters/postgres/postgres-pipeline-store.adapter.js';
import { PostgresRecordReader } from './adapters/postgres/postgres-record-reader.adapter.js';
import { PostgresReplaySource } from './adapters/postgres/postgres-replay-source.adapter.js';
import { sinksOf } from './adapters/sinks.js';
import { AskPrediction } from './application/ask-prediction.js';
import { Backlog, type Waiting } from './application/backlog.js';
import { BuildTrainingSet } from './application/build-training-set.js';
import { ExplainPrediction } from './application/explain-prediction.js';
import { Fleet } from './application/fleet.js';
import { PipelineStatuses } from './application/pipeline-status.js';
import { FollowPredictions } from './application/follow-predictions.js';
import { Pipelines } from './application/pipelines.js';
import { Quarantine } from './application/quarantine.js';
import { RunLanes } from './application/run-lanes.js';
import { Shortly } from './application/shortly.js';
import { Sinks } from './application/sinks.js';
import { StateBudget } from './application/state-budget.js';
import { Versions } from './application/versions.js';
import { Waiters } from './application/waiters.js';
import { COMMIT_STORE, type CommitStore } from './ports/commit-store.port.js';
import { FLEET_STORE, type FleetStore, type Member } from './ports/fleet-store.port.js';
import { PIPELINE_STORE, type PipelineStore } from './ports/pipeline-store.port.js';
import { PREDICTION_FEED } from './ports/prediction-feed.port.js';
import { RECORD_READER, type RecordReader } from './ports/record-reader.port.js';
import { REPLAY_SOURCE, type ReplaySource } from './ports/replay-source.port.js';
import { TRAINING_SETS } from './ports/training-sets.port.js';
import type { ProcessingConfig } from './processing.config.js';
import { CommitFeed, DEADLINE_MS, ID_KEY, STATE_BYTES, WORK, type Work } from './processing.tokens.js';

/** A backlog of a moment ago will do: requests need not ask for it one by one. */
const BACKLOG_MS = 20;
const MEMBER = Symbol('Member');
/** Begins the hint that a run has been committed to. */
const COMMITTED = 'commit ';

const stores: Provider[] = [
  CommitFeed,
  Waiters,
  { provide: COMMIT_STORE, useFactory: (pool: pg.Pool) => new PostgresCommitStore(pool), inject: [pg.Pool] },
  { provide: FLEET_STORE, useFactory: (pool: pg.Pool) => new PostgresFleetStore(pool), inject: [pg.Pool] },
  { provide: RECORD_READER, useFactory: (pool: pg.Pool) => new PostgresRecordReader(pool), inject: [pg.Pool] },
  {
    provide: PREDICTION_FEED,
    useFactory: (reader: RecordReader, commits: CommitFeed, waiters: Waiters, hints: Hints) => {
      const feed = new FollowPredictions(reader);
      commits.subscribe((lane, commit) => feed.announce(lane, commit));
      hints.subscribe((text) => {
        if (!text.startsWith(COMMITTED)) return;
        waiters.look(text.slice(COMMITTED.length));
        feed.look(text.slice(COMMITTED.length));
      });
      return feed;
    },
    inject: [RECORD_READER, CommitFeed, Waiters, Hints],
  },
  { provide: REPLAY_SOURCE, useFactory: (pool: pg.Pool) => new PostgresReplaySource(pool), inject: [pg.Pool] },
  { provide: PIPELINE_STORE, useFactory: (database: DataSource) => new PostgresPipelineStore(database), inject: [DataSource] },
];

const useCases: Provider[] = [
  { provide: StateBudget, useFactory: (bytes: number) => new StateBudget(bytes), inject: [STATE_BYTES] },
  {
    provide: RunLanes,
    useFactory: (
      log: LogReader,
      store: CommitStore,
      idKey: Buffer,
      work: Work,
      feed: CommitFeed,
      waiters: Waiters,
      budget: StateBudget,
      self: Member,
      hints: Hints,
    ) => {
      const lanes = new RunLanes({ log, store, idKey, work, budget }, waiters, self);
      feed.subscribe((lane, commit) => {
        lanes.noteCommit(lane.run.name, commit);
        waiters.announce(lane, commit);
        hints.say(COMMITTED + lane.run.name);
      });
      return lanes;
    },
    inject: [LOG_READER, COMMIT_STORE, ID_KEY, WORK, CommitFeed, Waiters, StateBudget, MEMBER, Hints],
  },
  {
    provide: Fleet,
    useFactory: (store: FleetStore, self: Member, lanes: RunLanes, pipelines: Pipelines, hints: Hints) => {
      const fleet = new Fleet(store, self);
      fleet.subscribe((view) => {
        hints.enabled = view.members.some(({ id }) => id !== self.id);
        lanes.arrange(view);
        pipelines.catchUp(view);
      });
      return fleet;
    },
    inject: [FLEET_STORE, MEMBER, RunLanes, Pipelines, Hints],
  },
  {
    provide: Versions,
    useFactory: (store: PipelineStore, commits: CommitStore, models: Models) => new Versions({ store, commits, models }),
    inject: [PIPELINE_STORE, COMMIT_STORE, MODELS],
  },
  {
    provide: Pipelines,
    useFactory: (store: PipelineStore, versions: Versions, sources: Sources, log: LogWriter, registry: ModelRegistry, lanes: RunLanes) =>
      new Pipelines({ store, versions, sources, log, registry, lanes }),
    inject: [PIPELINE_STORE, Versions, Sources, LOG_WRITER, MODEL_REGISTRY, RunLanes],
  },
  {
    provide: PipelineStatuses,
    useFactory: (pipelines: Pipelines, reader: RecordReader, log: LogReader & LogWriter, lanes: RunLanes, versions: Versions, store: PipelineStore) =>
      new PipelineStatuses(pipelines, { reader, log, lanes, versions, store }),
    inject: [Pipelines, RECORD_READER, LOG_READER, RunLanes, Versions, PIPELINE_STORE],
  },
  {
    provide: ExplainPrediction,
    useFactory: (
      log: LogReader,
      models: Models,
      reader: RecordReader,
      source: ReplaySource,
      store: CommitStore,
      idKey: Buffer,
      versions: Versions,
      budget: StateBudget,
    ) => new ExplainPrediction({ log, models, reader, source, store, idKey, versions, budget }),
    inject: [LOG_READER, MODELS, RECORD_READER, REPLAY_SOURCE, COMMIT_STORE, ID_KEY, Versions, StateBudget],
  },
  {
    provide: TRAINING_SETS,
    useFactory: (pipelines: Pipelines, log: LogReader, reader: RecordReader, source: ReplaySource, store: CommitStore, idKey: Buffer, budget: StateBudget) =>
      new BuildTrainingSet({ pipelines, log, reader, source, store, idKey, budget }),
    inject: [Pipelines, LOG_READER, RECORD_READER, REPLAY_SOURCE, COMMIT_STORE, ID_KEY, StateBudget],
  },
  {
    provide: Quarantine,
    useFactory: (accept: Accept, log: LogReader, reader: RecordReader, keeper: CommitStore, waiters: Waiters, audit: AuditTrail, deadlineMs: number) =>
      new Quarantine({ accept, log, reader, keeper, waiters, audit, deadlineMs }),
    inject: [ACCEPT, LOG_READER, RECORD_READER, COMMIT_STORE, Waiters, AUDIT_TRAIL, DEADLINE_MS],
  },
  {
    provide: AskPrediction,
    useFactory: (
      accept: Accept,
      decoder: IntakeDecoder,
      reader: RecordReader,
      waiters: Waiters,
      idKey: Buffer,
      deadlineMs: number,
      log: LogReader,
      lanes: RunLanes,
    ) => {
      const backlog = new Backlog(log, lanes);
      const backlogs = new Shortly<Waiting>(BACKLOG_MS);
      return new AskPrediction({
        ...{ accept, reader, waiters, idKey, deadlineMs },
        decode: (intake) => decoder.decode(intake),
        backlog: (run) => backlogs.get(run.name, () => backlog.of(run)),
        mayKnow: (run, type, hash, timeUs) => lanes.mayKnow(run.name, type, hash, timeUs),
      });
    },
    inject: [ACCEPT, IntakeDecoder, RECORD_READER, Waiters, ID_KEY, DEADLINE_MS, LOG_READER, RunLanes],
  },
];

const controllers = [
  PredictionStreamController,
  PredictionsController,
  QuarantineController,
  PipelinesController,
  TrainingSetsController,
  PredictController,
  FollowController,
];

/** The worker's side and what reads its results. Needs `pg.Pool`, `DataSource` and WORK from the composition root. */
@Module({})
export class ProcessingModule {
  /** @param config.role whether it has faces, and whether it works on lanes. */
  static forRoot({ sinks, role }: ProcessingConfig & Pick<Member, 'role'>): DynamicModule {
    const self: Member = { id: `${hostname()} ${process.pid} ${randomBytes(4).toString('hex')}`, role };
    const exported = [COMMIT_STORE, RECORD_READER, CommitFeed, Fleet, Pipelines, PipelineStatuses, PREDICTION_FEED, RunLanes, Sinks, TRAINING_SETS, Versions];
    return {
      module: ProcessingModule,
      global: true,
      controllers: role === 'worker' ? [] : controllers,
      providers: [{ provide: MEMBER, useValue: self }, ...stores, ...useCases, sinksOf(sinks)],
      exports: exported,
    };
  }
}
