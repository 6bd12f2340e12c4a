import type { GroupPlan } from '../../definition/index.js';
import type { ByteReader, ByteWriter } from './bytes.js';
import type { KeyLives } from './key-lives.js';
import type { KeyTable } from './key-table.js';
import type { MatchedEvent } from './match-table.js';
import type { ReadFor } from './read-windows.js';

/** What one event adds to one group. Valid while its entry is: what is kept of it is copied. */
export interface EntryPart {
  readonly key: string;
  /** Values by input: NaN for texts and for outcomes not known. */
  readonly inputs: Float64Array;
  /** Values of the inputs that are texts. */
  readonly texts: readonly string[];
  /** For each outcome read here: the event's match value. */
  readonly matches: readonly string[];
}

/** An event in a window. `value` is what the aggregate read of it; null where it reads none, or has none yet. */
export interface BehindRow {
  readonly position: number;
  readonly timeUs: number;
  readonly value: number | string | null;
}

/** All keys of one group: a key is named by its slot, which `keys` knows. */
export interface GroupState {
  readonly plan: GroupPlan;
  readonly keys: KeyTable;
  readonly lives: KeyLives;
  /** Bytes that the events of all keys take, about. */
  readonly bytes: number;
  /** Adds an event; `commitNo` is the commit that it will be part of. Drops what no window can reach any more. Answers the key's slot. */
  insert(part: EntryPart, timeUs: number, position: number, commitNo: number, maxTimeUs: number): number;
  /** Writes every aggregate, window after window, to `into` from `first`; -1 is a key that has no events. True where a window lacks events that left by count. */
  read(slot: number, of: ReadFor, into: Float64Array, first: number): boolean;
  /** The event before position `before` that an outcome belongs to; undefined once it is older than this group keeps, dropped already or not. */
  find(outcome: string, match: string, maxTimeUs: number, before: number): MatchedEvent | undefined;
  setOutcome(outcome: string, event: MatchedEvent, value: number, commitNo: number): void;
  /** The events that window `w` covers for an event at `timeUs`: bounds (fromUs, toUs], how many, and the newest `limit` with the value of `input` (-1: none). */
  behind(slot: number, w: number, timeUs: number, input: number, limit: number): { fromUs: number; toUs: number; total: number; rows: BehindRow[] };
  /** Event time of the key's newest event. */
  lastTimeUs(slot: number): number;
  /** Drops what no window can reach any more, so that what is left does not depend on when it was dropped. */
  expire(slot: number, maxTimeUs: number): void;
  /** Match values of the key's events from log position `from` on, with their times: what outcomes may look for. */
  matchesOf(slot: number, from: number): { readonly match: string; readonly timeUs: number }[];
  /** Forgets a key. */
  remove(slot: number): void;
  pack(slot: number, writer: ByteWriter): void;
  /** Puts back a key that is not here from what `pack` wrote after the format; answers its slot. */
  unpack(key: string, reader: ByteReader, format: number): number;
}
