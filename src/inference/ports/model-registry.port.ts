import type { ModelFormat, ModelTensor } from './model-runtime.port.js';

/** A version of a model, without its bytes. */
export interface ModelVersion {
  readonly name: string;
  /** From 1, without a gap. */
  readonly version: number;
  /** SHA-256 of the artifact, hex. */
  readonly digest: string;
  /** What the artifact is: a file, or the URI of a model on another server. */
  readonly format: ModelFormat;
  readonly sizeBytes: number;
  readonly createdAt: Date;
}

/** What a model takes and gives, by its own word. */
export interface ModelSignature {
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
}

export interface NewModel {
  readonly name: string;
  /** Of a file, or the text of a URI. */
  readonly bytes: Uint8Array;
  /** Absent: ONNX. */
  readonly format?: ModelFormat;
}

/** The models that the installation knows. Promises: a version never changes and never vanishes; the same bytes under one name are one version. */
export interface ModelRegistry {
  /**
   * Registers an artifact under a name; bytes that it has already answer the version that they have.
   * Errors: `model_name_invalid`, `model_too_large`, `model_unreadable`, `model_uri_invalid` (poison), `registry_unavailable` (retryable);
   * for a model on another server also `model_unknown` (poison), `model_unavailable` (retryable).
   */
  register(model: NewModel): Promise<ModelVersion>;
  /** A version, or the newest. Errors: `model_unknown` (poison) with the nearest name, `registry_unavailable` (retryable). */
  resolve(name: string, version?: number): Promise<ModelVersion>;
  /** The newest version of every name, by name. Error: `registry_unavailable` (retryable). */
  list(): Promise<ModelVersion[]>;
  /** Every version of a name, newest first. Errors: as `resolve`. */
  versions(name: string): Promise<ModelVersion[]>;
  /** What a version takes and gives. Errors: `model_unreadable` (poison), `model_digest_mismatch` (fatal), `registry_unavailable` (retryable). */
  signature(model: ModelVersion): Promise<ModelSignature>;
}

export const MODEL_REGISTRY = Symbol('ModelRegistry');
