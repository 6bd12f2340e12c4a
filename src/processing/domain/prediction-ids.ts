import { KeyedHash, KeyedHashes } from '../../definition/index.js';

/** Bytes of the keyed hash that an id carries: 74 bits. */
export const HASH_BYTES = 10;
/** Letters of an id that is hashed with others: no more than a record's own is long. */
const LONGEST = 1024;

/**
 * Ids of the predictions of one run: a UUIDv8 (RFC 9562, 5.8) of the event time in milliseconds and 74 bits of
 * HMAC-SHA-256(key, run, type, event id). The same event gets the same id in every replay; nobody without the key can tell the event id.
 */
export class PredictionIds {
  private readonly hashes = new Map<string, KeyedHash>();
  private readonly lanes = new Map<string, KeyedHashes>();

  constructor(
    private readonly key: Buffer,
    private readonly run: string,
  ) {}

  /** Keyed hash of an event's own id; the bits that version and variant take in a UUID are 0. */
  hash(type: string, eventId: string): Buffer {
    let keyed = this.hashes.get(type);
    if (!keyed) this.hashes.set(type, (keyed = new KeyedHash(this.key, this.prefix(type))));
    const hash = keyed.digest(eventId, HASH_BYTES);
    clear(hash, 0);
    return hash;
  }

  /** The same of the first `count` events of a type, one after the other. */
  hashAll(type: string, eventIds: readonly string[], count: number): Buffer {
    let keyed = this.lanes.get(type);
    if (!keyed) this.lanes.set(type, (keyed = new KeyedHashes(this.key, this.prefix(type))));
    const all = Buffer.allocUnsafeSlow(count * HASH_BYTES);
    for (let from = 0; from < count;) {
      let to = from;
      for (keyed.begin(); to < count && keyed.fits(LONGEST * 3); to++) keyed.add(eventIds[to].length <= LONGEST ? eventIds[to] : '');
      keyed.take(HASH_BYTES).copy(all, from * HASH_BYTES);
      from = to;
    }
    for (let i = 0; i < count; i++) {
      if (eventIds[i].length <= LONGEST) clear(all, i * HASH_BYTES);
      else this.hash(type, eventIds[i]).copy(all, i * HASH_BYTES);
    }
    return all;
  }

  private prefix(type: string): string {
    return `${this.run}\u0000${type}\u0000`;
  }
}

/** Takes away the bits of version and variant. */
function clear(hash: Buffer, at: number): void {
  hash[at] &= 0x0f;
  hash[at + 2] &= 0x3f;
}

/** The 16 bytes of the UUID of an event at `timeUs` with the hash in `hash` from `hashAt`, written to `into` at `offset`. */
export function writePredictionId(timeUs: number, hash: Buffer, hashAt: number, into: Buffer, offset: number): void {
  into.writeUIntBE(Math.floor(timeUs / 1000), offset, 6);
  hash.copy(into, offset + 6, hashAt, hashAt + HASH_BYTES);
  into[offset + 6] |= 0x80;
  into[offset + 8] |= 0x80;
}

export function formatUuid(bytes: Buffer, offset = 0): string {
  const hex = bytes.toString('hex', offset, offset + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
