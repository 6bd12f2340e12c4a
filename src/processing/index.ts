import { Commits1764000003000 } from './adapters/postgres/migrations/1764000003000-commits.js';
import { Retries1764000004000 } from './adapters/postgres/migrations/1764000004000-retries.js';
import { Versions1764000005000 } from './adapters/postgres/migrations/1764000005000-versions.js';
import { Sinks1764000013000 } from './adapters/postgres/migrations/1764000013000-sinks.js';
import { Members1764000007100 } from './adapters/postgres/migrations/1764000007100-members.js';
import { States1764000006000 } from './adapters/postgres/migrations/1764000006000-states.js';
import { KeyImages1764000009000 } from './adapters/postgres/migrations/1764000009000-key-images.js';

export { processingSchemas } from './adapters/http/prediction-schema.js';
export { verifyDatabase } from './adapters/postgres/verify-database.js';

export type { PredictionAnswer } from './application/answer.js';
export { Fleet } from './application/fleet.js';
export type { Lane } from './application/lane.js';
export { type PipelineStatus, PipelineStatuses } from './application/pipeline-status.js';
export { type Deployed, type Deployment, Pipelines } from './application/pipelines.js';
export type { LedgerReport } from './application/verify-ledger.js';
export { RunLanes } from './application/run-lanes.js';
export { Sinks } from './application/sinks.js';
export { Versions } from './application/versions.js';
export { type Behind, LaneState, type LoggedRecord, PredictionIds, type Step, StepComputer, stateCosts } from './domain/index.js';
export { COMMIT_STORE, type Commit, type CommitStore } from './ports/commit-store.port.js';
export type { FeedPage, PredictionFeed } from './ports/prediction-feed.port.js';
export { RECORD_READER, type RecordReader, type StoredPrediction } from './ports/record-reader.port.js';
export type { TrainingBatch, TrainingColumns, TrainingQuery, TrainingSets } from './ports/training-sets.port.js';
export { ProcessingModule } from './processing.module.js';
export { CommitFeed, DEADLINE_MS, ID_KEY, PROBLEM_OF, STATE_BYTES, WORK, type Work } from './processing.tokens.js';

export const processingMigrations = [
  Commits1764000003000,
  Retries1764000004000,
  Versions1764000005000,
  States1764000006000,
  Members1764000007100,
  KeyImages1764000009000,
  Sinks1764000013000,
];
