import { KeyedHash } from '../../definition/index.js';

/** Bytes of the keyed hash that an id carries: 74 bits. */
const HASH_BYTES = 10;

/**
 * Ids of the predictions of one run: a UUIDv8 (RFC 9562, 5.8) of the event time in milliseconds and 74 bits of
 * HMAC-SHA-256(key, run, type, event id). The same event gets the same id in every replay; nobody without the key can tell the event id.
 */
export class PredictionIds {
  private readonly hashes = new Map<string, KeyedHash>();

  constructor(
    private readonly key: Buffer,
    private readonly run: string,
  ) {}

  /** Keyed hash of an event's own id; the bits that version and variant take in a UUID are 0. */
  hash(type: string, eventId: string): Buffer {
    let keyed = this.hashes.get(type);
    if (!keyed) this.hashes.set(type, (keyed = new KeyedHash(this.key, `${this.run}\u0000${type}\u0000`)));
    const hash = keyed.digest(eventId, HASH_BYTES);
    hash[0] &= 0x0f;
    hash[2] &= 0x3f;
    return hash;
  }
}

/** The 16 bytes of the UUID of an event at `timeUs` with the given hash, written to `into` at `offset`. */
export function writePredictionId(timeUs: number, hash: Buffer, into: Buffer, offset: number): void {
  into.writeUIntBE(Math.floor(timeUs / 1000), offset, 6);
  hash.copy(into, offset + 6);
  into[offset + 6] |= 0x80;
  into[offset + 8] |= 0x80;
}

export function formatUuid(bytes: Buffer, offset = 0): string {
  const hex = bytes.toString('hex', offset, offset + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
