import { INITIAL, STATE_AT, WORDS_AT, sha256Module, writeConstants } from './sha256-code.js';

/** Of 64 KiB, never more: memory that grows is memory that moves. What is not used is never touched. */
const PAGES = 64;
const PAGE_BYTES = 65_536;
const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
const LANES = 4;
const WORDS = 8;
const STATE = STATE_AT >>> 2;
const MESSAGE = WORDS_AT >>> 2;

interface Code {
  gather(a: number, b: number, c: number, d: number): void;
  compress(): void;
}

/** As much as is used here of a global that every Node has. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** The hashing code with its memory: messages are written from `MESSAGES_AT` on. */
export class Sha256Lanes {
  readonly memory: Buffer;
  private readonly code: Code;
  private readonly words: Uint32Array;

  constructor() {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
    const module = new WebAssembly.Module(sha256Module(PAGES));
    this.code = new WebAssembly.Instance(module, { host: { memory } }).exports as Code;
    this.memory = Buffer.from(memory.buffer, 0, PAGES * PAGE_BYTES);
    this.words = new Uint32Array(memory.buffer);
    writeConstants(memory.buffer);
  }

  /** The state, for all lanes, after one block that is the same in all. */
  stateAfter(block: Buffer): Uint32Array {
    const { words } = this;
    for (let i = 0; i < 16; i++) words.fill(block.readUInt32BE(i * 4), MESSAGE + i * LANES, MESSAGE + (i + 1) * LANES);
    for (let i = 0; i < WORDS; i++) words.fill(INITIAL[i], STATE + i * LANES, STATE + (i + 1) * LANES);
    this.code.compress();
    return words.slice(STATE, STATE + WORDS * LANES);
  }

  /**
   * HMAC of four padded messages of `blocks` blocks, given by their addresses, from the states after both blocks of the key: the result is
   * told by `byte`.
   */
  hmac(inner: Uint32Array, outer: Uint32Array, blocks: number, a: number, b: number, c: number, d: number): void {
    const { code, words } = this;
    words.set(inner, STATE);
    for (let block = 0, at = 0; block < blocks; block++, at += BLOCK_BYTES) {
      code.gather(a + at, b + at, c + at, d + at);
      code.compress();
    }
    words.copyWithin(MESSAGE, STATE, STATE + WORDS * LANES);
    words.fill(0x80000000, MESSAGE + WORDS * LANES, MESSAGE + (WORDS + 1) * LANES);
    words.fill(0, MESSAGE + (WORDS + 1) * LANES, MESSAGE + 15 * LANES);
    words.fill((BLOCK_BYTES + HASH_BYTES) * 8, MESSAGE + 15 * LANES, MESSAGE + 16 * LANES);
    words.set(outer, STATE);
    code.compress();
  }

  /** Writes the first `bytes` bytes of the result of a lane. */
  result(lane: number, into: Buffer, at: number, bytes: number): void {
    const { words } = this;
    for (let i = 0; i < bytes; i++) into[at + i] = words[STATE + (i >>> 2) * LANES + lane] >>> (24 - 8 * (i & 3));
  }
}

let only: Sha256Lanes | undefined;

/** One for all: it is used from the first message to the last result without a pause. */
export function sha256Lanes(): Sha256Lanes {
  return (only ??= new Sha256Lanes());
}
