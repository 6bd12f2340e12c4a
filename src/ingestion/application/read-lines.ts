import { type BoundEvent, type EventValue, KeyedHashes, type WalkReader } from '../../definition/index.js';
import type { DataProtection } from '../../governance/index.js';
import type { LogEvent } from '../ports/log.port.js';
import type { SourceType } from './sources.js';

export const DIGEST_BYTES = 16;
/** Longer lines are read in the general way. */
const LONGEST = 64 * 1024;
/** Texts of so many bytes are cut out of one: each keeps no more than that in memory. */
const PIECE = 8 * 1024;

type Entry = Buffer | object;

/** Reads the lines of an intake in one walk each, and digests them together, where their type has a reader that can. */
export class LineReader {
  private readonly hashes: KeyedHashes;
  private readonly rows: number[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  constructor(
    private readonly protection: DataProtection,
    digestKey: Buffer,
    private readonly eventLimitBytes: number,
  ) {
    this.hashes = new KeyedHashes(digestKey);
  }

  /** For each entry its event; undefined where the general way is to read it, or refuse it. */
  read(entries: readonly Entry[], type: SourceType, timeless: boolean): readonly (LogEvent | undefined)[] {
    const events: (LogEvent | undefined)[] = [];
    while (events.length < entries.length) {
      const from = events.length;
      const to = this.scan(entries, type, timeless, from);
      for (let i = from; i < to; i++) events.push(undefined);
      if (type.bound.reader) this.make(type, type.bound.reader, events);
    }
    return events;
  }

  /** Writes the canonical forms of as many as there is room for; up to which entry. */
  private scan(entries: readonly Entry[], { bound }: SourceType, timeless: boolean, from: number): number {
    const { hashes, rows, starts, ends } = this;
    const longest = Math.min(LONGEST, this.eventLimitBytes);
    rows.length = starts.length = ends.length = 0;
    hashes.begin();
    bound.reader?.begin();
    for (let i = from; i < entries.length; i++) {
      const entry = entries[i];
      if (!bound.reader || !Buffer.isBuffer(entry) || entry.length > longest) continue;
      if (!hashes.fits(entry.length)) return i;
      const at = hashes.start();
      const end = bound.reader.scan(entry, hashes.memory, at, timeless);
      if (end < 0) continue;
      hashes.commit(at, end);
      rows.push(i);
      starts.push(at);
      ends.push(end);
    }
    return entries.length;
  }

  private make({ bound, schema }: SourceType, reader: WalkReader, events: (LogEvent | undefined)[]): void {
    const { hashes, rows, starts, ends } = this;
    const digests = hashes.take(DIGEST_BYTES);
    let piece = '';
    let base = 0;
    for (let e = 0, last = -1; e < rows.length; e++) {
      if (e > last) {
        base = starts[e];
        for (last = e; last + 1 < rows.length && ends[last + 1] - base <= PIECE;) last++;
        piece = hashes.memory.toString('latin1', base, ends[last]);
      }
      const event = reader.event(e, piece, base);
      if (!event || !hasTime(bound, event)) continue;
      const digest = digests.subarray(e * DIGEST_BYTES, (e + 1) * DIGEST_BYTES);
      const body = reader.wide(e) ? hashes.memory.toString('utf8', starts[e], ends[e]) : piece.substring(starts[e] - base, ends[e] - base);
      events[rows[e]] = { type: bound.type, digest, body, event: this.protection.protect(event, schema) };
    }
  }
}

/** Whether its time is one, or it has none. */
function hasTime(bound: BoundEvent, event: EventValue): boolean {
  try {
    bound.timeUs(event);
    return true;
  } catch {
    return false;
  }
}
