import type { GroupPlan } from '../../definition/index.js';
import { productError } from './exact-accumulator.js';
import { growExpansion } from './exact-sum.js';
import { unknownOf } from './series-layout.js';

/** An event as a tile sees it: a value for each input, texts as they are; NaN where an outcome is not known. */
export interface TileRow {
  readonly timeUs: number;
  readonly position: number;
  readonly values: (number | string)[];
}

/** What is kept of each input of a tiled group. */
export interface TileLayout {
  readonly unknown: readonly number[];
  readonly summed: readonly number[];
  readonly squared: readonly number[];
  readonly distinct: readonly number[];
  readonly extremes: readonly number[];
  /** How many of the latest events a tile keeps whole. */
  readonly latest: number;
}

export function layoutTiles({ inputs, windows }: GroupPlan): TileLayout {
  const aggregates = windows.flatMap((window) => window.aggregates);
  const inputsOf = (...operations: string[]): number[] => [
    ...new Set(aggregates.flatMap(({ operation, input }) => (input >= 0 && operations.includes(operation) ? [input] : []))),
  ];
  return {
    unknown: inputs.map(unknownOf),
    summed: inputsOf('sum', 'mean', 'variance', 'stddev'),
    squared: inputsOf('variance', 'stddev'),
    distinct: inputsOf('distinct'),
    extremes: inputsOf('min', 'max'),
    latest: Math.max(1, ...aggregates.map(({ nth }) => nth ?? 1)),
  };
}

/** Counts and exact sums over events, which can be added and taken away, one by one or a whole tile at a time. */
export class TileSums {
  count = 0;
  /** Values known, by input. */
  readonly known: Float64Array;
  readonly sums: readonly number[][];
  readonly squares: readonly number[][];
  readonly distinct: readonly Map<number | string, number>[];

  constructor(private readonly layout: TileLayout) {
    const { unknown } = layout;
    this.known = new Float64Array(unknown.length);
    this.sums = unknown.map(() => []);
    this.squares = unknown.map(() => []);
    this.distinct = unknown.map(() => new Map<number | string, number>());
  }

  addRow({ values }: TileRow, sign: 1 | -1): void {
    this.count += sign;
    for (let input = 0; input < values.length; input++) this.addValue(input, values[input], sign);
  }

  addValue(input: number, given: number | string, sign: 1 | -1): void {
    const { unknown, summed, squared, distinct } = this.layout;
    const value = Number.isNaN(given) ? unknown[input] : given;
    if (Number.isNaN(value)) return;
    this.known[input] += sign;
    if (distinct.includes(input)) countDistinct(this.distinct[input], value, sign);
    if (typeof value === 'string') return;
    if (summed.includes(input)) growExpansion(this.sums[input], sign * value);
    if (squared.includes(input)) this.addSquare(this.squares[input], value, sign);
  }

  addAll(other: TileSums, sign: 1 | -1): void {
    this.count += sign * other.count;
    for (let input = 0; input < this.known.length; input++) {
      this.known[input] += sign * other.known[input];
      for (const part of other.sums[input]) growExpansion(this.sums[input], sign * part);
      for (const part of other.squares[input]) growExpansion(this.squares[input], sign * part);
      for (const [value, count] of other.distinct[input]) countDistinct(this.distinct[input], value, sign * count);
    }
  }

  private addSquare(squares: number[], value: number, sign: 1 | -1): void {
    const square = value * value;
    growExpansion(squares, sign * square);
    growExpansion(squares, sign * productError(value, value, square));
  }
}

function countDistinct(counts: Map<number | string, number>, value: number | string, change: number): void {
  const count = (counts.get(value) ?? 0) + change;
  if (count === 0) counts.delete(value);
  else counts.set(value, count);
}

/** The events with a time in (index, index + 1] times the resolution. */
export class Tile {
  readonly sums: TileSums;
  /** Least and greatest value, by input; NaN where there is none. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** By event time, then log order. */
  first: TileRow | undefined;
  readonly latest: TileRow[] = [];

  constructor(
    readonly index: number,
    private readonly layout: TileLayout,
  ) {
    this.sums = new TileSums(layout);
    this.least = new Float64Array(layout.unknown.length).fill(NaN);
    this.greatest = new Float64Array(layout.unknown.length).fill(NaN);
  }

  add(row: TileRow): void {
    this.sums.addRow(row, 1);
    for (const input of this.layout.extremes) {
      const value = row.values[input] as number;
      if (!(value >= this.least[input])) this.least[input] = value;
      if (!(value <= this.greatest[input])) this.greatest[input] = value;
    }
    if (!this.first || isBefore(row, this.first)) this.first = row;
    insertInOrder(this.latest, row);
    if (this.latest.length > this.layout.latest) this.latest.shift();
  }
}

function isBefore(a: TileRow, b: TileRow): boolean {
  return a.timeUs < b.timeUs || (a.timeUs === b.timeUs && a.position < b.position);
}

export function insertInOrder(rows: TileRow[], row: TileRow): void {
  let at = rows.length;
  while (at > 0 && isBefore(row, rows[at - 1])) at--;
  rows.splice(at, 0, row);
}
