import { exactSum, growExpansion, roundOnce } from './exact-sum.js';

/**
 * Sums that are exact while values enter and leave: each is a Shewchuk expansion (partial sums that do not overlap, smallest first) whose
 * value is the exact sum, so that taking a value away is adding its negative, and rounding once gives what `fsum` gives over the values that
 * are in. `width` partials stand in the block, 0 where there are fewer; a sum that needs more is spilled to a list of its own (NaN marks it).
 * Integers below 2^53 need one.
 */
export class ExactAccumulators {
  private readonly spilled = new Map<number, number[]>();

  /** Adds `x` to the sum at `d[at]`; `id` names the sum wherever its block moves. */
  add(d: Float64Array, at: number, width: number, id: number, x: number): void {
    const sum = d[at];
    const total = sum + x;
    const part = total - sum;
    const lost = sum - (total - part) + (x - part);
    if (lost === 0 && (width === 1 || d[at + 1] === 0)) d[at] = total;
    else this.grow(d, at, width, id, x);
  }

  /** The sum, rounded once. */
  total(d: Float64Array, at: number, width: number, id: number): number {
    if (width === 1 || d[at + 1] === 0) {
      const sum = d[at];
      if (!Number.isNaN(sum)) return sum;
    }
    return roundOnce(this.partials(d, at, width, id));
  }

  /** The exact sum as partials, smallest first. */
  partials(d: Float64Array, at: number, width: number, id: number): readonly number[] {
    if (Number.isNaN(d[at])) return this.spilled.get(id) ?? [];
    const partials: number[] = [];
    for (let i = 0; i < width && d[at + i] !== 0; i++) partials.push(d[at + i]);
    return partials;
  }

  /** Lets go of what the sums `from` to `to` (not included) have spilled. */
  forget(from: number, to: number): void {
    if (this.spilled.size === 0) return;
    for (let id = from; id < to; id++) this.spilled.delete(id);
  }

  private grow(d: Float64Array, at: number, width: number, id: number, x: number): void {
    const partials = [...this.partials(d, at, width, id)];
    growExpansion(partials, x);
    if (partials.length > width) {
      this.spilled.set(id, partials);
      d[at] = NaN;
      for (let i = 1; i < width; i++) d[at + i] = 0;
      return;
    }
    this.spilled.delete(id);
    for (let i = 0; i < width; i++) d[at + i] = partials[i] ?? 0;
  }
}

const SPLITTER = 2 ** 27 + 1;

/** What the rounding of the product `a * b` = `product` left out (Dekker, Veltkamp): exact while nothing over- or underflows. */
export function productError(a: number, b: number, product: number): number {
  const aBig = SPLITTER * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = SPLITTER * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** n * Σx² - (Σx)², exact and rounded once, of `n` values given the exact partials of both sums. */
export function spreadOf(n: number, sum: readonly number[], squares: readonly number[]): number {
  const terms: number[] = [];
  const push = (a: number, b: number, sign: number): void => {
    const product = a * b;
    terms.push(sign * product, sign * productError(a, b, product));
  };
  for (const square of squares) push(n, square, 1);
  for (const a of sum) for (const b of sum) push(a, b, -1);
  return exactSum(terms);
}
