import { type BoundPlan, MillraceError, type Plan, bindPlan, modelFileOf } from '../../definition/index.js';
import type { Models } from '../../inference/index.js';
import type { Run, RunModel } from '../domain/index.js';
import type { CommitStore } from '../ports/commit-store.port.js';
import type { PipelineStore, StoredRun, StoredVersion } from '../ports/pipeline-store.port.js';
import type { StoredPrediction } from '../ports/record-reader.port.js';
import { type PredictionAnswer, answerOf } from './answer.js';

interface VersionPorts {
  readonly store: Pick<PipelineStore, 'version'>;
  readonly commits: Pick<CommitStore, 'scorer'>;
  readonly models: Models;
}

/** Versions of pipelines as they were deployed, also those that no lane works for any more. A version never changes, so each is read once. */
export class Versions {
  private readonly stored = new Map<number, StoredVersion>();
  private readonly bound = new Map<number, BoundPlan>();

  constructor(private readonly ports: VersionPorts) {}

  /** Error: `version_missing` (fatal). */
  async version(id: number): Promise<StoredVersion> {
    const known = this.stored.get(id);
    if (known) return known;
    const version = await this.ports.store.version(id);
    if (!version) throw new MillraceError('version_missing', 'fatal', `the version ${id} of a pipeline is not in the database: was it restored in part?`);
    this.stored.set(id, version);
    return version;
  }

  /** A version as it was just saved. */
  note(version: StoredVersion): void {
    this.stored.set(version.id, version);
  }

  async boundPlan(id: number): Promise<BoundPlan> {
    const { plan } = await this.version(id);
    const bound = this.bound.get(id) ?? bindPlan(plan);
    this.bound.set(id, bound);
    return bound;
  }

  /** A run as a version makes it, its model loaded. Errors: see `Models.load`. */
  async runOf(stored: Omit<StoredRun, 'versionId'>, id: number): Promise<Run> {
    const { plan, modelVersion } = await this.version(id);
    const bound = await this.boundPlan(id);
    return { ...pick(stored), versionId: id, bound, model: await this.load(plan, bound, modelVersion) };
  }

  /** The same without a model, for what computes state only. */
  async stateOnly(stored: Omit<StoredRun, 'versionId'>, id: number): Promise<Run> {
    return { ...pick(stored), versionId: id, bound: await this.boundPlan(id), model: undefined };
  }

  /** A run as it was when it made a prediction: its version, and the model that scored. */
  async asOf(run: Run, { versionId, model }: StoredPrediction): Promise<Run> {
    const { plan } = await this.version(versionId);
    const bound = await this.boundPlan(versionId);
    return { ...run, versionId, bound, model: await this.load(plan, bound, model.version, model) };
  }

  /** A prediction with the feature names of the version that made it. */
  async answer(stored: StoredPrediction): Promise<PredictionAnswer> {
    return answerOf(stored, (await this.version(stored.versionId)).plan);
  }

  private async load(plan: Plan, bound: BoundPlan, version: number | undefined, scored?: { name: string; digest: string }): Promise<RunModel | undefined> {
    if (!plan.predict || !bound.predict) return undefined;
    const reference = { name: modelName(plan), ...scored, width: plan.vector.length, outputs: bound.predict.outputs };
    const loaded = await this.ports.models.load(version === undefined ? reference : { ...reference, version });
    const scorerId = await this.ports.commits.scorer(loaded.name, loaded.version, loaded.digest);
    return { handle: loaded.handle, name: loaded.name, version: loaded.version, digest: loaded.digest, scorerId };
  }
}

function pick({ name, pipeline, log, live }: Omit<StoredRun, 'versionId'>): Omit<StoredRun, 'versionId'> {
  return { name, pipeline, log, live };
}

/** A file is registered under the pipeline's name. */
export function modelName(plan: Plan): string {
  return modelFileOf(plan) === undefined ? (plan.predict?.model ?? plan.pipeline) : plan.pipeline;
}
