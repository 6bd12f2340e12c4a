/** Writes the code of one function without results: as much of WebAssembly as hashing needs. Opcodes are those of the specification. */
export class WasmCode {
  private readonly bytes: number[] = [];

  get(local: number): this {
    this.bytes.push(0x20, ...unsigned(local));
    return this;
  }

  set(local: number): this {
    this.bytes.push(0x21, ...unsigned(local));
    return this;
  }

  tee(local: number): this {
    this.bytes.push(0x22, ...unsigned(local));
    return this;
  }

  i32(value: number): this {
    this.bytes.push(0x41, ...signed(value));
    return this;
  }

  /** Of 16 bytes at the address on the stack, or to it, plus `offset`. */
  load(offset: number): this {
    return this.simd(0x00, 4, ...unsigned(offset));
  }

  store(offset: number): this {
    return this.simd(0x0b, 4, ...unsigned(offset));
  }

  /** Bytes of the two vectors on the stack, numbered 0 to 31. */
  shuffle(lanes: readonly number[]): this {
    return this.simd(0x0d, ...lanes);
  }

  and(): this {
    return this.simd(0x4e);
  }

  or(): this {
    return this.simd(0x50);
  }

  xor(): this {
    return this.simd(0x51);
  }

  /** By the number on the stack, in each of four 32-bit lanes. */
  shiftLeft(): this {
    return this.simd(0xab);
  }

  shiftRight(): this {
    return this.simd(0xad);
  }

  add(): this {
    return this.simd(0xae);
  }

  /** The body: `parameters` are locals too, numbered before the `vectors` that follow them. */
  body(vectors: number): number[] {
    return sized([1, ...unsigned(vectors), VECTOR, ...this.bytes, 0x0b]);
  }

  private simd(operation: number, ...immediates: number[]): this {
    this.bytes.push(0xfd, ...unsigned(operation), ...immediates);
    return this;
  }
}

const VECTOR = 0x7b;
const I32 = 0x7f;

/** One function of a module: how many numbers it takes, and its body. */
export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly body: readonly number[];
}

/** A module that exports its functions and imports its memory as `host.memory`. */
export function wasmModule(functions: readonly WasmFunction[], pages: number): Uint8Array {
  const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
  const section = (id: number, content: readonly number[]): number[] => [id, ...sized(content)];
  const text = (value: string): number[] => sized([...Buffer.from(value)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(functions.map(({ parameters }) => [0x60, ...unsigned(parameters), ...Array<number>(parameters).fill(I32), 0]))),
    ...section(2, list([[...text('host'), ...text('memory'), 2, 1, ...unsigned(pages), ...unsigned(pages)]])),
    ...section(3, list(functions.map((_, i) => unsigned(i)))),
    ...section(7, list(functions.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]))),
    ...section(10, list(functions.map(({ body }) => body))),
  ]);
}

function sized(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ;) {
    const byte = left & 0x7f;
    left >>>= 7;
    if (left === 0) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ;) {
    const byte = left & 0x7f;
    left >>= 7;
    if ((left === 0 && byte < 0x40) || (left === -1 && byte >= 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}
