import type { AggregateOperation, GroupPlan, InputPlan } from '../../definition/index.js';
import { decimalSum, exactSum } from './exact-sum.js';

/** Columns before the inputs in a row: event time (µs) and position in the log. */
const TIME = 0;
const POSITION = 1;
const FIRST_INPUT = 2;

/** An event in a window. `value` is what the aggregate read of it; null where it reads none, or has none yet. */
export interface BehindRow {
  readonly position: number;
  readonly timeUs: number;
  readonly value: number | null;
}

/** Running state of one window: both edges as absolute row numbers, then for each input its integer sum and how many values are known. */
const LOW = 0;
const HIGH = 1;
const FIRST_SUM = 2;

/** What all series of a group share, worked out once. */
export interface SeriesLayout {
  readonly plan: GroupPlan;
  /** Doubles in a row. */
  readonly stride: number;
  /** Doubles of one window's running state. */
  readonly windowStride: number;
  /** For each input: whether it is kept as an integer, its power of ten, and what an outcome not known counts as (NaN: not at all). */
  readonly integer: readonly boolean[];
  readonly scale: Float64Array;
  readonly unknown: Float64Array;
}

export function layoutSeries(plan: GroupPlan): SeriesLayout {
  const scale = plan.inputs.map((input) => (input.kind !== 'double' && input.digits ? 10 ** input.digits : 1));
  return {
    plan,
    stride: FIRST_INPUT + plan.inputs.length,
    windowStride: FIRST_SUM + 2 * plan.inputs.length,
    integer: plan.inputs.map((input) => input.kind === 'decimal' || (input.kind === 'outcome' && input.digits !== undefined)),
    scale: Float64Array.from(scale),
    unknown: Float64Array.from(plan.inputs, (input, i) => unknownOf(input, scale[i])),
  };
}

function unknownOf(input: InputPlan, scale: number): number {
  if (input.kind !== 'outcome' || input.unknown === undefined) return NaN;
  return input.digits === undefined ? input.unknown : Math.round(input.unknown * scale);
}

/**
 * The events of one entity key, ordered by (event time, log order), with running aggregates for each window.
 * Row numbers are absolute: they keep their meaning when old rows are dropped. Running sums are kept for decimals and outcomes with
 * whole values, where adding and taking away is exact; NaN marks a sum that left the exact range and is folded anew. Sums of doubles,
 * minima and maxima are folded over the window's rows.
 */
export class Series {
  private readonly stride: number;
  private readonly plan: GroupPlan;
  private rows: Float64Array;
  private start = 0;
  private end = 0;
  /** Absolute number of the row at `start`. */
  private base = 0;
  /** Time the windows stand at; an event before it is answered by a fold and leaves them alone. */
  private stand = -Infinity;
  private readonly running: Float64Array;
  /** For each outcome read here: the match value of each row, by absolute row number minus `base`. */
  readonly matches: string[][];

  constructor(private readonly layout: SeriesLayout) {
    this.plan = layout.plan;
    this.stride = layout.stride;
    this.rows = new Float64Array(this.stride * 4);
    this.running = new Float64Array(layout.windowStride * this.plan.windows.length);
    this.matches = this.plan.outcomes.map(() => []);
  }

  get length(): number {
    return this.end - this.start;
  }

  get lastTime(): number {
    return this.end > this.start ? this.rows[(this.end - 1) * this.stride + TIME] : -Infinity;
  }

  /** Adds an event; NaN stands for an outcome not known yet. `matches` holds one value for each outcome read here. */
  insert(timeUs: number, position: number, inputs: Float64Array, matches: readonly string[]): void {
    this.makeRoom();
    const at = timeUs >= this.lastTime ? this.end : this.upperBound(timeUs);
    const { rows, stride } = this;
    if (at < this.end) rows.copyWithin((at + 1) * stride, at * stride, this.end * stride);
    this.end++;
    rows[at * stride + TIME] = timeUs;
    rows[at * stride + POSITION] = position;
    for (let i = 0; i < inputs.length; i++) rows[at * stride + FIRST_INPUT + i] = inputs[i];
    for (let o = 0; o < matches.length; o++) {
      if (at === this.end - 1) this.matches[o].push(matches[o]);
      else this.matches[o].splice(at - this.start, 0, matches[o]);
    }
    if (timeUs <= this.stand) this.enterBehindStand(timeUs, at);
  }

  /** Moves the windows to `timeUs` when that is ahead of where they stand. Returns whether the running aggregates answer for it. */
  advance(timeUs: number): boolean {
    if (timeUs < this.stand) return false;
    this.stand = timeUs;
    const { rows, stride, running } = this;
    const shift = this.start - this.base;
    for (let w = 0, at = 0; w < this.plan.windows.length; w++, at += this.layout.windowStride) {
      const { overUs, delayUs } = this.plan.windows[w];
      const newest = timeUs - delayUs;
      const oldest = newest - overUs;
      let high = running[at + HIGH] + shift;
      while (high < this.end && rows[high * stride + TIME] <= newest) this.count(at, high++, 1);
      let low = running[at + LOW] + shift;
      while (low < high && rows[low * stride + TIME] <= oldest) this.count(at, low++, -1);
      running[at + HIGH] = high - shift;
      running[at + LOW] = low - shift;
    }
    return true;
  }

  /** Writes the window's aggregates as of `timeUs` to `into` from `offset`. Where `advance` did not return `running`, only rows above `floorUs` count. */
  aggregate(w: number, timeUs: number, running: boolean, into: Float64Array, offset: number, floorUs = -Infinity): void {
    const at = w * this.layout.windowStride;
    const plan = this.plan.windows[w];
    const shift = this.start - this.base;
    const low = running ? this.running[at + LOW] + shift : this.upperBound(Math.max(timeUs - plan.delayUs - plan.overUs, floorUs));
    const high = running ? this.running[at + HIGH] + shift : Math.max(low, this.upperBound(timeUs - plan.delayUs));
    for (let a = 0; a < plan.aggregates.length; a++) {
      const { operation, input, empty } = plan.aggregates[a];
      into[offset + a] = input < 0 ? high - low : this.fold(operation, input, running ? at : -1, low, high, empty);
    }
  }

  /** The events that a window covers as of `timeUs`, oldest first: how many, and the newest `limit` of them with the value of `input` (-1: none). */
  behind(w: number, timeUs: number, input: number, limit: number): { total: number; rows: BehindRow[] } {
    const { overUs, delayUs } = this.plan.windows[w];
    const low = this.upperBound(timeUs - delayUs - overUs);
    const high = this.upperBound(timeUs - delayUs);
    const rows: BehindRow[] = [];
    for (let row = Math.max(low, high - limit); row < high; row++) {
      const value = input < 0 ? NaN : this.valueAt(row, input) / this.layout.scale[input];
      const at = row * this.stride;
      rows.push({ position: this.rows[at + POSITION], timeUs: this.rows[at + TIME], value: Number.isNaN(value) ? null : value });
    }
    return { total: high - low, rows };
  }

  /** Sets the outcome of the event at (`timeUs`, `position`) in every input that reads outcome `o`; false when it is not kept any more. */
  setOutcome(timeUs: number, position: number, o: string, value: number): boolean {
    const row = this.find(timeUs, position);
    if (row < 0) return false;
    const number = row - this.start + this.base;
    for (let i = 0; i < this.plan.inputs.length; i++) {
      const input = this.plan.inputs[i];
      if (input.kind !== 'outcome' || input.outcome !== o) continue;
      this.countWhereHeld(i, row, number, -1);
      this.rows[row * this.stride + FIRST_INPUT + i] = this.layout.integer[i] ? Math.round(value * this.layout.scale[i]) : value;
      this.countWhereHeld(i, row, number, 1);
    }
    return true;
  }

  /** Drops rows that no window holds and whose time is at or below `boundUs`; tells each dropped row's match values and position. */
  expire(boundUs: number, dropped: (outcome: number, match: string, position: number) => void): void {
    let keep = this.end;
    const shift = this.start - this.base;
    for (let at = LOW; at < this.running.length; at += this.layout.windowStride) keep = Math.min(keep, this.running[at] + shift);
    let row = this.start;
    while (row < keep && this.rows[row * this.stride + TIME] <= boundUs) row++;
    const gone = row - this.start;
    if (gone === 0 || (gone < 32 && row < this.end)) return;
    for (let o = 0; o < this.matches.length; o++) {
      const matches = this.matches[o].splice(0, gone);
      for (let i = 0; i < gone; i++) dropped(o, matches[i], this.rows[(this.start + i) * this.stride + POSITION]);
    }
    this.start = row;
    this.base += gone;
  }

  /** Rows as they stand, for an image of this key: `stride` doubles each, oldest first. */
  snapshot(): Float64Array {
    return this.rows.slice(this.start * this.stride, this.end * this.stride);
  }

  /** Fills an empty series with the rows of `snapshot`. */
  restore(rows: Float64Array, matches: string[][]): void {
    this.rows = new Float64Array(Math.max(rows.length, this.stride * 4));
    this.rows.set(rows);
    this.end = rows.length / this.stride;
    for (let o = 0; o < matches.length; o++) this.matches[o].push(...matches[o]);
  }

  /** Time and position of row `i` counted from the oldest, for the match index. */
  rowAt(i: number): { timeUs: number; position: number } {
    const at = (this.start + i) * this.stride;
    return { timeUs: this.rows[at + TIME], position: this.rows[at + POSITION] };
  }

  private fold(operation: AggregateOperation, input: number, at: number, low: number, high: number, empty: number | undefined): number {
    const scale = this.layout.scale[input];
    const integer = this.layout.integer[input];
    if (operation === 'min' || operation === 'max') return this.extreme(operation, input, low, high, scale, empty);
    const known = at >= 0 ? this.running[at + FIRST_SUM + 2 * input + 1] : this.values(input, low, high).length;
    if (operation === 'count') return known;
    if (known === 0) return empty ?? (operation === 'sum' ? 0 : NaN);
    const divisor = operation === 'sum' ? scale : known * scale;
    const sum = at >= 0 && integer ? this.running[at + FIRST_SUM + 2 * input] : NaN;
    if (!Number.isNaN(sum)) return sum / divisor;
    const values = this.values(input, low, high);
    return (integer ? decimalSum(values) : exactSum(values)) / divisor;
  }

  private extreme(operation: 'min' | 'max', input: number, low: number, high: number, scale: number, empty: number | undefined): number {
    let result = NaN;
    for (const value of this.values(input, low, high)) {
      if (Number.isNaN(result) || (operation === 'min' ? value < result : value > result)) result = value;
    }
    return Number.isNaN(result) ? (empty ?? NaN) : result / scale;
  }

  private values(input: number, low: number, high: number): number[] {
    const values: number[] = [];
    for (let row = low; row < high; row++) {
      const value = this.valueAt(row, input);
      if (!Number.isNaN(value)) values.push(value);
    }
    return values;
  }

  /** Value of an input of a row: an outcome that has not come counts as the document's `unknown`, NaN where it names none. */
  private valueAt(row: number, input: number): number {
    const value = this.rows[row * this.stride + FIRST_INPUT + input];
    return Number.isNaN(value) ? this.layout.unknown[input] : value;
  }

  private count(at: number, row: number, sign: 1 | -1): void {
    for (let i = 0; i < this.layout.integer.length; i++) this.countInput(at, i, row, sign);
  }

  private countWhereHeld(input: number, row: number, number: number, sign: 1 | -1): void {
    for (let at = 0; at < this.running.length; at += this.layout.windowStride) {
      if (number >= this.running[at + LOW] && number < this.running[at + HIGH]) this.countInput(at, input, row, sign);
    }
  }

  private countInput(at: number, input: number, row: number, sign: 1 | -1): void {
    const value = this.valueAt(row, input);
    if (Number.isNaN(value)) return;
    const slot = at + FIRST_SUM + 2 * input;
    const known = (this.running[slot + 1] += sign);
    const sum = this.running[slot] + sign * value;
    this.running[slot] = known === 0 ? 0 : Math.abs(sum) <= Number.MAX_SAFE_INTEGER ? sum : NaN;
  }

  /** An event older than the windows' stand was put in at row `at`: it falls before, into or after each window. */
  private enterBehindStand(timeUs: number, at: number): void {
    for (let w = 0, start = 0; w < this.plan.windows.length; w++, start += this.layout.windowStride) {
      const { overUs, delayUs } = this.plan.windows[w];
      const newest = this.stand - delayUs;
      if (timeUs > newest) continue;
      this.running[start + HIGH]++;
      if (timeUs <= newest - overUs) this.running[start + LOW]++;
      else this.count(start, at, 1);
    }
  }

  /** First row whose time is after `timeUs`. */
  private upperBound(timeUs: number): number {
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rows[middle * this.stride + TIME] <= timeUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private find(timeUs: number, position: number): number {
    for (let row = this.upperBound(timeUs) - 1; row >= this.start && this.rows[row * this.stride + TIME] === timeUs; row--) {
      if (this.rows[row * this.stride + POSITION] === position) return row;
    }
    return -1;
  }

  private makeRoom(): void {
    if (this.end * this.stride < this.rows.length) return;
    const live = this.rows.subarray(this.start * this.stride, this.end * this.stride);
    const larger = this.start * 2 > this.end ? this.rows : new Float64Array(Math.max(live.length * 2, this.stride * 4));
    larger.set(live);
    this.rows = larger;
    this.end -= this.start;
    this.start = 0;
  }
}
