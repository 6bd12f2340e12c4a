import { Arena } from './arena.js';
import { Extremes, summarySize } from './extremes.js';
import { CAPACITY, CUT, END, FIRST_INPUT, POSITION, STAND, START, type SeriesLayout, TIME } from './series-layout.js';
import type { WindowSums } from './window-sums.js';

/** Is told of each row that leaves, while it still stands. */
export type Leaving = (row: number) => void;

const FEWEST_ROWS = 4;

/**
 * The rows of one entity key at a time, in the block of its slot: ordered by (event time, log order), with the edges of every window and the
 * sums between them. `open` a slot, then use it; what it answers is valid until the next `open`. Edges move both ways, and what enters or
 * leaves is added to or taken from exact sums, so an event out of order costs no more than the rows that lie between.
 */
export class ExactSeries {
  /** The slab of the open key, and where in it the block and its first row stand. */
  d: Float64Array = new Float64Array(0);
  block = 0;
  rows = 0;
  slot = 0;
  private readonly addresses: number[] = [];
  private readonly sizes: number[] = [];
  private readonly extremes: readonly Extremes[];

  constructor(
    readonly layout: SeriesLayout,
    private readonly arena: Arena,
    private readonly sums: WindowSums,
  ) {
    const { stride, unknown } = layout;
    this.extremes = layout.extremes.map(({ operation, input }) => new Extremes(operation === 'max' ? 1 : -1, FIRST_INPUT + input, stride, unknown[input]));
  }

  open(slot: number): void {
    const address = this.addresses[slot];
    this.d = this.arena.slab(address);
    this.block = this.arena.offset(address);
    this.rows = this.block + this.layout.head;
    this.slot = slot;
  }

  /** Makes an empty block for a slot and opens it. */
  create(slot: number, rows = FEWEST_ROWS): void {
    const capacity = this.place(slot, rows);
    this.open(slot);
    const { d, block } = this;
    d.fill(0, block, this.rows);
    d[block + CAPACITY] = capacity;
    d[block + STAND] = -Infinity;
    d[block + CUT] = -Infinity;
  }

  /** Gives a slot's block back. Its rows are not told of. */
  remove(slot: number): void {
    this.arena.release(this.addresses[slot], this.sizes[slot]);
    this.sums.forget(slot);
  }

  bytes(slot: number): number {
    return this.sizes[slot] * 8;
  }

  get start(): number {
    return this.d[this.block + START];
  }

  get end(): number {
    return this.d[this.block + END];
  }

  /** Time up to which events have left by count: a window that begins before it is not whole. */
  get cutUs(): number {
    return this.d[this.block + CUT];
  }

  set cutUs(timeUs: number) {
    this.d[this.block + CUT] = timeUs;
  }

  timeAt(row: number): number {
    return this.d[this.rows + row * this.layout.stride + TIME];
  }

  positionAt(row: number): number {
    return this.d[this.rows + row * this.layout.stride + POSITION];
  }

  /** Value of an input of a row: an outcome that has not come counts as the document's `unknown`, NaN where it names none. */
  valueAt(row: number, input: number): number {
    const value = this.d[this.rows + row * this.layout.stride + FIRST_INPUT + input];
    return Number.isNaN(value) ? this.layout.unknown[input] : value;
  }

  /** Adds an event with the columns after its position; NaN stands for an outcome not known yet. */
  insert(timeUs: number, position: number, columns: Float64Array): void {
    if (this.end === this.d[this.block + CAPACITY]) this.makeRoom();
    const { d, block, rows } = this;
    const { stride } = this.layout;
    const end = d[block + END];
    const at = end === d[block + START] || timeUs >= this.timeAt(end - 1) ? end : this.upperBound(timeUs);
    const to = rows + at * stride;
    if (at < end) d.copyWithin(to + stride, to, rows + end * stride);
    d[to + TIME] = timeUs;
    d[to + POSITION] = position;
    for (let i = 0; i < columns.length; i++) d[to + FIRST_INPUT + i] = columns[i];
    d[block + END] = end + 1;
    if (timeUs <= d[block + STAND]) this.enter(timeUs, at);
    if (this.extremes.length > 0) this.refresh(at, end + 1);
  }

  /** Moves the edges of all windows to where they are for an event at `timeUs`. */
  seek(timeUs: number): void {
    const { d, block, rows, sums } = this;
    if (d[block + STAND] === timeUs) return;
    const { edges, stride } = this.layout;
    const [start, end] = [d[block + START], d[block + END]];
    d[block + STAND] = timeUs;
    for (const edge of edges) {
      const at = block + edge.at;
      const newest = timeUs - edge.delayUs;
      const oldest = newest - edge.overUs;
      let low = d[at];
      let high = d[at + 1];
      while (high < end && d[rows + high * stride] <= newest) sums.add(this, edge, at, rows + high++ * stride, 1);
      while (low > start && d[rows + (low - 1) * stride] > oldest) sums.add(this, edge, at, rows + --low * stride, 1);
      while (high > low && d[rows + (high - 1) * stride] > newest) sums.add(this, edge, at, rows + --high * stride, -1);
      while (low < high && d[rows + low * stride] <= oldest) sums.add(this, edge, at, rows + low++ * stride, -1);
      d[at] = low;
      d[at + 1] = high;
    }
  }

  /** Drops rows with a time up to `untilUs`. */
  expire(untilUs: number, leaving: Leaving): void {
    while (this.start < this.end && this.timeAt(this.start) <= untilUs) this.dropFirst(leaving);
  }

  /** Drops the oldest rows until at most `most` are left. */
  keepNewest(most: number, leaving: Leaving): void {
    while (this.end - this.start > most) {
      this.cutUs = Math.max(this.cutUs, this.timeAt(this.start));
      this.dropFirst(leaving);
    }
  }

  /** Sets the value of an input of the event at (`timeUs`, `position`), which is kept. */
  setValue(timeUs: number, position: number, input: number, value: number): void {
    const row = this.find(timeUs, position);
    const { d, block, rows } = this;
    const at = rows + row * this.layout.stride;
    const holding = this.layout.edges.filter((edge) => row >= d[block + edge.at] && row < d[block + edge.at + 1]);
    for (const edge of holding) this.sums.add(this, edge, block + edge.at, at, -1);
    d[at + FIRST_INPUT + input] = value;
    for (const edge of holding) this.sums.add(this, edge, block + edge.at, at, 1);
    if (this.extremes.length > 0) this.refresh(row, row + 1);
  }

  /** The extreme number `e` of the layout over rows `low` to `high` (not included); NaN where there is none. */
  extreme(e: number, low: number, high: number): number {
    const capacity = this.d[this.block + CAPACITY];
    const summary = this.rows + capacity * this.layout.stride + e * summarySize(capacity);
    return this.extremes[e].over(this.d, this.rows, summary, capacity, low, high);
  }

  /** First row whose time is after `timeUs`. */
  upperBound(timeUs: number): number {
    const { d, rows } = this;
    const { stride } = this.layout;
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (d[rows + middle * stride + TIME] <= timeUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Row of the event at (`timeUs`, `position`); -1 where it is not kept. */
  find(timeUs: number, position: number): number {
    for (let row = this.upperBound(timeUs) - 1; row >= this.start && this.timeAt(row) === timeUs; row--) if (this.positionAt(row) === position) return row;
    return -1;
  }

  /** The rows as they stand, oldest first: valid until something changes. */
  snapshot(): Float64Array {
    const { stride } = this.layout;
    return this.d.subarray(this.rows + this.start * stride, this.rows + this.end * stride);
  }

  /** Fills a new slot with rows that `snapshot` gave. */
  restore(slot: number, values: Float64Array): void {
    const count = values.length / this.layout.stride;
    this.create(slot, Math.max(FEWEST_ROWS, count + 1));
    this.d.set(values, this.rows);
    this.d[this.block + END] = count;
    this.refresh(0, count);
  }

  /** An event no newer than the windows' stand was put in at row `at`: it falls before, into or after each window. */
  private enter(timeUs: number, at: number): void {
    const { d, block, rows } = this;
    const stand = d[block + STAND];
    for (const edge of this.layout.edges) {
      const newest = stand - edge.delayUs;
      if (timeUs > newest) continue;
      d[block + edge.at + 1]++;
      if (timeUs <= newest - edge.overUs) d[block + edge.at]++;
      else this.sums.add(this, edge, block + edge.at, rows + at * this.layout.stride, 1);
    }
  }

  private dropFirst(leaving: Leaving): void {
    const { d, block, rows } = this;
    const row = d[block + START];
    for (const edge of this.layout.edges) {
      const at = block + edge.at;
      if (row < d[at]) continue;
      if (row < d[at + 1]) this.sums.add(this, edge, at, rows + row * this.layout.stride, -1);
      else d[at + 1] = row + 1;
      d[at] = row + 1;
    }
    leaving(row);
    d[block + START] = row + 1;
  }

  /** Brings the summaries of rows `from` to `to` (not included) up to date; the rows after an insertion have moved too. */
  private refresh(from: number, to: number): void {
    const { d, block, rows } = this;
    const capacity = d[block + CAPACITY];
    const size = summarySize(capacity);
    if (size === 0) return;
    const end = d[block + END];
    const summary = rows + capacity * this.layout.stride;
    for (let e = 0; e < this.extremes.length; e++) this.extremes[e].refresh(d, rows, summary + e * size, capacity, from, Math.max(to, from + 1), end);
  }

  /** Moves the live rows to the front, into a block of another size where that fits better. */
  private makeRoom(): void {
    const { d, block, rows } = this;
    const { head, stride, edges } = this.layout;
    const [start, end, capacity] = [d[block + START], d[block + END], d[block + CAPACITY]];
    const live = end - start;
    for (const edge of edges) {
      d[block + edge.at] -= start;
      d[block + edge.at + 1] -= start;
    }
    if (live * 4 > capacity * 3 || (live * 4 < capacity && live >= FEWEST_ROWS)) {
      const [address, size] = [this.addresses[this.slot], this.sizes[this.slot]];
      const room = this.place(this.slot, Math.max(FEWEST_ROWS, Math.ceil(live * 1.5) + 1));
      this.open(this.slot);
      this.d.set(d.subarray(block, block + head), this.block);
      this.d.set(d.subarray(rows + start * stride, rows + end * stride), this.rows);
      this.d[this.block + CAPACITY] = room;
      this.arena.release(address, size);
    } else d.copyWithin(rows, rows + start * stride, rows + end * stride);
    this.d[this.block + START] = 0;
    this.d[this.block + END] = live;
    if (this.extremes.length > 0) this.refresh(0, live);
  }

  /** Allocates a block for at least `rows` rows; returns for how many it has room. */
  private place(slot: number, rows: number): number {
    const { head, stride } = this.layout;
    const needed = (count: number): number => head + count * stride + this.extremes.length * summarySize(count);
    const size = Arena.sizeOf(needed(rows));
    let room = Math.max(rows, Math.floor((size - head) / stride));
    while (needed(room) > size) room--;
    this.addresses[slot] = this.arena.allocate(size);
    this.sizes[slot] = size;
    return room;
  }
}
