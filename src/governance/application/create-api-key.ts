import { MillraceError } from '../../definition/index.js';
import { hashSecret, newApiKey } from '../domain/api-key.js';
import type { ApiKeyStore } from '../ports/api-key-store.port.js';

const LONGEST_NAME = 200;

/** Makes a key for somebody. Errors: `key_name_invalid` (poison), `access_unavailable` (retryable). */
export class CreateApiKey {
  constructor(private readonly store: ApiKeyStore) {}

  /** @returns the token, which cannot be shown again. */
  async run(name: string): Promise<{ id: string; token: string }> {
    if (name.trim() === '' || name.length > LONGEST_NAME)
      throw new MillraceError('key_name_invalid', 'poison', `a key needs a name of 1 to ${LONGEST_NAME} characters`);
    const { id, secret, token } = newApiKey();
    await this.store.add({ id, name, hash: hashSecret(secret) });
    return { id, token };
  }
}
