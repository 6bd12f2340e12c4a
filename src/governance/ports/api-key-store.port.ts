/** An API key as it is kept: never the secret. */
export interface StoredApiKey {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
  readonly revoked: boolean;
}

/** Where API keys are kept. What a call answered is durable. Errors of every call: `access_unavailable` (retryable). */
export interface ApiKeyStore {
  find(id: string): Promise<StoredApiKey | undefined>;
  /** Adds a key; one that is there already, also a revoked one, stays as it is. */
  add(key: { readonly id: string; readonly name: string; readonly hash: Buffer }): Promise<void>;
  /** Adds a key, or puts it in the place of the one with this id, which is valid no more. */
  replace(key: { readonly id: string; readonly name: string; readonly hash: Buffer }): Promise<void>;
  /** False when there is no such key that is not revoked. */
  revoke(id: string): Promise<boolean>;
}

export const API_KEY_STORE = Symbol('ApiKeyStore');
