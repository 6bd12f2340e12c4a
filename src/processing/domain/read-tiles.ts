import type { AggregatePlan, InputPlan } from '../../definition/index.js';
import { productError, spreadOf } from './exact-accumulator.js';
import { growExpansion, roundOnce } from './exact-sum.js';
import type { ReadFor } from './read-windows.js';
import { scaleOf, unknownOf } from './series-layout.js';
import type { TileRow } from './tile.js';
import type { TiledView } from './tiled-key.js';

export type TileReader = (view: TiledView, of: ReadFor) => number;

const SECOND_US = 1_000_000;

/** One input of a tiled window. */
interface TiledInput {
  readonly input: number;
  readonly scale: number;
  readonly none: number;
  /** Known values among whole events. */
  readonly valuesOf: (rows: readonly TileRow[]) => number[];
}

/** The closure that reads one aggregate of a tiled window: the same operations in the same order as over single events. */
export function tileReaderOf(aggregate: AggregatePlan, inputs: readonly InputPlan[]): TileReader {
  const { input, empty } = aggregate;
  const plan = inputs[input];
  const unknown = plan ? unknownOf(plan) : NaN;
  const valuesOf = (rows: readonly TileRow[]): number[] =>
    rows.flatMap(({ values }) => {
      const value = values[input] as number;
      return Number.isNaN(value) ? (Number.isNaN(unknown) ? [] : [unknown]) : [value];
    });
  const of: TiledInput = { input, scale: plan ? scaleOf(plan) : 1, none: empty ?? NaN, valuesOf };
  const count = ({ sums, rows }: TiledView): number => (plan ? sums.known[input] + valuesOf(rows).length : sums.count + rows.length);
  return aggregate.operation === 'count' ? count : (sumReader(aggregate, of, count) ?? eventReader(aggregate, of));
}

function sumReader({ operation, empty, sample }: AggregatePlan, of: TiledInput, count: TileReader): TileReader | undefined {
  const { input, scale, none, valuesOf } = of;
  const sum = ({ sums, rows }: TiledView): number[] => grown(sums.sums[input], valuesOf(rows));
  if (operation === 'sum') return (view, at) => (count(view, at) === 0 ? (empty ?? 0) : roundOnce(sum(view)) / scale);
  if (operation === 'mean') return (view, at) => (count(view, at) === 0 ? none : roundOnce(sum(view)) / (count(view, at) * scale));
  if (operation !== 'variance' && operation !== 'stddev') return undefined;
  return (view, at) => {
    const n = count(view, at);
    if (n < (sample ? 2 : 1)) return none;
    const spread = spreadOf(n, sum(view), grown(view.sums.squares[input], valuesOf(view.rows).flatMap(squareOf)));
    const variance = spread / (n * (sample ? n - 1 : n) * (scale * scale));
    return operation === 'stddev' ? Math.sqrt(variance) : variance;
  };
}

function eventReader({ operation, nth, empty }: AggregatePlan, { input, scale, none, valuesOf }: TiledInput): TileReader {
  switch (operation) {
    case 'min':
      return ({ tiles, rows }) => extreme(1, [...tiles.map((tile) => tile.least[input]), ...valuesOf(rows)], scale, none);
    case 'max':
      return ({ tiles, rows }) => extreme(-1, [...tiles.map((tile) => tile.greatest[input]), ...valuesOf(rows)], scale, none);
    case 'first':
      return ({ tiles, rows }) => valueOf(tiles[0]?.first ?? rows[0], input, scale, none);
    case 'distinct':
      return ({ sums, rows }) => distinct(sums.distinct[input], rows, input) || (empty ?? 0);
    case 'time_since_last':
      return (view, of) => {
        const own = view.rows.at(-1)?.position === of.position;
        const before = latest(view, own ? 2 : 1);
        return before ? (of.timeUs - before.timeUs) / SECOND_US : none;
      };
    default:
      return (view) => valueOf(latest(view, nth ?? 1), input, scale, none);
  }
}

function grown(partials: readonly number[], values: readonly number[]): number[] {
  const sum = [...partials];
  for (const value of values) growExpansion(sum, value);
  return sum;
}

function squareOf(value: number): number[] {
  return [value * value, productError(value, value, value * value)];
}

function extreme(sign: 1 | -1, values: readonly number[], scale: number, none: number): number {
  let best = NaN;
  for (const value of values) if (Number.isNaN(best) || sign * value < sign * best) best = value;
  return Number.isNaN(best) ? none : best / scale;
}

function valueOf(row: TileRow | undefined, input: number, scale: number, none: number): number {
  return row ? (row.values[input] as number) / scale : none;
}

/** The nth event from the end. */
function latest({ tiles, rows }: TiledView, nth: number): TileRow | undefined {
  let left = nth - rows.length;
  if (left <= 0) return rows[rows.length - nth];
  for (let i = tiles.length - 1; i >= 0; i--) {
    const kept = tiles[i].latest;
    if (left <= kept.length) return kept[kept.length - left];
    left -= kept.length;
  }
  return undefined;
}

function distinct(counts: ReadonlyMap<number | string, number>, rows: readonly TileRow[], input: number): number {
  const more = new Set(rows.map(({ values }) => values[input]).filter((value) => !counts.has(value)));
  return counts.size + more.size;
}
