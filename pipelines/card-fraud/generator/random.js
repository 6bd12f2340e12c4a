/**
 * Seeded random numbers for the demo data. Only +, -, *, /, sqrt, log and exp are used: trigonometric functions differ in their last bit
 * between versions of V8, and the model's digest is only reproducible if the data is.
 */

/** Rounds thrown away after seeding, so that near seeds give unrelated streams. */
const WARM_UP_ROUNDS = 15;

/**
 * sfc32 ("small fast counting"): Chris Doty-Humphrey's generator from PractRand (public domain). 128 bits of state: three words and a counter.
 *
 * @param {number} a first seed word
 * @param {number} b second seed word
 * @param {number} c third seed word
 * @returns {() => number} the next unsigned 32-bit integer
 */
export function sfc32(a, b, c) {
  let counter = 1;
  const next = () => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  a |= 0;
  b |= 0;
  c |= 0;
  for (let i = 0; i < WARM_UP_ROUNDS; i++) next();
  return next;
}

/**
 * @typedef {object} Random one stream of draws; two streams with other words share nothing
 * @property {() => number} unit uniform in [0, 1)
 * @property {(limit: number) => number} below integer, uniform in 0..limit-1
 * @property {(mean: number, deviation: number) => number} normal
 * @property {(mean: number) => number} poisson for small means (the time grows with the mean)
 * @property {(mean: number) => number} exponential
 */

/**
 * @param {number} seed
 * @param {number} stream what the numbers are for
 * @param {number} part day or other part of that stream
 * @returns {Random}
 */
export function randomStream(seed, stream, part) {
  const next = sfc32(seed, stream, part);
  const unit = () => next() / 4294967296;
  const standardNormal = polarNormal(unit);
  return {
    unit,
    below: (limit) => Math.floor(unit() * limit),
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    poisson: (mean) => poissonByProduct(unit, mean),
    exponential: (mean) => -mean * Math.log(1 - unit()),
  };
}

/**
 * Marsaglia's polar method, which makes two draws at a time.
 *
 * @param {() => number} unit
 * @returns {() => number} standard normal
 */
function polarNormal(unit) {
  /** @type {number | undefined} */
  let spare;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = unit() * 2 - 1;
      const v = unit() * 2 - 1;
      const square = u * u + v * v;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * scale;
      return u * scale;
    }
  };
}

/**
 * Knuth's method: how many uniforms can be multiplied before the product falls to e^-mean.
 *
 * @param {() => number} unit
 * @param {number} mean
 */
function poissonByProduct(unit, mean) {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = unit(); product > limit; product *= unit()) count++;
  return count;
}
