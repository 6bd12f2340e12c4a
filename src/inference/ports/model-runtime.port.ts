import type { ModelOutputs } from '../../definition/index.js';
import type { ModelTensor, Tensor } from '../domain/tensor.js';

export type { ModelTensor };

/** What a version of a model is made of: the bytes of a file, or where another server has it. */
export type ModelFormat = 'onnx' | 'tensorflow-serving' | 'open-inference';

/**
 * Opens models and runs them. Promises: the values of a row are cast to the model's type once, here; the same rows in the same batch
 * give the same bits in every run; only the outputs that were asked for are fetched. A model on another server is asked for what it takes
 * and gives when it is opened, keeps its connections, is never asked by more than a bounded number of calls at once, and is left alone for
 * a while when it fails again and again.
 */
export interface ModelRuntime {
  /**
   * @param artifact the bytes of a file, or the URI of a model on another server.
   * Errors: `model_unreadable`, `model_uri_invalid`, `model_unknown` (poison), `model_unavailable` (retryable).
   */
  open(artifact: Uint8Array, format?: ModelFormat): Promise<RuntimeModel>;
}

/** An open model. */
export interface RuntimeModel {
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  /** A run may hold up the thread for as long as it lasts, so a caller gives at most this many rows and lets others in between. */
  readonly mostRows: number;
  /**
   * Rows of `width` doubles, row-major.
   * Errors: `model_failed`, `model_deadline`, `model_unavailable`, `model_busy` (retryable).
   */
  run(rows: Float64Array, width: number, outputs: readonly string[], deadlineMs?: number): Promise<ModelOutputs>;
  /** Tensors as the model takes them, checked by the caller, to the outputs that are named. Errors: as `run`. */
  infer(inputs: readonly Tensor[], outputs: readonly string[], deadlineMs?: number): Promise<Tensor[]>;
  close(): Promise<void>;
}

export const MODEL_RUNTIME = Symbol('ModelRuntime');
