import { createHash, hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;

/**
 * HMAC-SHA-256 (RFC 2104) with a fixed key over texts that share a prefix. It is computed from two one-shot hashes because an Hmac object
 * costs more than the hashing itself: this runs twice for each event.
 */
export class KeyedHash {
  private readonly outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);
  private inner: Buffer;
  private readonly start: number;

  constructor(key: Buffer, prefix = '') {
    const block = Buffer.alloc(BLOCK_BYTES);
    (key.length > BLOCK_BYTES ? createHash('sha256').update(key).digest() : key).copy(block);
    const head = Buffer.from(prefix, 'utf8');
    this.start = BLOCK_BYTES + head.length;
    this.inner = Buffer.alloc(this.start + 1024);
    for (let i = 0; i < BLOCK_BYTES; i++) {
      this.inner[i] = block[i] ^ 0x36;
      this.outer[i] = block[i] ^ 0x5c;
    }
    head.copy(this.inner, BLOCK_BYTES);
  }

  /** The first `bytes` bytes of the HMAC of prefix and text, in a buffer of its own. */
  digest(text: string, bytes: number): Buffer {
    const most = this.start + text.length * 3;
    if (most > this.inner.length) this.grow(most);
    const end = this.start + this.inner.write(text, this.start);
    this.outer.write(hash('sha256', this.inner.subarray(0, end), 'binary'), BLOCK_BYTES, 'latin1');
    const digest = Buffer.allocUnsafe(bytes);
    digest.write(hash('sha256', this.outer, 'binary'), 0, bytes, 'latin1');
    return digest;
  }

  private grow(size: number): void {
    const larger = Buffer.alloc(size * 2);
    this.inner.copy(larger, 0, 0, this.start);
    this.inner = larger;
  }
}
