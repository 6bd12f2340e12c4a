import type { ModelVersion } from './model-registry.port.js';
import type { ModelFormat } from './model-runtime.port.js';

/** Where the registry keeps versions and artifacts. What a call answered is durable. Errors of every call: `registry_unavailable` (retryable). */
export interface ModelStore {
  /** Adds the next version of the name, or answers the one with this digest. Calls at the same time get different versions. */
  add(model: { readonly name: string; readonly digest: string; readonly format: ModelFormat; readonly bytes: Uint8Array }): Promise<ModelVersion>;
  find(by: { readonly name: string; readonly digest: string }): Promise<ModelVersion | undefined>;
  /** A version, or the newest; undefined when there is none. */
  version(name: string, version?: number): Promise<ModelVersion | undefined>;
  /** The newest version of every name, by name. */
  newest(): Promise<ModelVersion[]>;
  /** Every version of a name, newest first. */
  versions(name: string): Promise<ModelVersion[]>;
  /** The bytes of a version. Error: `model_digest_mismatch` (fatal) when they are not those that were registered. */
  artifact(model: ModelVersion): Promise<Buffer>;
}

export const MODEL_STORE = Symbol('ModelStore');
