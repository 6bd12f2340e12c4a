import type { Tensor } from '../domain/tensor.js';
import type { ModelFormat, ModelTensor } from './model-runtime.port.js';

/** A version that is open and takes tensors. */
export interface ServedModel {
  readonly name: string;
  readonly version: number;
  readonly format: ModelFormat;
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
}

export interface TensorRequest {
  readonly name: string;
  /** Absent: the one that is served, which is the newest that could be loaded. */
  readonly version?: number | undefined;
  readonly inputs: readonly Tensor[];
  /** Absent: all. */
  readonly outputs?: readonly string[] | undefined;
  readonly deadlineMs?: number | undefined;
}

export interface TensorAnswer {
  readonly model: ServedModel;
  readonly outputs: readonly Tensor[];
}

/** A version and what became of it. */
export interface ServingState {
  readonly version: number;
  readonly state: 'loading' | 'available' | 'refused' | 'idle';
  /** Why it was refused. */
  readonly reason?: string;
}

/**
 * Tensors in, tensors out: nothing is recorded, nothing is replayed. What the delivery guarantees say of predictions does not cover it.
 * A new version is loaded and warmed beside the one that is served, and takes over between two calls; one that cannot be loaded or does
 * not take and give what the one before does is refused, and that one goes on.
 */
export interface Scoring {
  /**
   * Runs a model; loads it at the first call. Errors: `model_unknown`, `model_unreadable`, `tensor_invalid`, `model_output_unknown` (poison),
   * `model_digest_mismatch` (fatal), `model_failed`, `model_deadline`, `model_unavailable`, `model_busy`, `registry_unavailable` (retryable).
   */
  infer(request: TensorRequest): Promise<TensorAnswer>;
  /** What a model takes and gives; loads it at the first call. Errors: as `infer`. */
  describe(name: string, version?: number): Promise<ServedModel>;
  /** Every version of a model, newest first. Errors: `model_unknown` (poison), `registry_unavailable` (retryable). */
  versions(name: string): Promise<ServingState[]>;
}

export const SCORING = Symbol('Scoring');
