/** Rows that one summary stands for, and summaries that one of the next level stands for. */
const FAN = 16;

/** Doubles of the summaries over `rows` rows: none where a fold over the rows is as quick. */
export function summarySize(rows: number): number {
  let size = 0;
  for (let level = Math.ceil(rows / FAN); level > 1; level = Math.ceil(level / FAN)) size += level;
  return size;
}

/**
 * Minimum or maximum over any range of rows in O(log n), kept up to date as rows come, move and change: for each 16 rows their extreme, for
 * each 16 of those theirs, and so on. Values are one column of the rows of a block; NaN counts as `unknown` (NaN: not at all).
 */
export class Extremes {
  constructor(
    private readonly sign: 1 | -1,
    private readonly column: number,
    private readonly stride: number,
    private readonly unknown: number,
  ) {}

  /**
   * Brings up to date what stands for rows `from` to `to` (not included). `rows` is where row 0 stands, `summary` where the first level does,
   * `end` how many rows there are.
   */
  refresh(d: Float64Array, rows: number, summary: number, capacity: number, from: number, to: number, end: number): void {
    let below = rows + this.column;
    let step = this.stride;
    let unknown = this.unknown;
    for (let count = capacity, above = Math.ceil(count / FAN); above > 1; above = Math.ceil(count / FAN)) {
      from >>>= 4;
      to = (to + FAN - 1) >>> 4;
      for (let block = from; block < to; block++) {
        d[summary + block] = this.fold(d, below, step, block * FAN, Math.min(end, (block + 1) * FAN), unknown, NaN);
      }
      end = (end + FAN - 1) >>> 4;
      below = summary;
      summary += above;
      count = above;
      step = 1;
      unknown = NaN;
    }
  }

  /** The extreme of rows `low` to `high` (not included); NaN where no row has a value. */
  over(d: Float64Array, rows: number, summary: number, capacity: number, low: number, high: number): number {
    let below = rows + this.column;
    let step = this.stride;
    let level = summary;
    let unknown = this.unknown;
    let best = NaN;
    for (let count = capacity; ;) {
      const above = Math.ceil(count / FAN);
      const from = (low + FAN - 1) >>> 4;
      const to = high >>> 4;
      if (above <= 1 || from >= to) return this.fold(d, below, step, low, high, unknown, best);
      best = this.fold(d, below, step, low, from * FAN, unknown, best);
      best = this.fold(d, below, step, to * FAN, high, unknown, best);
      below = level;
      level += above;
      count = above;
      low = from;
      high = to;
      step = 1;
      unknown = NaN;
    }
  }

  private fold(d: Float64Array, base: number, step: number, low: number, high: number, unknown: number, best: number): number {
    for (let i = low, at = base + low * step; i < high; i++, at += step) {
      let value = d[at];
      if (Number.isNaN(value)) value = unknown;
      if (Number.isNaN(best) || this.sign * value > this.sign * best) best = value;
    }
    return best;
  }
}
