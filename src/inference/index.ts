import { Models1764000002000 } from './adapters/postgres/migrations/1764000002000-models.js';

export type { InferenceConfig } from './inference.config.js';
export { InferenceModule } from './inference.module.js';
export { MODEL_REGISTRY, type ModelRegistry, type ModelVersion } from './ports/model-registry.port.js';
export { type LoadedModel, type ModelReference, MODELS, type Models, type ScoreOptions } from './ports/models.port.js';

export const inferenceMigrations = [Models1764000002000];
