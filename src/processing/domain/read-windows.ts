import type { AggregatePlan } from '../../definition/index.js';
import { spreadOf } from './exact-accumulator.js';
import type { ExactSeries } from './exact-series.js';
import { type EdgeLayout, FIRST_INPUT, type SeriesLayout, type SumLayout } from './series-layout.js';
import type { WindowSums } from './window-sums.js';

/** The event that features are read for. */
export interface ReadFor {
  timeUs: number;
  position: number;
}

/** Writes one aggregate of the open key to `into[slot]`. */
export type Reader = (series: ExactSeries, low: number, high: number, at: number, of: ReadFor) => number;

const SECOND_US = 1_000_000;

/** The closure that reads one aggregate, chosen once. */
export function readerOf(layout: SeriesLayout, edge: EdgeLayout, aggregate: AggregatePlan, sums: WindowSums): Reader {
  const { operation, input, empty } = aggregate;
  const column = FIRST_INPUT + input;
  const scale = layout.scale[input] ?? 1;
  const none = empty ?? NaN;
  const count = counter(edge, column);
  switch (operation) {
    case 'count':
      return count;
    case 'sum':
      return sumReader(edge, column, scale, empty ?? 0, count, sums);
    case 'mean':
      return meanReader(edge, column, scale, none, count, sums);
    case 'variance':
    case 'stddev':
      return spreadReader(edge, column, scale, aggregate, count, sums);
    case 'min':
    case 'max': {
      const e = layout.extremes.findIndex((one) => one.operation === operation && one.input === input);
      return (series, low, high) => orEmpty(series.extreme(e, low, high) / scale, none);
    }
    case 'first':
      return (series, low, high) => (low < high ? series.valueAt(low, input) / scale : none);
    case 'last':
      return (series, low, high) => (low < high ? series.valueAt(high - 1, input) / scale : none);
    case 'last_n':
      return lastReader(input, aggregate.nth ?? 1, scale, none);
    case 'distinct': {
      const id = edge.distinct.find((one) => one.column === column)?.id ?? 0;
      return (series, low, high) => (low < high ? sums.distinctOf(series.slot, id).size : (empty ?? 0));
    }
    case 'time_since_last':
      return (series, low, high, _, of) => {
        // The event itself is the last of its own window; the one before it is meant.
        const row = low < high && series.positionAt(high - 1) === of.position ? high - 2 : high - 1;
        return row >= low ? (of.timeUs - series.timeAt(row)) / SECOND_US : none;
      };
  }
}

function orEmpty(value: number, empty: number): number {
  return Number.isNaN(value) ? empty : value;
}

function counter(edge: EdgeLayout, column: number): Reader {
  const known = edge.known.find((one) => one.column === column);
  if (!known) return (_, low, high) => high - low;
  const { at: offset } = known;
  return ({ d }, _low, _high, at) => d[at + offset];
}

function sumOf(list: readonly SumLayout[], column: number): SumLayout {
  const found = list.find((one) => one.column === column);
  if (!found) throw new RangeError(`no sum is kept of column ${column}`);
  return found;
}

function sumReader(edge: EdgeLayout, column: number, scale: number, empty: number, count: Reader, { exact }: WindowSums): Reader {
  const { at: offset, width, id } = sumOf(edge.sums, column);
  return (series, low, high, at, of) =>
    count(series, low, high, at, of) === 0 ? empty : exact.total(series.d, at + offset, width, series.slot * series.layout.sums + id) / scale;
}

function meanReader(edge: EdgeLayout, column: number, scale: number, empty: number, count: Reader, { exact }: WindowSums): Reader {
  const { at: offset, width, id } = sumOf(edge.sums, column);
  return (series, low, high, at, of) => {
    const n = count(series, low, high, at, of);
    return n === 0 ? empty : exact.total(series.d, at + offset, width, series.slot * series.layout.sums + id) / (n * scale);
  };
}

/** (n Σx² - (Σx)²), exact and rounded once, divided by n² or n (n - 1), times the square of the scale. */
function spreadReader(edge: EdgeLayout, column: number, scale: number, { operation, sample, empty }: AggregatePlan, count: Reader, sums: WindowSums): Reader {
  const sum = sumOf(edge.sums, column);
  const squares = sumOf(edge.squares, column);
  const root = operation === 'stddev';
  const fewest = sample ? 2 : 1;
  return (series, low, high, at, of) => {
    const n = count(series, low, high, at, of);
    if (n < fewest) return empty ?? NaN;
    const first = series.slot * series.layout.sums;
    const partials = (one: SumLayout): readonly number[] => sums.exact.partials(series.d, at + one.at, one.width, first + one.id);
    const variance = spreadOf(n, partials(sum), partials(squares)) / (n * (sample ? n - 1 : n) * (scale * scale));
    return root ? Math.sqrt(variance) : variance;
  };
}

function lastReader(input: number, nth: number, scale: number, empty: number): Reader {
  return (series, low, high) => (high - nth >= low ? series.valueAt(high - nth, input) / scale : empty);
}
