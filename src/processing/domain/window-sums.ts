import { ExactAccumulators, productError } from './exact-accumulator.js';
import type { EdgeLayout, SeriesLayout, SumLayout } from './series-layout.js';

/** The key whose rows are meant, and the slab that they are in. */
interface OpenKey {
  readonly d: Float64Array;
  readonly slot: number;
}

/** What is summed and counted between the edges of the windows of a group's keys. */
export class WindowSums {
  readonly exact = new ExactAccumulators();
  /** For each slot, for each count of distinct values: how often each stands in the window. */
  private readonly distinct: (Map<number, number>[] | undefined)[] = [];

  constructor(private readonly layout: SeriesLayout) {}

  /** Adds the row at `row` (in the slab) to what lies between the edges at `at`, or takes it away. */
  add(key: OpenKey, edge: EdgeLayout, at: number, row: number, sign: 1 | -1): void {
    if (!edge.plain) return this.addAny(key, edge, at, row, sign);
    const { d, slot } = key;
    const { sums } = edge;
    for (let i = 0; i < sums.length; i++) {
      const { column, at: offset, width, id } = sums[i];
      const value = sign * d[row + column];
      const total = d[at + offset] + value;
      // Within this range sums of whole numbers are exact as they are; NaN, the mark of a sum kept elsewhere, is not in it.
      if (Math.abs(total) <= Number.MAX_SAFE_INTEGER) d[at + offset] = total;
      else this.exact.add(d, at + offset, width, slot * this.layout.sums + id, value);
    }
  }

  private addAny({ d, slot }: OpenKey, edge: EdgeLayout, at: number, row: number, sign: 1 | -1): void {
    const { exact } = this;
    const first = slot * this.layout.sums;
    for (const { column, unknown, at: offset, width, id } of edge.sums) {
      const value = known(d[row + column], unknown);
      if (!Number.isNaN(value)) exact.add(d, at + offset, width, first + id, sign * value);
    }
    for (const sum of edge.squares) this.square(d, sum, at, row, first, sign);
    for (const { column, unknown, at: offset } of edge.known) if (!Number.isNaN(known(d[row + column], unknown))) d[at + offset] += sign;
    for (const { column, id } of edge.distinct) this.countDistinct(slot, id, d[row + column], sign);
  }

  /** Counts of the distinct values of a slot, by value. */
  distinctOf(slot: number, id: number): Map<number, number> {
    const counts = (this.distinct[slot] ??= Array.from({ length: this.layout.distincts }, () => new Map<number, number>()));
    return counts[id];
  }

  forget(slot: number): void {
    this.exact.forget(slot * this.layout.sums, (slot + 1) * this.layout.sums);
    this.distinct[slot] = undefined;
  }

  /** Both parts of the exact square. */
  private square(d: Float64Array, { column, unknown, at: offset, width, id }: SumLayout, at: number, row: number, first: number, sign: 1 | -1): void {
    const value = known(d[row + column], unknown);
    if (Number.isNaN(value)) return;
    const square = value * value;
    const lost = productError(value, value, square);
    this.exact.add(d, at + offset, width, first + id, sign * square);
    if (lost !== 0) this.exact.add(d, at + offset, width, first + id, sign * lost);
  }

  private countDistinct(slot: number, id: number, value: number, sign: 1 | -1): void {
    const counts = this.distinctOf(slot, id);
    const count = (counts.get(value) ?? 0) + sign;
    if (count === 0) counts.delete(value);
    else counts.set(value, count);
  }
}

function known(value: number, unknown: number): number {
  return Number.isNaN(value) ? unknown : value;
}
