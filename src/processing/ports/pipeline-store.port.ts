import type { Plan } from '../../definition/index.js';

/** Where deployed pipelines, their versions and runs are kept. Errors of every call: `store_unavailable` (retryable). */
export interface PipelineStore {
  /** Keeps a plan with its document and the model version that scores for it; the same again is the same version. */
  saveVersion(plan: Plan, document: string, modelVersion: number | undefined): Promise<StoredVersion>;
  version(id: number): Promise<StoredVersion | undefined>;
  /** Makes a run with its lane and state; one that is there, retired or not, keeps the version that it has, and is not retired any more. */
  saveRun(run: StoredRun, version: Pick<StoredVersion, 'stateHash'>): Promise<void>;
  lane(run: string): Promise<StoredChange>;
  /** Says which version the lane is to go over to, and makes room for its state where it has none; undefined: none. */
  wantVersion(run: string, version: Pick<StoredVersion, 'id' | 'stateHash'> | undefined): Promise<void>;
  /** Drops every state of the run but its lane's and these. */
  keepStates(run: string, stateIds: readonly number[]): Promise<void>;
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
  /** Versions with the same share stored state. */
  readonly stateHash: string;
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

/** What a run's lane commits to and goes back or over to. */
export interface StoredChange {
  readonly stateId: number;
  readonly nextVersionId: number | undefined;
  readonly previousVersionId: number | undefined;
  /** Every state of the lane. `kept`: another one took its place, and its time is not over yet. */
  readonly states: readonly { readonly stateId: number; readonly stateHash: string; readonly versionId: number; readonly kept: boolean }[];
}

export const PIPELINE_STORE = Symbol('PipelineStore');
