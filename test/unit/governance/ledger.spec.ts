import { createHash } from 'node:crypto';
import { encode } from 'cborg';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainHead, commitHeader, genesisHead, leafHash, merkleRoot, seal } from '../../../src/governance/domain/ledger.js';

const sha = (...parts: (Uint8Array | number[])[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();

/** RFC 6962, 2.1, word for word. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha([]);
  if (leaves.length === 1) return leaves[0];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha([1], treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

describe('merkleRoot', () => {
  /** The inputs and roots with which implementations of RFC 6962 are commonly tested. */
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  it.each(roots.map((root, leaves) => [leaves, root] as const))('of the first %i known inputs', (count, root) => {
    const leaves = inputs.slice(0, count).map((input) => sha([0], Buffer.from(input, 'hex')));
    expect(merkleRoot(leaves).toString('hex')).toBe(root);
    expect(merkleRoot(Buffer.concat(leaves)).toString('hex')).toBe(root);
  });

  it('is the tree of RFC 6962 for any number of leaves, and changes none of them', () => {
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 200 }), (leaves) => {
        const packed = Buffer.concat(leaves);
        const before = Buffer.from(packed);
        expect(merkleRoot(packed).equals(treeHash(leaves))).toBe(true);
        expect(merkleRoot(leaves).equals(treeHash(leaves))).toBe(true);
        expect(packed.equals(before)).toBe(true);
      }),
    );
  });

  it('holds thousands of leaves', () => {
    const leaves = Array.from({ length: 5001 }, (_, i) => sha([i & 255, i >> 8]));
    expect(merkleRoot(Buffer.concat(leaves))).toEqual(treeHash(leaves));
  });

  it('refuses a torn list', () => {
    expect(() => merkleRoot(Buffer.alloc(33))).toThrow(RangeError);
  });
});

describe('leafHash', () => {
  const bytes = fc.uint8Array({ maxLength: 600 });
  it('is the documented formula', () => {
    fc.assert(
      fc.property(bytes, fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes, (open, salt, secret) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(open.length);
        const expected = sha([0], [1], length, open, sha(salt, secret));
        expect(leafHash(open, salt, secret).equals(expected)).toBe(true);
        const packed = leafHash(open, salt, secret, Buffer.alloc(96), 32);
        expect(packed.subarray(32, 64).equals(expected)).toBe(true);
        expect(packed.subarray(64).equals(Buffer.alloc(32))).toBe(true);
      }),
    );
  });

  it('takes records larger than its first room', () => {
    const large = Buffer.alloc(100_000, 7);
    const salt = Buffer.alloc(16, 1);
    expect(leafHash(large, salt, large)).toEqual(sha([0, 1, 0, 1, 0x86, 0xa0], large, sha(salt, large)));
  });

  it('refuses a salt of another length', () => {
    expect(() => leafHash(Buffer.alloc(1), Buffer.alloc(15), Buffer.alloc(1))).toThrow(RangeError);
  });
});

describe('the chain', () => {
  const facts = { run: 'card-fraud@april', partition: 3, commit: 12, from: 4096, to: 4099, dispositions: Uint8Array.of(1, 2, 8) };
  const root = sha([9]);

  it('has a header of facts in deterministic CBOR', () => {
    const expected = { format: 1, run: 'card-fraud@april', partition: 3, commit: 12, from: 4096, to: 4099, leaves: 2, root, dispositions: sha([1, 2, 8]) };
    expect(commitHeader(facts, 2, root).equals(encode(expected))).toBe(true);
  });

  it('starts at zeros, or at what the parents of the lane ended with', () => {
    expect(genesisHead()).toEqual(Buffer.alloc(32));
    expect(genesisHead([root, root])).toEqual(sha([3], encode([root, root])));
  });

  it('puts each header on the head before', () => {
    expect(chainHead(root, Buffer.from('header'))).toEqual(sha([2], root, Buffer.from('header')));
    expect(() => chainHead(Buffer.alloc(31), Buffer.from('header'))).toThrow(RangeError);
  });

  it('is sealed by one call', () => {
    const leaves = [sha([1]), sha([2]), sha([3])];
    const sealed = seal(genesisHead(), facts, Buffer.concat(leaves));
    expect(sealed.leaves).toBe(3);
    expect(sealed.root).toEqual(treeHash(leaves));
    expect(sealed.head).toEqual(sha([2], Buffer.alloc(32), commitHeader(facts, 3, sealed.root)));
    expect(seal(genesisHead(), facts, leaves)).toEqual(sealed);
  });

  it.each([
    ['run', { run: 'card-fraud' }],
    ['partition', { partition: 4 }],
    ['commit', { commit: 13 }],
    ['from', { from: 4095 }],
    ['to', { to: 4100 }],
    ['dispositions', { dispositions: Uint8Array.of(1, 2, 7) }],
  ])('has another head when the %s is another', (_, change) => {
    const leaves = [sha([1])];
    expect(seal(genesisHead(), { ...facts, ...change }, leaves).head).not.toEqual(seal(genesisHead(), facts, leaves).head);
  });
});
