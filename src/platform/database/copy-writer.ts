/** Signature, flags and header extension of COPY's binary format (PostgreSQL documentation, COPY, Binary Format). */
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = -1;
const NULL = -1;
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
    this.at = this.buffer.writeInt16BE(fields, this.at);
    this.count++;
  }

  null(): void {
    this.room(4);
    this.at = this.buffer.writeInt32BE(NULL, this.at);
  }

  i16(value: number): void {
    this.room(6);
    this.at = this.buffer.writeInt32BE(2, this.at);
    this.at = this.buffer.writeInt16BE(value, this.at);
  }

  i32(value: number): void {
    this.room(8);
    this.at = this.buffer.writeInt32BE(4, this.at);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  /** A bigint column from a safe integer. */
  i64(value: number): void {
    this.room(12);
    const high = Math.floor(value / 0x1_0000_0000);
    this.at = this.buffer.writeInt32BE(8, this.at);
    this.at = this.buffer.writeInt32BE(high, this.at);
    this.at = this.buffer.writeUInt32BE(value - high * 0x1_0000_0000, this.at);
  }

  /** A date column from days since 1970-01-01. */
  date(days: number): void {
    this.i32(days - EPOCH_DAYS);
  }

  text(value: string): void {
    this.room(value.length * 3 + 4);
    const length = this.buffer.write(value, this.at + 4);
    this.buffer.writeInt32BE(length, this.at);
    this.at += 4 + length;
  }

  textOrNull(value: string | undefined): void {
    if (value === undefined) this.null();
    else this.text(value);
  }

  bytes(value: Uint8Array): void {
    this.room(value.length + 4);
    this.at = this.buffer.writeInt32BE(value.length, this.at);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  /** The whole payload. The writer is not to be used any more. */
  finish(): Buffer {
    this.room(2);
    this.at = this.buffer.writeInt16BE(TRAILER, this.at);
    return this.buffer.subarray(0, this.at);
  }

  private room(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}
