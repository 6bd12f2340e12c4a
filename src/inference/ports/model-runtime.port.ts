import type { ModelOutputs } from '../../definition/index.js';

/** What a model takes or gives. */
export interface ModelTensor {
  readonly name: string;
  /** Element type as the runtime names it; undefined for what is no tensor. */
  readonly type: string | undefined;
  /** Sizes; undefined where the model leaves one open. */
  readonly shape: readonly (number | undefined)[];
}

/**
 * Opens models and runs them. Promises: the values of a row are cast to the model's type once, here; the same rows in the same batch
 * give the same bits in every run; only the outputs that were asked for are fetched.
 */
export interface ModelRuntime {
  /** Error: `model_unreadable` (poison). */
  open(artifact: Uint8Array): Promise<RuntimeModel>;
}

/** An open model. */
export interface RuntimeModel {
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  /** A run may hold up the thread for as long as it lasts, so a caller gives at most this many rows and lets others in between. */
  readonly mostRows: number;
  /** Rows of `width` doubles, row-major. Errors: `model_failed` (retryable). */
  run(rows: Float64Array, width: number, outputs: readonly string[]): Promise<ModelOutputs>;
  close(): Promise<void>;
}

export const MODEL_RUNTIME = Symbol('ModelRuntime');
