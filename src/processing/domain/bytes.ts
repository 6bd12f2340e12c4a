/** Bytes up to which a copy by hand is quicker than a call. */
const SHORT = 64;

/** Writes the packed forms of delta rows and key images: little-endian, lengths as unsigned LEB128. */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(64 * 1024);
  private view = viewOf(this.buffer);
  private at = 0;

  u8(value: number): void {
    this.room(1);
    this.buffer[this.at++] = value;
  }

  varint(value: number): void {
    this.room(8);
    while (value >= 0x80) {
      this.buffer[this.at++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    this.buffer[this.at++] = value;
  }

  f64(value: number): void {
    this.room(8);
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  /** Little-endian, as this machine has them in memory. */
  doubles(values: Float64Array): void {
    this.bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  bytes(value: Uint8Array): void {
    if (value.length <= SHORT) return this.bytesOf(value, 0, value.length);
    this.room(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  /** `length` bytes of `value` from `from`, few. */
  bytesOf(value: Uint8Array, from: number, length: number): void {
    this.room(length);
    const { buffer, at } = this;
    for (let i = 0; i < length; i++) buffer[at + i] = value[from + i];
    this.at = at + length;
  }

  text(value: string): void {
    this.room(value.length * 3 + 8);
    if (this.shortAscii(value)) return;
    this.varint(Buffer.byteLength(value));
    this.at += this.buffer.write(value, this.at);
  }

  /** Most texts are a few letters: their length takes one byte, and each letter too. */
  private shortAscii(value: string): boolean {
    const { length } = value;
    if (length > SHORT) return false;
    const { buffer, at } = this;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 0x80) return false;
      buffer[at + 1 + i] = code;
    }
    buffer[at] = length;
    this.at = at + 1 + length;
    return true;
  }

  /** A copy of what was written; the writer is empty again. */
  take(): Buffer {
    const taken = Buffer.from(this.buffer.subarray(0, this.at));
    this.at = 0;
    return taken;
  }

  private room(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
    this.view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

/** Reads what `ByteWriter` wrote; throws RangeError past the end. */
export class ByteReader {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  get done(): boolean {
    return this.at >= this.buffer.length;
  }

  u8(): number {
    return this.buffer.readUInt8(this.at++);
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  f64(): number {
    const value = this.buffer.readDoubleLE(this.at);
    this.at += 8;
    return value;
  }

  /** Reads `count` doubles into `into` from `at`. */
  doubles(into: Float64Array, at: number, count: number): void {
    new Uint8Array(into.buffer, into.byteOffset + at * 8, count * 8).set(this.bytes(count * 8));
  }

  bytes(length: number): Buffer {
    if (this.at + length > this.buffer.length) throw new RangeError('packed bytes end too early');
    const value = this.buffer.subarray(this.at, this.at + length);
    this.at += length;
    return value;
  }

  text(): string {
    return this.bytes(this.varint()).toString('utf8');
  }
}
