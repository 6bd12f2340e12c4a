/** Words of an entry: the id's hash. */
const WORDS = 3;
/** Doubles of an entry: value and time. */
const NUMBERS = 2;

/** The latest outcome of each event: open addressing over typed arrays, about 60 bytes an entry. `hash` is 10 bytes, of type and match value. */
export class LabelTable {
  private capacity = 1024;
  private used = 0;
  private words = new Int32Array(this.capacity * WORDS);
  private numbers = new Float64Array(this.capacity * NUMBERS);
  private taken = new Uint8Array(this.capacity);

  /** Outcomes come in log order: a newer one replaces. */
  set(hash: Buffer, value: number, timeUs: number): void {
    if (this.used * 4 > this.capacity * 3) this.grow();
    this.put(hash.readInt32LE(0), hash.readInt32LE(4), hash.readInt16LE(8), value, timeUs);
  }

  get(hash: Buffer): { readonly value: number; readonly timeUs: number } | undefined {
    const slot = this.slotOf(hash.readInt32LE(0), hash.readInt32LE(4), hash.readInt16LE(8));
    return this.taken[slot] ? { value: this.numbers[slot * NUMBERS], timeUs: this.numbers[slot * NUMBERS + 1] } : undefined;
  }

  private put(a: number, b: number, c: number, value: number, timeUs: number): void {
    const slot = this.slotOf(a, b, c);
    if (!this.taken[slot]) this.used++;
    this.taken[slot] = 1;
    this.words.set([a, b, c], slot * WORDS);
    this.numbers[slot * NUMBERS] = value;
    this.numbers[slot * NUMBERS + 1] = timeUs;
  }

  /** Where the entry is, or would be. Bits 48 to 79 are bare hash: version and variant lie before them. */
  private slotOf(a: number, b: number, c: number): number {
    const mask = this.capacity - 1;
    for (let slot = (b ^ (c << 16)) & mask; ; slot = (slot + 1) & mask) {
      const word = slot * WORDS;
      if (!this.taken[slot] || (this.words[word] === a && this.words[word + 1] === b && this.words[word + 2] === c)) return slot;
    }
  }

  private grow(): void {
    const { words, numbers, taken, capacity } = this;
    this.capacity *= 2;
    this.words = new Int32Array(this.capacity * WORDS);
    this.numbers = new Float64Array(this.capacity * NUMBERS);
    this.taken = new Uint8Array(this.capacity);
    this.used = 0;
    for (let i = 0; i < capacity; i++)
      if (taken[i]) this.put(words[i * WORDS], words[i * WORDS + 1], words[i * WORDS + 2], numbers[i * NUMBERS], numbers[i * NUMBERS + 1]);
  }
}
