import type { Tensor } from '../domain/tensor.js';
import type { ModelTensor } from './model-runtime.port.js';

/** What a model on another server takes and gives. */
export interface ServedSignature {
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
}

/**
 * One model on another server, by one protocol. Calls keep to the milliseconds they are given. Errors of every call: `model_unavailable`
 * (retryable) when the server cannot be reached or is not ready, `model_deadline` (retryable), `model_failed` (retryable) when it answers
 * with an error or with what is no answer; `model_unknown` (poison) where it does not have the model.
 */
export interface ModelServer {
  signature(leftMs: number): Promise<ServedSignature>;
  infer(inputs: readonly Tensor[], outputs: readonly string[], leftMs: number): Promise<Tensor[]>;
  close(): void;
}
