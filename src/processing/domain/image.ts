import { MillraceError } from '../../definition/index.js';
import { ByteReader, ByteWriter } from './bytes.js';
import type { GroupState } from './group-state.js';
import type { LaneState } from './lane-state.js';

const FORMAT = 1;

/** Group number of the image that holds what belongs to no key: held ids and parked outcomes. */
export const LANE_IMAGE = -1;

const writer = new ByteWriter();

/** Packs one key of a group: format, number of rows, the rows as little-endian doubles, then each row's match values. */
export function packKey(group: GroupState, key: string): Buffer {
  const series = group.of(key);
  const rows = series.snapshot();
  writer.u8(FORMAT);
  writer.varint(series.length);
  writer.bytes(Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength));
  for (const matches of series.matches) for (const match of matches) writer.text(match);
  return writer.take();
}

export function unpackKey(group: GroupState, key: string, image: Buffer): void {
  const reader = readerOf(image);
  const count = reader.varint();
  const bytes = reader.bytes(count * group.layout.stride * 8);
  const rows = new Float64Array(count * group.layout.stride);
  Buffer.from(rows.buffer).set(bytes);
  group.restore(
    key,
    rows,
    group.plan.outcomes.map(() => Array.from({ length: count }, () => reader.text())),
  );
}

/** Packs held ids and parked outcomes. */
export function packLane(state: LaneState): Buffer {
  writer.u8(FORMAT);
  writer.f64(state.maxTimeUs);
  state.ids.forEach(state.maxTimeUs, (hash, digest, position, timeUs, endsUs) => {
    writer.u8(1);
    writer.bytes(hash);
    writer.bytes(digest);
    writer.f64(position);
    writer.f64(timeUs);
    writer.f64(endsUs);
  });
  for (const outcome of state.parked.all()) {
    writer.u8(2);
    writer.text(outcome.type);
    writer.text(outcome.match);
    writer.f64(outcome.position);
    writer.f64(outcome.value);
    writer.f64(outcome.endsUs);
  }
  return writer.take();
}

export function unpackLane(state: LaneState, image: Buffer): void {
  const reader = readerOf(image);
  state.maxTimeUs = reader.f64();
  while (!reader.done) {
    if (reader.u8() === 1) state.ids.add(reader.bytes(10), reader.bytes(16), reader.f64(), reader.f64(), reader.f64(), state.maxTimeUs);
    else state.parked.add({ type: reader.text(), match: reader.text(), position: reader.f64(), value: reader.f64(), endsUs: reader.f64() });
  }
}

function readerOf(image: Buffer): ByteReader {
  const reader = new ByteReader(image);
  const format = reader.u8();
  if (format === FORMAT) return reader;
  throw new MillraceError(
    'state_format_unknown',
    'retryable',
    `a state image has format ${format}, this version reads ${FORMAT}: run the newer version of Millrace`,
  );
}
