import type { Plan } from '../../definition/index.js';

/** Where deployed pipelines and runs are kept. Errors of every call: `store_unavailable` (retryable). */
export interface PipelineStore {
  /** Keeps a plan with its document; the same plan again is the same version. */
  saveVersion(plan: Plan, document: string): Promise<number>;
  /** Makes a run with its lane, or moves it to another version; error `state_changed` (poison) when its stored state is of other features. */
  saveRun(run: StoredRun & { readonly stateHash: string }): Promise<void>;
  runs(): Promise<(StoredRun & { readonly plan: Plan })[]>;
}

export interface StoredRun {
  readonly name: string;
  readonly pipeline: string;
  readonly log: string;
  readonly live: boolean;
  readonly versionId: number;
}

export const PIPELINE_STORE = Symbol('PipelineStore');
