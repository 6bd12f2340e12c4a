import type { WindowPlan } from '../../definition/index.js';
import { Tile, type TileLayout, type TileRow, TileSums, insertInOrder } from './tile.js';

/** The tiles that a window covers, with what is summed over them. */
interface Span {
  low: number;
  high: number;
  readonly sums: TileSums;
}

/** What a window covers for one event: whole tiles, and the events of the tile that it ends in. */
export interface TiledView {
  readonly sums: TileSums;
  readonly tiles: readonly Tile[];
  /** By event time, then log order. */
  readonly rows: readonly TileRow[];
}

/** One key of a tiled group: tiles in order, the newest events whole, and running sums over the tiles of each window. */
export class TiledKey {
  readonly tiles: Tile[] = [];
  /** The events that a window without delay may have to cut a tile for. */
  readonly rows: TileRow[] = [];
  private readonly spans: readonly Span[];

  constructor(
    private readonly layout: TileLayout,
    private readonly windows: readonly WindowPlan[],
    private readonly resolutionUs: number,
  ) {
    this.spans = windows.map(() => ({ low: 0, high: 0, sums: new TileSums(layout) }));
  }

  get lastTimeUs(): number {
    return this.tiles.at(-1)?.latest.at(-1)?.timeUs ?? -Infinity;
  }

  insert(row: TileRow): void {
    const tile = this.tile(this.indexOf(row.timeUs));
    tile.add(row);
    for (const span of this.spans) if (tile.index >= span.low && tile.index < span.high) span.sums.addRow(row, 1);
    insertInOrder(this.rows, row);
  }

  /** Changes a value of an event that was inserted; its tile is kept. */
  change(timeUs: number, position: number, input: number, before: number, after: number): void {
    const index = this.indexOf(timeUs);
    const held = this.spans.filter((span) => index >= span.low && index < span.high);
    for (const { sums } of [this.tile(index), ...held]) {
      sums.addValue(input, before, -1);
      sums.addValue(input, after, 1);
    }
    const row = this.rows.find((one) => one.position === position);
    if (row) row.values[input] = after;
  }

  /** Drops tiles that end by `untilUs`, and whole events up to `rowsUntilUs`. */
  expire(untilUs: number, rowsUntilUs: number): void {
    while (this.tiles.length > 0 && (this.tiles[0].index + 1) * this.resolutionUs <= untilUs) {
      const [tile] = this.tiles.splice(0, 1);
      for (const span of this.spans) {
        if (tile.index >= span.low && tile.index < span.high) span.sums.addAll(tile.sums, -1);
        span.low = Math.max(span.low, tile.index + 1);
        span.high = Math.max(span.high, span.low);
      }
    }
    while (this.rows.length > 0 && this.rows[0].timeUs <= rowsUntilUs) this.rows.shift();
  }

  /** What window `w` covers for an event at `timeUs`. */
  view(w: number, timeUs: number): TiledView {
    const { low, high } = this.range(w, timeUs);
    const span = this.spans[w];
    this.move(span, low, high);
    const tiles = this.tiles.slice(this.place(low), this.place(high));
    if (this.windows[w].delayUs > 0) return { sums: span.sums, tiles, rows: [] };
    return { sums: span.sums, tiles, rows: this.rows.filter((row) => row.timeUs <= timeUs && this.indexOf(row.timeUs) === high) };
  }

  /** The whole tiles from `low` to `high` (not included) of window `w`: both edges are tiles; without delay the event's own tile comes after them. */
  range(w: number, timeUs: number): { low: number; high: number } {
    const { overUs, delayUs } = this.windows[w];
    const low = Math.floor((timeUs - delayUs - overUs) / this.resolutionUs);
    return { low, high: delayUs > 0 ? Math.floor((timeUs - delayUs) / this.resolutionUs) : this.indexOf(timeUs) };
  }

  /** A tile holds the times after its beginning, up to and including its end. */
  private indexOf(timeUs: number): number {
    return Math.ceil(timeUs / this.resolutionUs) - 1;
  }

  private move(span: Span, low: number, high: number): void {
    if (span.low === low && span.high === high) return;
    this.addTiles(span, low, Math.min(high, span.low), 1);
    this.addTiles(span, Math.max(low, span.high), high, 1);
    this.addTiles(span, span.low, Math.min(span.high, low), -1);
    this.addTiles(span, Math.max(span.low, high), span.high, -1);
    span.low = low;
    span.high = high;
  }

  private addTiles(span: Span, low: number, high: number, sign: 1 | -1): void {
    for (let i = this.place(low); i < this.tiles.length && this.tiles[i].index < high; i++) span.sums.addAll(this.tiles[i].sums, sign);
  }

  /** The tile with an index, made where it is new. */
  tile(index: number): Tile {
    const at = this.place(index);
    if (this.tiles[at]?.index !== index) this.tiles.splice(at, 0, new Tile(index, this.layout));
    return this.tiles[at];
  }

  /** Place of the first tile that is not before `index`. */
  private place(index: number): number {
    let low = 0;
    let high = this.tiles.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.tiles[middle].index < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
