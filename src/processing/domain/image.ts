import { MillraceError } from '../../definition/index.js';
import { ByteReader, ByteWriter } from './bytes.js';
import type { GroupState } from './group-state.js';
import type { LaneState } from './lane-state.js';

const FORMAT = 1;
const NEWEST_KEY_FORMAT = 3;

/** Group number of the image that holds what belongs to no key: held ids and parked outcomes. */
export const LANE_IMAGE = -1;

const writer = new ByteWriter();

/** Packs one key of a group; the first byte is the format. */
export function packKey(group: GroupState, slot: number): Buffer {
  group.pack(slot, writer);
  return writer.take();
}

/** Puts back a key; one that is here already is replaced. */
export function unpackKey(group: GroupState, key: string, image: Buffer): void {
  const reader = new ByteReader(image);
  const format = known(reader.u8(), NEWEST_KEY_FORMAT);
  const slot = group.keys.find(key);
  if (slot >= 0) group.remove(slot);
  group.unpack(key, reader, format);
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
  const reader = new ByteReader(image);
  known(reader.u8(), FORMAT);
  state.maxTimeUs = reader.f64();
  while (!reader.done) {
    if (reader.u8() === 1) state.ids.add(reader.bytes(10), 0, reader.bytes(16), reader.f64(), reader.f64(), reader.f64(), state.maxTimeUs);
    else state.parked.add({ type: reader.text(), match: reader.text(), position: reader.f64(), value: reader.f64(), endsUs: reader.f64() });
  }
}

function known(format: number, newest: number): number {
  if (format >= 1 && format <= newest) return format;
  throw new MillraceError(
    'state_format_unknown',
    'retryable',
    `a state image has format ${format}, this version reads up to ${newest}: run the newer version of Millrace`,
  );
}
