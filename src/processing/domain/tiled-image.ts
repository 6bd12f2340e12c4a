import type { GroupPlan } from '../../definition/index.js';
import type { ByteReader, ByteWriter } from './bytes.js';
import type { Tile, TileLayout, TileRow } from './tile.js';
import type { TiledKey } from './tiled-key.js';

/** Format of a key's image that holds tiles. */
export const TILED = 3;

interface KeptMatch {
  readonly outcome: number;
  readonly match: number;
  readonly timeUs: number;
  readonly position: number;
  readonly value: number;
}

/** Packs a key: its tiles, its whole events, then the events that outcomes may come for with the value that they have. */
export function writeKey(
  writer: ByteWriter,
  plan: GroupPlan,
  layout: TileLayout,
  key: TiledKey,
  matches: readonly KeptMatch[],
  textOf: (outcome: number, match: number) => string,
): void {
  writer.u8(TILED);
  writer.varint(key.tiles.length);
  for (const tile of key.tiles) writeTile(writer, plan, layout, tile);
  writeRows(writer, plan, key.rows);
  writer.varint(matches.length);
  for (const { outcome, match, timeUs, position, value } of matches) {
    writer.varint(outcome);
    writer.text(textOf(outcome, match));
    writer.f64(timeUs);
    writer.f64(position);
    writer.f64(value);
  }
}

export function readKey(
  reader: ByteReader,
  plan: GroupPlan,
  layout: TileLayout,
  key: TiledKey,
  addMatch: (outcome: number, match: string, event: { timeUs: number; position: number; value: number }) => void,
): void {
  for (let tiles = reader.varint(); tiles > 0; tiles--) readTile(reader, plan, layout, key);
  key.rows.push(...readRows(reader, plan));
  for (let count = reader.varint(); count > 0; count--)
    addMatch(reader.varint(), reader.text(), { timeUs: reader.f64(), position: reader.f64(), value: reader.f64() });
}

function writeTile(writer: ByteWriter, plan: GroupPlan, layout: TileLayout, { index, sums, least, greatest, first, latest }: Tile): void {
  writer.f64(index);
  writer.varint(sums.count);
  plan.inputs.forEach((_, input) => {
    writer.varint(sums.known[input]);
    for (const partials of [sums.sums[input], sums.squares[input]]) {
      writer.varint(partials.length);
      writer.doubles(Float64Array.from(partials));
    }
    writer.f64(least[input]);
    writer.f64(greatest[input]);
    if (!layout.distinct.includes(input)) return;
    writer.varint(sums.distinct[input].size);
    for (const [value, count] of sums.distinct[input]) {
      writeValue(writer, value);
      writer.varint(count);
    }
  });
  writeRows(writer, plan, first ? [first] : []);
  writeRows(writer, plan, latest);
}

function readTile(reader: ByteReader, plan: GroupPlan, layout: TileLayout, key: TiledKey): void {
  const tile = key.tile(reader.f64());
  const { sums } = tile;
  sums.count = reader.varint();
  plan.inputs.forEach((_, input) => {
    sums.known[input] = reader.varint();
    for (const partials of [sums.sums[input], sums.squares[input]]) for (let count = reader.varint(); count > 0; count--) partials.push(reader.f64());
    tile.least[input] = reader.f64();
    tile.greatest[input] = reader.f64();
    if (!layout.distinct.includes(input)) return;
    for (let count = reader.varint(); count > 0; count--) sums.distinct[input].set(readValue(reader), reader.varint());
  });
  [tile.first] = readRows(reader, plan);
  tile.latest.push(...readRows(reader, plan));
}

function writeRows(writer: ByteWriter, plan: GroupPlan, rows: readonly TileRow[]): void {
  writer.varint(rows.length);
  for (const { timeUs, position, values } of rows) {
    writer.f64(timeUs);
    writer.f64(position);
    plan.inputs.forEach((_, input) => writeValue(writer, values[input]));
  }
}

function readRows(reader: ByteReader, plan: GroupPlan): TileRow[] {
  return Array.from({ length: reader.varint() }, () => ({ timeUs: reader.f64(), position: reader.f64(), values: plan.inputs.map(() => readValue(reader)) }));
}

/** A text or a number, the first byte tells. */
function writeValue(writer: ByteWriter, value: number | string): void {
  writer.u8(typeof value === 'string' ? 1 : 0);
  if (typeof value === 'string') writer.text(value);
  else writer.f64(value);
}

function readValue(reader: ByteReader): number | string {
  return reader.u8() === 1 ? reader.text() : reader.f64();
}
