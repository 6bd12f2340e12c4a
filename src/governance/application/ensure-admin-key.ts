import { MillraceError } from '../../definition/index.js';
import { hashSecret, newApiKey, parseApiKey } from '../domain/api-key.js';
import type { ApiKeyStore } from '../ports/api-key-store.port.js';
import type { SecretFiles } from '../ports/secret-files.port.js';

/** Id of the key that the environment gives. It has no form of its own, so it is found by this id; keys that are made have longer ids. */
export const ENVIRONMENT_KEY_ID = 'environment';
const ADMIN = 'admin';
/** Visible ASCII: anything else could not travel in a header. */
const GIVEN_KEY = /^[\x21-\x7e]{16,512}$/;

export interface AdminKeySource {
  /** Value of MILLRACE_ADMIN_KEY. */
  readonly fromEnvironment?: string | undefined;
  /** Where the key is kept that is made when the environment gives none. */
  readonly file: string;
}

export type AdminKey = { readonly from: 'environment' } | { readonly from: 'file'; readonly file: string; readonly created: boolean };

/**
 * Sees to it that there is a first key. One from the environment takes the place of the one that the environment gave before; without
 * it the key in the file is used, and made at the first start. A revoked key in the file is replaced by a new one.
 * Errors: `admin_key_invalid` (fatal), `access_unavailable` (retryable).
 */
export class EnsureAdminKey {
  constructor(
    private readonly store: ApiKeyStore,
    private readonly files: SecretFiles,
    private readonly source: AdminKeySource,
  ) {}

  async ensure(): Promise<AdminKey> {
    const { fromEnvironment, file } = this.source;
    if (fromEnvironment !== undefined && fromEnvironment !== '') {
      if (!GIVEN_KEY.test(fromEnvironment)) {
        throw new MillraceError('admin_key_invalid', 'fatal', 'MILLRACE_ADMIN_KEY must have 16 to 512 characters, visible ASCII without spaces');
      }
      await this.store.replace({ id: ENVIRONMENT_KEY_ID, name: ADMIN, hash: hashSecret(fromEnvironment) });
      return { from: 'environment' };
    }
    const kept = await this.files.read(file);
    if (kept !== undefined && (await this.register(kept))) return { from: 'file', file, created: false };
    const { token } = newApiKey();
    if (kept !== undefined) await this.files.replace(file, token);
    // The file comes first: a key that only the database knows would be of use to nobody.
    const winner = kept === undefined ? await this.files.create(file, token) : token;
    await this.register(winner);
    return { from: 'file', file, created: winner === token };
  }

  /** Makes the key valid in this database too, unless it was revoked there: then false. */
  private async register(token: string): Promise<boolean> {
    const parts = parseApiKey(token);
    if (!parts) {
      throw new MillraceError(
        'admin_key_invalid',
        'fatal',
        `there is no key of Millrace in ${this.source.file}: delete the file, and a new key is made at the next start`,
      );
    }
    await this.store.add({ id: parts.id, name: ADMIN, hash: hashSecret(parts.secret) });
    const stored = await this.store.find(parts.id);
    return stored !== undefined && !stored.revoked;
  }
}
