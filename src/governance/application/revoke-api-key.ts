import { MillraceError } from '../../definition/index.js';
import type { ApiKeyStore } from '../ports/api-key-store.port.js';

/** Makes a key invalid for good. Errors: `key_unknown` (poison), `access_unavailable` (retryable). */
export class RevokeApiKey {
  constructor(
    private readonly store: ApiKeyStore,
    private readonly access: { forget(): void },
  ) {}

  async run(id: string): Promise<void> {
    const revoked = await this.store.revoke(id);
    this.access.forget();
    if (!revoked) throw new MillraceError('key_unknown', 'poison', 'there is no valid key with this id');
  }
}
