/** Doubles of a slab: half a mebibyte. An address is a number below 2^32: 32 GiB of slabs. */
const SLAB_BITS = 16;
const SLAB = 1 << SLAB_BITS;
const SMALLEST = 16;

/**
 * Blocks of doubles out of large slabs, so that a million keys are no million arrays: no garbage to collect, and the memory is known to the
 * byte. Sizes are 16, 24, 32, 48, 64, ...: at most a third of a block is slack. Freed blocks are used again; slabs stay.
 */
export class Arena {
  private readonly slabs: Float64Array[] = [];
  private readonly free = new Map<number, number[]>();
  /** Numbers of slabs whose one large block was freed. */
  private readonly emptied: number[] = [];
  /** Doubles handed out of the newest common slab. */
  private used = SLAB;
  private current = -1;
  private taken = 0;

  /** Bytes of the blocks in use. */
  get bytes(): number {
    return this.taken * 8;
  }

  /** The size that a block for `doubles` has. */
  static sizeOf(doubles: number): number {
    let size = SMALLEST;
    while (size < doubles) size *= 2;
    return size > SMALLEST && size * 0.75 >= doubles ? size * 0.75 : size;
  }

  /** An address of a block of `size` doubles, one that `sizeOf` gave. What is in it is not cleared. */
  allocate(size: number): number {
    this.taken += size;
    const freed = this.free.get(size)?.pop();
    if (freed !== undefined) return freed;
    if (size > SLAB / 4) return this.large(size);
    if (this.used + size > SLAB) {
      this.current = this.slabs.push(new Float64Array(SLAB)) - 1;
      this.used = 0;
    }
    const address = this.current * SLAB + this.used;
    this.used += size;
    return address;
  }

  release(address: number, size: number): void {
    this.taken -= size;
    const freed = this.free.get(size);
    if (size > SLAB / 4) {
      this.slabs[address >>> SLAB_BITS] = EMPTY;
      this.emptied.push(address >>> SLAB_BITS);
    } else if (freed) freed.push(address);
    else this.free.set(size, [address]);
  }

  /** A block that has a slab to itself. */
  private large(size: number): number {
    const number = this.emptied.pop() ?? this.slabs.length;
    this.slabs[number] = new Float64Array(size);
    return number * SLAB;
  }

  slab(address: number): Float64Array {
    return this.slabs[address >>> SLAB_BITS];
  }

  offset(address: number): number {
    return address & (SLAB - 1);
  }
}

const EMPTY = new Float64Array(0);
