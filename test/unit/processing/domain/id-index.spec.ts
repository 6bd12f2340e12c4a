import { describe, expect, it } from 'vitest';
import { IdIndex } from '../../../../src/processing/domain/id-index.js';

const hash = (n: number): Buffer => {
  const bytes = Buffer.alloc(10);
  bytes.writeUInt32LE(Math.imul(n, 2654435761) >>> 0, 2);
  bytes.writeUInt32LE(n, 6);
  return bytes;
};
const digest = Buffer.alloc(16, 1);

describe('IdIndex', () => {
  it('finds every id that it holds, through growth, and tells another digest', () => {
    const ids = new IdIndex();
    for (let n = 0; n < 20_000; n++) ids.add(hash(n), 0, digest, n, n, 1e9, 0);
    for (let n = 0; n < 20_000; n++) expect(ids.find(hash(n), 0, digest, 0)).toEqual({ position: n, timeUs: n, sameDigest: true });
    expect(ids.find(hash(7), 0, Buffer.alloc(16, 2), 0)?.sameDigest).toBe(false);
    expect(ids.find(hash(20_001), 0, digest, 0)).toBeUndefined();
  });

  it('holds an id up to its end and not beyond, removed or not', () => {
    const ids = new IdIndex();
    ids.add(hash(1), 0, digest, 1, 0, 100, 0);
    expect(ids.find(hash(1), 0, digest, 100)).toBeDefined();
    expect(ids.find(hash(1), 0, digest, 101)).toBeUndefined();
  });

  it('does not grow with what has ended', () => {
    const ids = new IdIndex();
    for (let n = 0; n < 200_000; n++) ids.add(hash(n), 0, digest, n, n, n + 100, n);
    expect(ids.size).toBeLessThan(2_000);
    expect(ids.find(hash(199_999), 0, digest, 199_999)?.position).toBe(199_999);
  });
});
