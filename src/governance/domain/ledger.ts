import { hash } from 'node:crypto';
import { encodeCbor } from './cbor.js';

/*
 * The ledger's arithmetic, format 1. A commit's records are the leaves of a Merkle tree after RFC 6962 (2.1); the root goes, with the
 * facts of the commit, into a header in deterministic CBOR (RFC 8949, 4.2.1); each header is hashed onto the chain of its lane.
 * The first byte of everything that is hashed says what it is, so that none can pass for another.
 */

const FORMAT = 1;
const LEAF = 0x00;
const NODE = 0x01;
const HEADER = 0x02;
const GENESIS = 0x03;
export const HASH_BYTES = 32;
export const SALT_BYTES = 16;
const LEAF_HEAD_BYTES = 6;

// Kept between calls: nothing here awaits, so no two calls are ever in them at once.
let outer = Buffer.allocUnsafe(4096);
let inner = Buffer.allocUnsafe(4096);
let tree = Buffer.allocUnsafe(64 * 1024);
const pair = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
pair[0] = NODE;

/**
 * Hash of one record: SHA-256(0x00 || 0x01 || u32be(length of public) || public || SHA-256(salt || private)).
 * Without salt and private bytes, which an erasure deletes, the leaf still verifies when the inner hash is kept; and without the
 * salt nobody can find the private bytes by trying.
 * @param salt 16 random bytes of this record alone.
 * @param into where the 32 bytes are written, from `offset` on: a packed list of leaves needs no buffer a record.
 * @returns `into`.
 */
export function leafHash(publicBytes: Uint8Array, salt: Uint8Array, privateBytes: Uint8Array, into = Buffer.allocUnsafe(HASH_BYTES), offset = 0): Buffer {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a leaf's salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  const innerLength = SALT_BYTES + privateBytes.length;
  if (inner.length < innerLength) inner = Buffer.allocUnsafe(innerLength * 2);
  inner.set(salt);
  inner.set(privateBytes, SALT_BYTES);

  const innerAt = LEAF_HEAD_BYTES + publicBytes.length;
  if (outer.length < innerAt + HASH_BYTES) outer = Buffer.allocUnsafe((innerAt + HASH_BYTES) * 2);
  outer[0] = LEAF;
  outer[1] = FORMAT;
  outer.writeUInt32BE(publicBytes.length, 2);
  outer.set(publicBytes, LEAF_HEAD_BYTES);
  digest(inner.subarray(0, innerLength), outer, innerAt);
  digest(outer.subarray(0, innerAt + HASH_BYTES), into, offset);
  return into;
}

/**
 * Merkle tree hash of RFC 6962, 2.1, over leaf hashes: a node is SHA-256(0x01 || left || right), of nothing it is SHA-256("").
 * Pairing level by level and letting an odd last node rise gives the RFC's tree, which splits at the largest power of two.
 * @param leaves the hashes one by one, or packed one after the other; they are not changed.
 */
export function merkleRoot(leaves: Buffer | readonly Buffer[]): Buffer {
  const count = leafCount(leaves);
  if (count === 0) return sha256(Buffer.alloc(0));
  if (tree.length < count * HASH_BYTES) tree = Buffer.allocUnsafe(count * HASH_BYTES * 2);
  if (Buffer.isBuffer(leaves)) tree.set(leaves);
  else for (let i = 0; i < count; i++) tree.set(leaves[i], i * HASH_BYTES);
  for (let nodes = count; nodes > 1; nodes = (nodes + 1) >>> 1) raise(nodes);
  return Buffer.from(tree.subarray(0, HASH_BYTES));
}

/** Head of the chain after a header: SHA-256(0x02 || previous head || header). */
export function chainHead(previousHead: Uint8Array, header: Uint8Array): Buffer {
  if (previousHead.length !== HASH_BYTES) throw new RangeError(`a chain head has ${HASH_BYTES} bytes, not ${previousHead.length}`);
  return sha256(Buffer.concat([Buffer.of(HEADER), previousHead, header]));
}

/** Head before the first commit of a lane: 32 zero bytes, or SHA-256(0x03 || CBOR array of the heads of the lanes that it follows). */
export function genesisHead(parents: readonly Uint8Array[] = []): Buffer {
  if (parents.length === 0) return Buffer.alloc(HASH_BYTES);
  return sha256(Buffer.concat([Buffer.of(GENESIS), encodeCbor(parents)]));
}

/** What a commit says of itself. */
export interface CommitFacts {
  readonly run: string;
  readonly partition: number;
  /** Number of the commit in its lane, from 1. */
  readonly commit: number;
  /** First position that it covers, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** One byte a record. */
  readonly dispositions: Uint8Array;
}

/** Deterministic CBOR of a commit's facts; the dispositions enter as their SHA-256. */
export function commitHeader(facts: CommitFacts, leaves: number, root: Uint8Array): Buffer {
  const { run, partition, commit, from, to } = facts;
  return encodeCbor({ format: FORMAT, run, partition, commit, from, to, leaves, root, dispositions: sha256(facts.dispositions) });
}

export interface Seal {
  readonly leaves: number;
  /** Merkle root of the commit's leaves, 32 bytes. */
  readonly root: Buffer;
  /** Head of the lane's chain after the commit, 32 bytes. */
  readonly head: Buffer;
}

/** Seals a commit onto its lane's chain. Pure: storing the result with the commit is the caller's. */
export function seal(previousHead: Uint8Array, facts: CommitFacts, leaves: Buffer | readonly Buffer[]): Seal {
  const root = merkleRoot(leaves);
  const count = leafCount(leaves);
  return { leaves: count, root, head: chainHead(previousHead, commitHeader(facts, count, root)) };
}

function leafCount(leaves: Buffer | readonly Buffer[]): number {
  const count = Buffer.isBuffer(leaves) ? leaves.length / HASH_BYTES : leaves.length;
  if (!Number.isInteger(count)) throw new RangeError(`packed leaves have a multiple of ${HASH_BYTES} bytes, not ${leaves.length}`);
  return count;
}

/** Replaces the first `nodes` hashes of `tree` by their parents. */
function raise(nodes: number): void {
  const pairs = nodes >>> 1;
  for (let i = 0; i < pairs; i++) {
    tree.copy(pair, 1, i * 2 * HASH_BYTES, (i + 1) * 2 * HASH_BYTES);
    digest(pair, tree, i * HASH_BYTES);
  }
  if (nodes & 1) tree.copy(tree, pairs * HASH_BYTES, (nodes - 1) * HASH_BYTES, nodes * HASH_BYTES);
}

/** Writes the SHA-256 of `data`. As a one-byte-a-character string the result costs half of what a buffer of its own does: measured. */
function digest(data: Uint8Array, into: Buffer, offset: number): void {
  into.write(hash('sha256', data, 'binary'), offset, HASH_BYTES, 'latin1');
}

function sha256(data: Uint8Array): Buffer {
  return hash('sha256', data, 'buffer');
}
