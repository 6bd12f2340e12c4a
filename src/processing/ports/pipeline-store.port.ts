import type { Plan } from '../../definition/index.js';

/** Where deployed pipelines, their versions and runs are kept. Errors of every call: `store_unavailable` (retryable). */
export interface PipelineStore {
  /** Keeps a plan with its document and the model version that scores for it; the same again is the same version. */
  saveVersion(plan: Plan, document: string, modelVersion: number | undefined): Promise<StoredVersion>;
  version(id: number): Promise<StoredVersion | undefined>;
  /** Makes a run with its lane, or moves it to another version; error `state_changed` (poison) when its stored state is of other features. */
  saveRun(run: StoredRun & { readonly stateHash: string }): Promise<void>;
  /** Every run that is not retired. */
  runs(): Promise<StoredRun[]>;
  /** Retires a run: it is not among `runs` any more, and nothing that it wrote goes. */
  retire(run: string): Promise<void>;
}

/** A pipeline as it was deployed. */
export interface StoredVersion {
  readonly id: number;
  readonly pipeline: string;
  /** From 1 for each pipeline. */
  readonly number: number;
  readonly plan: Plan;
  readonly document: string;
  /** Absent where the plan has no model, and in versions from before it was kept: then the newest is meant. */
  readonly modelVersion: number | undefined;
  readonly createdAt: Date;
}

export interface StoredRun {
  readonly name: string;
  readonly pipeline: string;
  readonly log: string;
  readonly live: boolean;
  readonly versionId: number;
}

export const PIPELINE_STORE = Symbol('PipelineStore');
