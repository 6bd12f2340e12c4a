const PRIME = 0x27220a95;

/**
 * Sum over the bits of all vectors in input order, cheap and the same in every language: the low words of the doubles go into one 32-bit
 * state, the high words into another, each by rotate 5, xor, multiply. A single bit that differs always shows.
 */
export class Checksum {
  low = 0x1234567;
  high = 0x89abcdef | 0;

  /** @param {Float64Array} vectors */
  add(vectors) {
    const words = new Int32Array(vectors.buffer, vectors.byteOffset, vectors.length * 2);
    let { low, high } = this;
    for (let i = 0; i < words.length; i += 2) {
      low = Math.imul(((low << 5) | (low >>> 27)) ^ words[i], PRIME);
      high = Math.imul(((high << 5) | (high >>> 27)) ^ words[i + 1], PRIME);
    }
    this.low = low;
    this.high = high;
  }

  toString() {
    return [this.high, this.low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
