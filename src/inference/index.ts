import { Models1764000002000 } from './adapters/postgres/migrations/1764000002000-models.js';
import { RemoteModels1764000020000 } from './adapters/postgres/migrations/1764000020000-remote-models.js';

export { addScoringRest, scoringGrpc } from './adapters/faces.js';
export { inferenceSchemas } from './adapters/http/model-answer.js';
export { openArtifact } from './adapters/runtimes.js';
export { checkSignature } from './application/check-signature.js';
export { runBatches } from './application/run-batches.js';
export { checkModelName } from './domain/model-name.js';
export type { InferenceConfig } from './inference.config.js';
export { InferenceModule } from './inference.module.js';
export { MODEL_REGISTRY, type ModelRegistry, type ModelVersion } from './ports/model-registry.port.js';
export type { ModelTensor, RuntimeModel } from './ports/model-runtime.port.js';
export { SCORING, type Scoring } from './ports/scoring.port.js';
export { type LoadedModel, type ModelReference, MODELS, type Models, type ScoreOptions } from './ports/models.port.js';

/** Where models come in as bytes: the one route with a body that is neither JSON nor lines. */
export const MODEL_ROUTE = '/v1/registry/models/:name';

export const inferenceMigrations = [Models1764000002000, RemoteModels1764000020000];
