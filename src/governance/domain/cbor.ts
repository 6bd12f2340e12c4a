/** What the ledger encodes; every integer is a safe one. */
export type CborValue = null | boolean | number | string | Uint8Array | readonly CborValue[] | CborMap;

export interface CborMap {
  readonly [key: string]: CborValue;
}

const UNSIGNED = 0x00;
const NEGATIVE = 0x20;
const BYTES = 0x40;
const TEXT = 0x60;
const ARRAY = 0x80;
const MAP = 0xa0;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const TWO_32 = 0x1_0000_0000;
/** Up to here a string is tried as ASCII, byte by byte, which is quicker than a call into the engine's encoder. */
const SHORT_TEXT = 64;

/**
 * Writes deterministic CBOR (RFC 8949, 4.2.1): shortest heads, definite lengths, map keys in the bytewise order of their encoding.
 * `map` and `array` write a head only: the caller writes what follows, a map's pairs in key order. `value` sorts by itself.
 */
export class CborWriter {
  private buffer: Buffer;
  private at = 0;

  /** @param bytes room at the start; it grows as needed and is kept. */
  constructor(bytes = 1024) {
    this.buffer = Buffer.allocUnsafe(Math.max(bytes, 64));
  }

  null(): void {
    this.byte(NULL);
  }

  bool(value: boolean): void {
    this.byte(value ? TRUE : FALSE);
  }

  /** Throws TypeError unless `value` is a safe integer. */
  integer(value: number): void {
    if (!Number.isSafeInteger(value)) throw new TypeError(`the ledger holds safe integers only, not ${value}`);
    if (value >= 0) this.head(UNSIGNED, value);
    else this.head(NEGATIVE, -1 - value);
  }

  /** UTF-8; a lone surrogate becomes U+FFFD, as in every text that is stored. */
  text(value: string): void {
    if (value.length <= SHORT_TEXT && this.ascii(value)) return;
    const bytes = Buffer.byteLength(value);
    this.head(TEXT, bytes);
    this.room(bytes);
    this.at += this.buffer.write(value, this.at);
  }

  bytes(value: Uint8Array): void {
    this.head(BYTES, value.length);
    this.room(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  /** What is CBOR already: items that are the same in many values. */
  raw(encoded: Uint8Array): void {
    const { length } = encoded;
    this.room(length);
    const { buffer, at } = this;
    if (length <= SHORT_TEXT) for (let i = 0; i < length; i++) buffer[at + i] = encoded[i];
    else buffer.set(encoded, at);
    this.at = at + length;
  }

  array(items: number): void {
    this.head(ARRAY, items);
  }

  map(pairs: number): void {
    this.head(MAP, pairs);
  }

  /** Throws TypeError on what is no `CborValue`. */
  value(value: CborValue): void {
    if (value === null) this.null();
    else if (typeof value === 'number') this.integer(value);
    else if (typeof value === 'string') this.text(value);
    else if (typeof value === 'boolean') this.bool(value);
    else if (typeof value !== 'object') throw new TypeError(`the ledger cannot hold a value of type ${typeof value}`);
    else if (value instanceof Uint8Array) this.bytes(value);
    else if (isArray(value)) {
      this.array(value.length);
      for (const item of value) this.value(item);
    } else this.pairs(value);
  }

  /** What was written, valid until the next write: for bytes that are hashed or copied at once. The writer is empty again. */
  view(): Buffer {
    const view = this.buffer.subarray(0, this.at);
    this.at = 0;
    return view;
  }

  /** A copy of what was written. The writer is empty again. */
  take(): Buffer {
    return Buffer.from(this.view());
  }

  private pairs(value: CborMap): void {
    const keys = Object.keys(value).sort(byEncodedKey);
    this.map(keys.length);
    for (const key of keys) {
      this.text(key);
      this.value(value[key]);
    }
  }

  /** Writes a short text whose characters are all ASCII; else writes nothing and returns false. */
  private ascii(value: string): boolean {
    const { length } = value;
    const start = this.at;
    this.head(TEXT, length);
    this.room(length);
    const { buffer } = this;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) {
        this.at = start;
        return false;
      }
      buffer[this.at++] = code;
    }
    return true;
  }

  private byte(value: number): void {
    this.room(1);
    this.buffer[this.at++] = value;
  }

  private head(major: number, value: number): void {
    this.room(9);
    const { buffer } = this;
    if (value < 24) buffer[this.at++] = major | value;
    else if (value < 0x100) {
      buffer[this.at++] = major | 24;
      buffer[this.at++] = value;
    } else if (value < 0x1_0000) {
      buffer[this.at++] = major | 25;
      this.at = buffer.writeUInt16BE(value, this.at);
    } else if (value < TWO_32) {
      buffer[this.at++] = major | 26;
      this.at = buffer.writeUInt32BE(value, this.at);
    } else {
      buffer[this.at++] = major | 27;
      this.at = buffer.writeUInt32BE(Math.floor(value / TWO_32), this.at);
      this.at = buffer.writeUInt32BE(value % TWO_32, this.at);
    }
  }

  private room(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}

/** Deterministic CBOR of one value. */
export function encodeCbor(value: CborValue): Buffer {
  const writer = new CborWriter(256);
  writer.value(value);
  return writer.take();
}

/** The head holds the length, so of two text keys the one with fewer bytes comes first, whatever is in it. */
function byEncodedKey(left: string, right: string): number {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length - b.length || a.compare(b);
}

function isArray(value: readonly CborValue[] | CborMap): value is readonly CborValue[] {
  return Array.isArray(value);
}
