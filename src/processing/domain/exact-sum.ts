/**
 * Sum of doubles rounded once, equal to the bit to Python's math.fsum: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and
 * Fast Robust Geometric Predicates" (1997), growing an expansion of non-overlapping partial sums, with the half-even correction.
 * @returns ±Infinity when the sum leaves the range of a double.
 */
export function exactSum(values: readonly number[]): number {
  const partials: number[] = [];
  for (const value of values) growExpansion(partials, value);
  return roundOnce(partials);
}

/** Adds a value to an expansion, smallest partial first; no partial is 0. */
export function growExpansion(partials: number[], value: number): void {
  let x = value;
  let kept = 0;
  for (let y of partials) {
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
    const high = x + y;
    const low = y - (high - x);
    if (low !== 0) partials[kept++] = low;
    x = high;
  }
  partials.length = kept;
  if (x !== 0) partials.push(x);
}

/** The value of an expansion, rounded half to even. */
export function roundOnce(partials: readonly number[]): number {
  let n = partials.length - 1;
  if (n < 0) return 0;
  let high = partials[n--];
  let low = 0;
  while (n >= 0) {
    const x = high;
    const y = partials[n--];
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // Half-way cases: the next partial decides the direction, as round-half-even saw only `high` and `low`.
  if (n >= 0 && ((low < 0 && partials[n] < 0) || (low > 0 && partials[n] > 0))) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}
