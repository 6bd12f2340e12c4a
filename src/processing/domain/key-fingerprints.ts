import { randomInt } from 'node:crypto';

const SMALLEST = 256;
const EMPTY = 0;

/**
 * The keys that are known and not here, as 32 bits each: a bag that answers "surely not" or "perhaps" in about 8 bytes a key. Two keys may
 * have the same bits; then they are in it twice, so that taking one out leaves the other. Whoever takes a key out must have put it in.
 */
export class KeyFingerprints {
  private slots = new Uint32Array(SMALLEST);
  private used = 0;
  /** Drawn anew in each process, so that nobody can send keys that all fall on one place. */
  private readonly seed = randomInt(2 ** 32);

  get size(): number {
    return this.used;
  }

  get bytes(): number {
    return this.slots.byteLength;
  }

  has(key: string): boolean {
    return this.used > 0 && this.slots[this.place(this.of(key))] !== EMPTY;
  }

  add(key: string): void {
    if ((this.used + 1) * 3 > this.slots.length * 2) this.resize(this.slots.length * 2);
    this.put(this.of(key));
    this.used++;
  }

  remove(key: string): void {
    let hole = this.place(this.of(key));
    if (this.slots[hole] === EMPTY) return;
    const mask = this.slots.length - 1;
    // What stands behind the hole and would have stood in it moves up, so that no search ends too early.
    for (let at = (hole + 1) & mask; this.slots[at] !== EMPTY; at = (at + 1) & mask) {
      const home = this.slots[at] & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      this.slots[hole] = this.slots[at];
      hole = at;
    }
    this.slots[hole] = EMPTY;
    this.used--;
    if (this.slots.length > SMALLEST && this.used * 8 < this.slots.length) this.resize(this.slots.length / 2);
  }

  /** Where these bits stand, else the empty place that ends the search. */
  private place(bits: number): number {
    const mask = this.slots.length - 1;
    let at = bits & mask;
    while (this.slots[at] !== EMPTY && this.slots[at] !== bits) at = (at + 1) & mask;
    return at;
  }

  private put(bits: number): void {
    const mask = this.slots.length - 1;
    let at = bits & mask;
    while (this.slots[at] !== EMPTY) at = (at + 1) & mask;
    this.slots[at] = bits;
  }

  private resize(length: number): void {
    const before = this.slots;
    this.slots = new Uint32Array(length);
    for (const bits of before) if (bits !== EMPTY) this.put(bits);
  }

  /** MurmurHash3 over the code units; 0 marks an empty place. */
  private of(key: string): number {
    let h = this.seed;
    for (let i = 0; i < key.length; i++) {
      let k = Math.imul(key.charCodeAt(i), 0xcc9e2d51);
      k = (k << 15) | (k >>> 17);
      h ^= Math.imul(k, 0x1b873593);
      h = (h << 13) | (h >>> 19);
      h = (Math.imul(h, 5) + 0xe6546b64) | 0;
    }
    h ^= key.length;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0 || 1;
  }
}
