/** Signature, flags and header extension of COPY's binary format (PostgreSQL documentation, COPY, Binary Format). */
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = -1;
const NULL = -1;
/** Up to so many letters or bytes a copy by hand is quicker than a call. */
const SHORT = 64;
/** 2000-01-01, where PostgreSQL counts days from, in days since 1970. */
const EPOCH_DAYS = 10_957;

/** Writes rows in COPY's binary format; the payload is whole in memory before a transaction begins. */
export class CopyWriter {
  private buffer: Buffer;
  private at = HEADER.length;
  private count = 0;

  constructor(bytes = 64 * 1024) {
    this.buffer = Buffer.allocUnsafe(Math.max(bytes, 1024));
    HEADER.copy(this.buffer);
  }

  get rows(): number {
    return this.count;
  }

  row(fields: number): void {
    this.room(2);
    this.word16(fields);
    this.count++;
  }

  null(): void {
    this.room(4);
    this.word32(NULL);
  }

  i16(value: number): void {
    this.room(6);
    this.word32(2);
    this.word16(value);
  }

  i32(value: number): void {
    this.room(8);
    this.word32(4);
    this.word32(value);
  }

  /** A bigint column from a safe integer. */
  i64(value: number): void {
    this.room(12);
    const high = Math.floor(value / 0x1_0000_0000);
    this.word32(8);
    this.word32(high);
    this.word32(value - high * 0x1_0000_0000);
  }

  /** A date column from days since 1970-01-01. */
  date(days: number): void {
    this.i32(days - EPOCH_DAYS);
  }

  text(value: string): void {
    const { length } = value;
    this.room(length * 3 + 4);
    const start = this.at;
    if (length <= SHORT && this.ascii(value)) return;
    const bytes = this.buffer.write(value, start + 4);
    this.at = start;
    this.word32(bytes);
    this.at += bytes;
  }

  textOrNull(value: string | undefined): void {
    if (value === undefined) this.null();
    else this.text(value);
  }

  bytes(value: Uint8Array): void {
    const { length } = value;
    this.room(length + 4);
    this.word32(length);
    const { buffer, at } = this;
    if (length <= SHORT) for (let i = 0; i < length; i++) buffer[at + i] = value[i];
    else buffer.set(value, at);
    this.at = at + length;
  }

  /** The whole payload. The writer is not to be used any more. */
  finish(): Buffer {
    this.room(2);
    this.word16(TRAILER);
    return this.buffer.subarray(0, this.at);
  }

  /** Writes a text of ASCII alone, its length first; of any other nothing that counts, and returns false. */
  private ascii(value: string): boolean {
    const { buffer, at } = this;
    const { length } = value;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      buffer[at + 4 + i] = code;
    }
    this.word32(length);
    this.at += length;
    return true;
  }

  // By hand: the buffer's own methods check what is known here, and cost more than the bytes.
  private word16(value: number): void {
    const { buffer, at } = this;
    buffer[at] = value >>> 8;
    buffer[at + 1] = value;
    this.at = at + 2;
  }

  private word32(value: number): void {
    const { buffer, at } = this;
    buffer[at] = value >>> 24;
    buffer[at + 1] = value >>> 16;
    buffer[at + 2] = value >>> 8;
    buffer[at + 3] = value;
    this.at = at + 4;
  }

  private room(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}
