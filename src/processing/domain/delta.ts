import type { GroupPlan, Plan } from '../../definition/index.js';
import { MillraceError } from '../../definition/index.js';
import { ByteReader, ByteWriter } from './bytes.js';
import type { EntryPart } from './group-state.js';
import type { Entry, LaneState } from './lane-state.js';

/** Format 2 is written for plans with filters or texts alone: it has a byte that tells whether a filtered part is there, and the texts of a part. */
const PLAIN = 1;
const FILTERED = 2;
const EVENT = 0;
const OUTCOME = 1;
/** The lane's max event time moved: to a time that follows, or to the entry's own. */
const MOVED = 2;
const MOVED_HERE = 4;
const HASH_BYTES = 10;
const DIGEST_BYTES = 16;

/**
 * Packs what a commit adds to the state, one entry after the other: kind, type, position from `from`, time, id hash, digest, end of the
 * id; then for an event key, inputs and match values for each of its groups and the outcomes that waited for it, for an outcome match and value. The lane's max event time
 * goes before the entry that it held for, because lateness, expiry and joins read it.
 */
export class DeltaWriter {
  private readonly writer = new ByteWriter();
  private readonly format: number;
  private from = 0;
  private maxTimeUs = -Infinity;

  /** @param groupsOf for each event type the groups over it */
  constructor(private readonly groupsOf: readonly (readonly GroupPlan[])[]) {
    this.format = groupsOf.flat().some(isFiltered) ? FILTERED : PLAIN;
  }

  begin(from: number, maxTimeUs: number): void {
    this.from = from;
    this.maxTimeUs = maxTimeUs;
    this.writer.u8(this.format);
    this.writer.f64(maxTimeUs);
  }

  add(entry: Entry, maxTimeUs: number): void {
    const { writer } = this;
    const moved = maxTimeUs === this.maxTimeUs ? 0 : maxTimeUs === entry.timeUs ? MOVED_HERE : MOVED;
    writer.u8((entry.kind === 'event' ? EVENT : OUTCOME) | moved);
    if (moved === MOVED) writer.f64(maxTimeUs);
    this.maxTimeUs = maxTimeUs;
    writer.varint(entry.type);
    writer.varint(entry.position - this.from);
    writer.f64(entry.timeUs);
    writer.bytesOf(entry.hash, entry.hashAt, HASH_BYTES);
    writer.bytes(entry.digest);
    writer.varint(Math.max(0, entry.endsUs - entry.timeUs));
    if (entry.kind === 'outcome') {
      writer.text(entry.match);
      writer.f64(entry.value);
      return;
    }
    for (let g = 0; g < entry.parts.length; g++) {
      const part = entry.parts[g];
      if (this.groupsOf[entry.type][g].where !== undefined) writer.u8(part ? 1 : 0);
      if (!part) continue;
      writer.text(part.key);
      for (let i = 0; i < part.inputs.length; i++) if (!Number.isNaN(part.inputs[i])) writer.f64(part.inputs[i]);
      for (const text of part.texts) writer.text(text);
      for (const match of part.matches) writer.text(match);
    }
    writer.varint(entry.joined.length);
    for (const outcome of entry.joined) {
      writer.text(outcome.type);
      writer.text(outcome.match);
      writer.f64(outcome.value);
    }
  }

  /** `maxTimeUs` at the end of the commit: records that leave no entry move it too. */
  take(maxTimeUs: number): Buffer {
    this.writer.u8(END);
    this.writer.f64(maxTimeUs);
    return this.writer.take();
  }
}

const END = 0xff;

/** Calls `each` with every entry of a delta, the lane's max event time as it was set first. */
export function readDelta(delta: Buffer, from: number, plan: Plan, state: LaneState, each: (entry: Entry) => void): void {
  const reader = new ByteReader(delta);
  const format = reader.u8();
  if (format !== PLAIN && format !== FILTERED) {
    throw new MillraceError(
      'state_format_unknown',
      'retryable',
      `a state delta has format ${format}, this version reads up to ${FILTERED}: run the newer version of Millrace`,
    );
  }
  state.maxTimeUs = reader.f64();
  for (let flags = reader.u8(); flags !== END; flags = reader.u8()) {
    if (flags & MOVED) state.maxTimeUs = reader.f64();
    const entry = readEntry(reader, flags & OUTCOME, from, plan, state);
    if (flags & MOVED_HERE) state.maxTimeUs = entry.timeUs;
    each(entry);
  }
  state.maxTimeUs = reader.f64();
}

function readEntry(reader: ByteReader, kind: number, from: number, plan: Plan, state: LaneState): Entry {
  const type = reader.varint();
  const position = from + reader.varint();
  const timeUs = reader.f64();
  const head = { type, position, timeUs, hash: reader.bytes(HASH_BYTES), hashAt: 0, digest: reader.bytes(DIGEST_BYTES), endsUs: timeUs + reader.varint() };
  if (kind === OUTCOME) return { kind: 'outcome', ...head, match: reader.text(), value: reader.f64() };
  const parts = state.groupsOf[type].map((g) => readPart(reader, plan.groups[g]));
  const joined = Array.from({ length: reader.varint() }, () => ({ type: reader.text(), match: reader.text(), value: reader.f64() }));
  return { kind: 'event', ...head, parts, slots: [], joined };
}

function readPart(reader: ByteReader, group: GroupPlan): EntryPart | undefined {
  if (group.where !== undefined && reader.u8() === 0) return undefined;
  return {
    key: reader.text(),
    inputs: Float64Array.from(group.inputs, (input) => (input.kind === 'outcome' || input.kind === 'text' ? NaN : reader.f64())),
    texts: group.inputs.flatMap((input) => (input.kind === 'text' ? [reader.text()] : [])),
    matches: group.outcomes.map(() => reader.text()),
  };
}

function isFiltered({ where, inputs }: GroupPlan): boolean {
  return where !== undefined || inputs.some((input) => input.kind === 'text');
}
