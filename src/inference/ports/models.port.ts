import type { ModelOutputs } from '../../definition/index.js';

/** Which model a pipeline asks for, and how it will ask. */
export interface ModelReference {
  /** Name in the registry. */
  readonly name: string;
  /** Absent: the newest. */
  readonly version?: number;
  /** SHA-256, hex, that the version must have. */
  readonly digest?: string;
  /** Values of a feature vector. */
  readonly width: number;
  /** Names of the outputs that will be read; no other is computed for the caller. */
  readonly outputs: readonly string[];
}

/** A model that is loaded and warm. */
export interface LoadedModel {
  /** Names it in `score`: the same for the same version, width and outputs, also in another process. */
  readonly handle: string;
  readonly name: string;
  readonly version: number;
  /** SHA-256 of the artifact, hex. */
  readonly digest: string;
  readonly inputs: { readonly name: string; readonly width: number };
  readonly outputs: readonly string[];
  /** True when a row gets the same bits whatever rows it is scored with, without any measure. */
  readonly batchInvariant: boolean;
  /** The batch size that every call is cut and padded to, where that is needed for equal bits. */
  readonly fixedBatch?: number;
}

export interface ScoreOptions {
  /** Milliseconds from the call on, by the monotonic clock. */
  readonly deadlineMs?: number;
}

/**
 * Scores batches. Promises:
 * - A row's outputs are the same bits whatever rows it comes with, in every call and every process on machines of one kind. (Between
 *   kinds of processors a runtime may round differently.)
 * - A loaded model stays as it is: a newer version gets a handle of its own.
 * - Everything taken and given can be cloned, so that the models may live in another process.
 */
export interface Models {
  /**
   * Loads and warms a model; again it is answered at once. Errors: `model_unknown`, `model_unreadable`, `model_signature_mismatch`,
   * `model_output_unknown` (poison), `model_digest_mismatch` (fatal), `registry_unavailable` (retryable).
   */
  load(reference: ModelReference): Promise<LoadedModel>;
  /**
   * Outputs for rows of `width` doubles, row-major. Errors: `model_not_loaded` (retryable: load it again), `model_deadline`
   * (retryable), `model_failed` (retryable), `model_signature_mismatch` (poison).
   */
  score(handle: string, rows: Float64Array, width: number, options?: ScoreOptions): Promise<ModelOutputs>;
}

export const MODELS = Symbol('Models');
