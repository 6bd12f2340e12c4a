import { WasmCode, wasmModule } from './wasm-writer.js';

/** Where things stand in the memory of the code, bytes: each word of SHA-256 is a vector of the words of four messages. */
export const STATE_AT = 0;
export const WORDS_AT = 128;
const CONSTANTS_AT = 384;
export const MESSAGES_AT = CONSTANTS_AT + 64 * 16;

/** FIPS 180-4, 4.2.2. */
const CONSTANTS = roundConstants();

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
function roundConstants(): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Uint32Array.from(primes, (prime) => Number(rootBits(BigInt(prime), 3n) & 0xffffffffn));
}

/** First 32 bits of the fractional parts of the square roots of the first 8 primes. */
export const INITIAL = Uint32Array.from([2, 3, 5, 7, 11, 13, 17, 19], (prime) => Number(rootBits(BigInt(prime), 2n) & 0xffffffffn));

/** The root of `value`, as a whole number of 2^-32. */
function rootBits(value: bigint, degree: bigint): bigint {
  const target = value << (32n * degree);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return low;
}

/** Puts the constants where the code reads them. */
export function writeConstants(memory: ArrayBuffer): void {
  const words = new Uint32Array(memory, CONSTANTS_AT, 256);
  CONSTANTS.forEach((constant, i) => words.fill(constant, i * 4, i * 4 + 4));
}

/**
 * SHA-256 of four messages at a time, one in each 32-bit lane. `gather(a, b, c, d)` reads a block of each message, given by its address,
 * into the words; `compress()` takes the words into the state.
 */
export function sha256Module(pages: number): Uint8Array {
  return wasmModule(
    [
      { name: 'gather', parameters: 4, body: gather() },
      { name: 'compress', parameters: 0, body: compress() },
    ],
    pages,
  );
}

const lanes = (...words: number[]): number[] => words.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte));
const BIG_ENDIAN = [0, 1, 2, 3].flatMap((word) => [3, 2, 1, 0].map((byte) => word * 4 + byte));

/** Four words of each message at a time: a transposition of four by four. */
function gather(): number[] {
  const code = new WasmCode();
  const [a, b, c, d] = [0, 1, 2, 3];
  const halves = [4, 5, 6, 7];
  for (let quarter = 0; quarter < 4; quarter++) {
    const pair = (x: number, y: number, words: number[], into: number): void => {
      code
        .get(x)
        .load(quarter * 16)
        .get(y)
        .load(quarter * 16)
        .shuffle(lanes(...words))
        .set(into);
    };
    pair(a, b, [0, 4, 1, 5], halves[0]);
    pair(a, b, [2, 6, 3, 7], halves[1]);
    pair(c, d, [0, 4, 1, 5], halves[2]);
    pair(c, d, [2, 6, 3, 7], halves[3]);
    for (let word = 0; word < 4; word++) {
      const [left, right] = word < 2 ? [halves[0], halves[2]] : [halves[1], halves[3]];
      code
        .i32(0)
        .get(left)
        .get(right)
        .shuffle(word % 2 === 0 ? lanes(0, 1, 4, 5) : lanes(2, 3, 6, 7))
        .tee(8)
        .get(8)
        .shuffle(BIG_ENDIAN);
      code.store(WORDS_AT + (quarter * 4 + word) * 16);
    }
  }
  return code.body(5);
}

/** Of 128 bits: a word for each message. */
const TEMPORARY = 24;

/** FIPS 180-4, 6.2.2; the registers change their names from round to round instead of moving. */
function compress(): number[] {
  const code = new WasmCode();
  const words = Array.from({ length: 16 }, (_, i) => 8 + i);
  for (let i = 0; i < 8; i++) loadFrom(code, STATE_AT + i * 16).set(i);
  for (let i = 0; i < 16; i++) loadFrom(code, WORDS_AT + i * 16).set(words[i]);
  let names = [0, 1, 2, 3, 4, 5, 6, 7];
  for (let round = 0; round < 64; round++) {
    if (round >= 16) schedule(code, words, round);
    loadFrom(code, CONSTANTS_AT + round * 16)
      .get(words[round % 16])
      .add();
    mix(code, names);
    names = [names[7], ...names.slice(0, 7)];
  }
  for (let i = 0; i < 8; i++) {
    code.i32(0);
    loadFrom(code, STATE_AT + i * 16)
      .get(names[i])
      .add();
    code.store(STATE_AT + i * 16);
  }
  return code.body(25);
}

/** A round: the word with its constant is on the stack. The last register becomes the first, and the fourth the fifth. */
function mix(code: WasmCode, [a, b, c, d, e, f, g, h]: readonly number[]): void {
  code.get(h).add();
  rotations(code, e, [6, 11, 25]);
  code.add();
  code.get(f).get(g).xor().get(e).and().get(g).xor();
  code.add().tee(TEMPORARY);
  code.get(d).add().set(d);
  code.get(TEMPORARY);
  rotations(code, a, [2, 13, 22]);
  code.add();
  code.get(a).get(b).and().get(a).get(b).or().get(c).and().or();
  code.add().set(h);
}

function loadFrom(code: WasmCode, address: number): WasmCode {
  return code.i32(0).load(address);
}

/** The word of a round after the sixteenth, in the place of the one sixteen before. */
function schedule(code: WasmCode, words: readonly number[], round: number): void {
  const at = (back: number): number => words[(round - back) % 16];
  code.get(at(16));
  rotations(code, at(15), [7, 18], 3);
  code.add().get(at(7)).add();
  rotations(code, at(2), [17, 19], 10);
  code.add().set(words[round % 16]);
}

/** Exclusive or of a local turned right by some numbers of bits, and shifted by one. */
function rotations(code: WasmCode, local: number, turns: readonly number[], shift?: number): void {
  turns.forEach((bits, i) => {
    code.get(local).i32(bits).shiftRight();
    if (i > 0) code.xor();
    code
      .get(local)
      .i32(32 - bits)
      .shiftLeft()
      .xor();
  });
  if (shift !== undefined) code.get(local).i32(shift).shiftRight().xor();
}
