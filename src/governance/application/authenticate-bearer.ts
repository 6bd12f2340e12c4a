import { timingSafeEqual } from 'node:crypto';
import { MillraceError } from '../../definition/index.js';
import { type ApiKeyParts, hashSecret, parseApiKey } from '../domain/api-key.js';
import { Recent } from '../domain/recent.js';
import type { AccessControl, Principal } from '../ports/access-control.port.js';
import type { ApiKeyStore } from '../ports/api-key-store.port.js';
import { ENVIRONMENT_KEY_ID } from './ensure-admin-key.js';

const MOST_REMEMBERED = 1000;
const REMEMBERED_MS = 5000;
const LONGEST_TOKEN = 512;

/** Tells who holds a bearer token; what it found is remembered for five seconds. */
export class AuthenticateBearer implements AccessControl {
  private readonly known: Recent<Principal>;
  private readonly asking = new Map<string, Promise<Principal>>();
  private generation = 0;

  constructor(
    private readonly store: ApiKeyStore,
    nowMs?: () => number,
  ) {
    this.known = new Recent(MOST_REMEMBERED, REMEMBERED_MS, nowMs);
  }

  async authenticate(bearer: string | undefined): Promise<Principal> {
    if (bearer === undefined || bearer.length === 0 || bearer.length > LONGEST_TOKEN) throw unauthenticated();
    // Remembered by hash: neither a heap dump nor the time of a look-up tells a token.
    const digest = hashSecret(bearer).toString('latin1');
    return this.known.get(digest) ?? this.ask(bearer, digest);
  }

  /** Forgets what is remembered, so that a revoked key is refused at once. */
  forget(): void {
    this.generation++;
    this.known.clear();
    this.asking.clear();
  }

  /** Asks the store once however many requests with the token are waiting. */
  private ask(bearer: string, digest: string): Promise<Principal> {
    const underway = this.asking.get(digest);
    if (underway) return underway;
    const asked = this.look(bearer, digest, this.generation).finally(() => {
      if (this.asking.get(digest) === asked) this.asking.delete(digest);
    });
    this.asking.set(digest, asked);
    return asked;
  }

  private async look(bearer: string, digest: string, generation: number): Promise<Principal> {
    const parts = parseApiKey(bearer);
    const principal = (parts && (await this.match(parts))) ?? (await this.match({ id: ENVIRONMENT_KEY_ID, secret: bearer }));
    if (!principal) throw unauthenticated();
    // An answer that a revocation overtook is given, as it was asked before, but not kept.
    if (generation === this.generation) this.known.set(digest, principal);
    return principal;
  }

  private async match({ id, secret }: ApiKeyParts): Promise<Principal | undefined> {
    const key = await this.store.find(id);
    const given = hashSecret(secret);
    if (!key || key.revoked || key.hash.length !== given.length || !timingSafeEqual(key.hash, given)) return undefined;
    return { id: key.id, name: key.name };
  }
}

function unauthenticated(): MillraceError {
  return new MillraceError('unauthenticated', 'poison', 'this needs a valid key: send it as "Authorization: Bearer KEY"');
}
