/** What an id was seen with: see `IdIndex.find`. */
export interface HeldId {
  readonly position: number;
  readonly timeUs: number;
  readonly sameDigest: boolean;
}

/** Words of an entry: three of the id's hash, four of the digest. */
const WORDS = 7;
/** Doubles of an entry: position, time and the lane time after which the id is free again. */
const NUMBERS = 3;

/**
 * The ids that a lane holds, each until the lane's max event time passes its own end: open addressing over typed arrays, about
 * 52 bytes an entry and no object per event. Whether an id is held depends on log order alone, never on when an entry was removed.
 */
export class IdIndex {
  private capacity = 1024;
  private used = 0;
  private words = new Int32Array(this.capacity * WORDS);
  private numbers = new Float64Array(this.capacity * NUMBERS);
  private taken = new Uint8Array(this.capacity);

  get size(): number {
    return this.used;
  }

  get bytes(): number {
    return this.words.byteLength + this.numbers.byteLength + this.taken.byteLength;
  }

  /**
   * Looks up an id. Its hash is the 10 bytes of `hash` from `hashAt`; `digest` is 16.
   * @param nowUs the lane's max event time: an entry whose end lies before it is not held any more.
   */
  find(hash: Buffer, hashAt: number, digest: Buffer, nowUs: number): HeldId | undefined {
    const { words, numbers, taken } = this;
    const mask = this.capacity - 1;
    let slot = this.slotOf(hash, hashAt);
    if (taken[slot] === 0) return undefined;
    const [first, second, third] = [hash.readInt32LE(hashAt), hash.readInt32LE(hashAt + 4), hash.readInt16LE(hashAt + 8)];
    for (; taken[slot] !== 0; slot = (slot + 1) & mask) {
      const word = slot * WORDS;
      if (words[word] !== first || words[word + 1] !== second || words[word + 2] !== third) continue;
      const at = slot * NUMBERS;
      if (numbers[at + 2] < nowUs) continue;
      return { position: numbers[at], timeUs: numbers[at + 1], sameDigest: this.digestEquals(slot, digest) };
    }
    return undefined;
  }

  /** Holds an id until the lane's max event time passes `endsUs`. */
  add(hash: Buffer, hashAt: number, digest: Buffer, position: number, timeUs: number, endsUs: number, nowUs: number): void {
    if ((this.used + 1) * 2 > this.capacity) this.rebuild(nowUs);
    const { words, numbers, taken } = this;
    const mask = this.capacity - 1;
    let slot = this.slotOf(hash, hashAt);
    while (taken[slot] !== 0) slot = (slot + 1) & mask;
    taken[slot] = 1;
    this.used++;
    const word = slot * WORDS;
    words[word] = hash.readInt32LE(hashAt);
    words[word + 1] = hash.readInt32LE(hashAt + 4);
    words[word + 2] = hash.readInt16LE(hashAt + 8);
    for (let i = 0; i < 4; i++) words[word + 3 + i] = digest.readInt32LE(i * 4);
    const at = slot * NUMBERS;
    numbers[at] = position;
    numbers[at + 1] = timeUs;
    numbers[at + 2] = endsUs;
  }

  /** Calls `each` with every id still held; the buffers are valid during the call only. */
  forEach(nowUs: number, each: (hash: Buffer, digest: Buffer, position: number, timeUs: number, endsUs: number) => void): void {
    const hash = Buffer.alloc(10);
    const digest = Buffer.alloc(16);
    for (let slot = 0; slot < this.capacity; slot++) {
      const at = slot * NUMBERS;
      const endsUs = this.numbers[at + 2];
      if (this.taken[slot] === 0 || endsUs < nowUs) continue;
      this.copyHash(this.words, slot, hash);
      for (let i = 0; i < 4; i++) digest.writeInt32LE(this.words[slot * WORDS + 3 + i], i * 4);
      each(hash, digest, this.numbers[at], this.numbers[at + 1], endsUs);
    }
  }

  private copyHash(words: Int32Array, slot: number, hash: Buffer): void {
    hash.writeInt32LE(words[slot * WORDS], 0);
    hash.writeInt32LE(words[slot * WORDS + 1], 4);
    hash.writeInt16LE(words[slot * WORDS + 2], 8);
  }

  private slotOf(hash: Buffer, hashAt: number): number {
    return hash.readUInt32LE(hashAt + 2) & (this.capacity - 1);
  }

  private digestEquals(slot: number, digest: Buffer): boolean {
    for (let i = 0; i < 4; i++) if (this.words[slot * WORDS + 3 + i] !== digest.readInt32LE(i * 4)) return false;
    return true;
  }

  /** Leaves out what has ended and doubles the room when that was not enough. */
  private rebuild(nowUs: number): void {
    const { words, numbers, taken, capacity } = this;
    let live = 0;
    for (let slot = 0; slot < capacity; slot++) if (taken[slot] && numbers[slot * NUMBERS + 2] >= nowUs) live++;
    while (live * 4 > this.capacity) this.capacity *= 2;
    this.words = new Int32Array(this.capacity * WORDS);
    this.numbers = new Float64Array(this.capacity * NUMBERS);
    this.taken = new Uint8Array(this.capacity);
    this.used = live;
    const hash = Buffer.alloc(10);
    for (let from = 0; from < capacity; from++) {
      if (!taken[from] || numbers[from * NUMBERS + 2] < nowUs) continue;
      this.copyHash(words, from, hash);
      let slot = this.slotOf(hash, 0);
      while (this.taken[slot]) slot = (slot + 1) & (this.capacity - 1);
      this.taken[slot] = 1;
      for (let i = 0; i < WORDS; i++) this.words[slot * WORDS + i] = words[from * WORDS + i];
      for (let i = 0; i < NUMBERS; i++) this.numbers[slot * NUMBERS + i] = numbers[from * NUMBERS + i];
    }
  }
}
