import { createHash } from 'node:crypto';
import { MESSAGES_AT } from './sha256-code.js';
import { type Sha256Lanes, sha256Lanes } from './sha256-lanes.js';

const BLOCK_BYTES = 64;
/** After a message: one bit, and its length in bits. */
const PADDING_BYTES = 9;
const LANES = 4;
/** Messages are gathered by their number of blocks; longer ones are rare, and hashed alone. */
const MOST_BLOCKS = 64;
/** Letters up to which a copy by hand is quicker than a call. */
const SHORT = 64;

/**
 * HMAC-SHA-256 (RFC 2104) with a fixed key over many texts that share a prefix: four at a time, one in each lane of 128-bit vectors, and the
 * two blocks of the key are hashed once. Half the time and less of a call of the library for each; `KeyedHash` gives the same bytes for one.
 * All share one memory: from `begin` to `take` nobody else may use another.
 */
export class KeyedHashes {
  /** Where messages are written. */
  readonly memory: Buffer;
  private readonly lanes: Sha256Lanes;
  private readonly words: Uint32Array;
  private readonly inner: Uint32Array;
  private readonly outer: Uint32Array;
  private readonly prefix: Buffer;
  private addresses = new Int32Array(256);
  private blocks = new Int32Array(256);
  /** For each number of blocks: the messages that wait for others, and how many. */
  private readonly waiting = new Int32Array((MOST_BLOCKS + 1) * LANES);
  private readonly waits = new Uint8Array(MOST_BLOCKS + 1);
  private count = 0;
  private next = MESSAGES_AT;

  constructor(key: Buffer, prefix = '') {
    this.lanes = sha256Lanes();
    this.memory = this.lanes.memory;
    this.words = new Uint32Array(this.memory.buffer);
    this.prefix = Buffer.from(prefix, 'utf8');
    const short = key.length > BLOCK_BYTES ? createHash('sha256').update(key).digest() : key;
    const state = (mask: number): Uint32Array => {
      const block = Buffer.alloc(BLOCK_BYTES, mask);
      for (let i = 0; i < short.length; i++) block[i] = short[i] ^ mask;
      return this.lanes.stateAfter(block);
    };
    this.inner = state(0x36);
    this.outer = state(0x5c);
  }

  begin(): void {
    this.count = 0;
    this.next = MESSAGES_AT;
  }

  /** Whether a message of so many bytes still has room. */
  fits(bytes: number): boolean {
    return this.next + this.prefix.length + bytes + BLOCK_BYTES + PADDING_BYTES <= this.memory.length;
  }

  /** A text that fits, three bytes for each of its letters. */
  add(text: string): void {
    const { memory } = this;
    const at = this.start();
    const { length } = text;
    if (length > SHORT) return this.commit(at, at + memory.write(text, at));
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) return this.commit(at, at + memory.write(text, at));
      memory[at + i] = code;
    }
    this.commit(at, at + length);
  }

  /** Where in `memory` the next message goes; `commit` makes it one. */
  start(): number {
    const { prefix, memory, next } = this;
    for (let i = 0; i < prefix.length; i++) memory[next + i] = prefix[i];
    return next + prefix.length;
  }

  /** Takes the message from `at`, which `start` gave, to `end`. */
  commit(at: number, end: number): void {
    const { memory, words, count } = this;
    if (count === this.addresses.length) this.growList();
    const from = at - this.prefix.length;
    const blocks = (end - from + PADDING_BYTES + BLOCK_BYTES - 1) >>> 6;
    const last = from + blocks * BLOCK_BYTES;
    memory[end] = 0x80;
    let pad = end + 1;
    for (; (pad & 3) !== 0; pad++) memory[pad] = 0;
    for (let word = pad >>> 2; word < last >>> 2; word++) words[word] = 0;
    const bits = (BLOCK_BYTES + end - from) * 8;
    for (let i = 0; i < 4; i++) memory[last - 1 - i] = bits >>> (8 * i);
    this.addresses[count] = from;
    this.blocks[count] = blocks;
    this.count = count + 1;
    this.next = last;
  }

  /** The first `bytes` bytes of the hash of each message since `begin`, in their order. */
  take(bytes: number): Buffer {
    const { waiting, waits, blocks } = this;
    const taken = Buffer.allocUnsafeSlow(this.count * bytes);
    for (let i = 0; i < this.count; i++) {
      const group = Math.min(blocks[i], MOST_BLOCKS);
      waiting[group * LANES + waits[group]++] = i;
      if (waits[group] === LANES || group === MOST_BLOCKS) this.hash(group, taken, bytes);
    }
    for (let group = 0; group < MOST_BLOCKS; group++) if (waits[group] > 0) this.hash(group, taken, bytes);
    this.begin();
    return taken;
  }

  /** Of the messages that wait, which have the same number of blocks: where there are fewer than lanes, the first fills the rest. */
  private hash(group: number, into: Buffer, bytes: number): void {
    const { waiting, waits, addresses, lanes } = this;
    const first = group * LANES;
    const of = (lane: number): number => addresses[waiting[lane < waits[group] ? first + lane : first]];
    lanes.hmac(this.inner, this.outer, this.blocks[waiting[first]], of(0), of(1), of(2), of(3));
    for (let lane = 0; lane < waits[group]; lane++) lanes.result(lane, into, waiting[first + lane] * bytes, bytes);
    waits[group] = 0;
  }

  private growList(): void {
    const [addresses, blocks] = [this.addresses, this.blocks];
    this.addresses = new Int32Array(addresses.length * 2);
    this.addresses.set(addresses);
    this.blocks = new Int32Array(blocks.length * 2);
    this.blocks.set(blocks);
  }
}
