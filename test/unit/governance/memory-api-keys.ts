import type { ApiKeyStore, StoredApiKey } from '../../../src/governance/ports/api-key-store.port.js';

/** API keys in memory, which counts how often it is asked. */
export class MemoryApiKeys implements ApiKeyStore {
  readonly keys = new Map<string, StoredApiKey>();
  asked = 0;

  async find(id: string): Promise<StoredApiKey | undefined> {
    this.asked++;
    return this.keys.get(id);
  }

  async add(key: { id: string; name: string; hash: Buffer }): Promise<void> {
    if (!this.keys.has(key.id)) this.keys.set(key.id, { ...key, revoked: false });
  }

  async replace(key: { id: string; name: string; hash: Buffer }): Promise<void> {
    if (this.keys.get(key.id)?.hash.equals(key.hash)) return;
    this.keys.set(key.id, { ...key, revoked: false });
  }

  async revoke(id: string): Promise<boolean> {
    const key = this.keys.get(id);
    if (!key || key.revoked) return false;
    this.keys.set(id, { ...key, revoked: true });
    return true;
  }
}
