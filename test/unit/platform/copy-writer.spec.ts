import { describe, expect, it } from 'vitest';
import { CopyWriter } from '../../../src/platform/database/index.js';

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
const sized = (value: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeInt32BE(value.length);
  return Buffer.concat([head, value]);
};
const written = (write: (rows: CopyWriter) => void): Buffer => {
  const rows = new CopyWriter(1);
  write(rows);
  return rows.finish();
};
const value = (bytes: number, write: (into: Buffer) => void): Buffer => {
  const into = Buffer.alloc(bytes);
  write(into);
  return sized(into);
};
const payload = (...fields: Buffer[]) => Buffer.concat([HEADER, ...fields, TRAILER]);

describe('rows for COPY', () => {
  it.each([0, 1, -1, 255, 256, 2 ** 31 - 1, -(2 ** 31)])('hold the integer %i as the server reads it', (number) => {
    expect(written((rows) => rows.i32(number))).toEqual(payload(value(4, (into) => into.writeInt32BE(number))));
  });

  it.each([0, -1, 32_767, -32_768])('hold the small integer %i', (number) => {
    expect(written((rows) => rows.i16(number))).toEqual(payload(value(2, (into) => into.writeInt16BE(number))));
  });

  it.each([0, 1, -1, 2 ** 32 - 1, 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])('hold the large integer %i', (number) => {
    expect(written((rows) => rows.i64(number))).toEqual(payload(value(8, (into) => into.writeBigInt64BE(BigInt(number)))));
  });

  it.each(['', 'a', 'x'.repeat(64), 'x'.repeat(65), `${'x'.repeat(40)}é`, '€'.repeat(64), '\u{1f600}'.repeat(40), 'y'.repeat(5000)])(
    'hold the text %j',
    (text) => {
      expect(written((rows) => rows.text(text))).toEqual(payload(sized(Buffer.from(text))));
    },
  );

  it.each([0, 1, 64, 65, 5000])('hold %i bytes', (count) => {
    const bytes = Buffer.from(Array.from({ length: count }, (_, i) => i & 0xff));
    expect(written((rows) => rows.bytes(bytes))).toEqual(payload(sized(bytes)));
  });

  it('grow as they are written, and count', () => {
    const rows = new CopyWriter(1);
    for (let i = 0; i < 3000; i++) {
      rows.row(3);
      rows.text(`row ${i}`);
      rows.null();
      rows.date(20_000);
    }
    const one = (i: number) =>
      Buffer.concat([Buffer.from([0, 3]), sized(Buffer.from(`row ${i}`)), Buffer.alloc(4, 0xff), value(4, (into) => into.writeInt32BE(20_000 - 10_957))]);
    expect(rows.rows).toBe(3000);
    expect(rows.finish()).toEqual(payload(...Array.from({ length: 3000 }, (_, i) => one(i))));
  });
});
