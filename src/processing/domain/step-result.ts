import type { EventValue } from '../../definition/index.js';
import type { DUPLICATE, LATE, QUARANTINED } from './disposition.js';
import type { Transition } from './lane-state.js';

/** One record of the log, as the worker gets it. */
export interface LoggedRecord {
  readonly position: number;
  /** When it was appended, µs; the time of events that have none of their own. */
  readonly appendedAtUs: number;
  readonly type: string;
  /** 16 bytes: HMAC of the canonical event as it was sent. */
  readonly digest: Buffer;
  /** Canonical JSON. */
  readonly body: string;
  /** The parsed body, once somebody has parsed it. */
  event?: EventValue;
  /** Position of the quarantined record that this one tries again. */
  readonly retryOf?: number;
}

/** An event whose vector waits for a score. */
export interface Candidate {
  readonly record: LoggedRecord;
  readonly event: EventValue;
  readonly eventId: string;
  readonly key: string;
  readonly timeUs: number;
  /** 10 bytes from `hashAt`: the keyed hash in the prediction's id. */
  readonly hash: Buffer;
  readonly hashAt: number;
  /** A window lacks events that left it by count. */
  readonly truncated: boolean;
}

/** A record that is kept aside with the reason: late, duplicate or quarantined. */
export interface SetAside {
  readonly position: number;
  readonly disposition: typeof LATE | typeof DUPLICATE | typeof QUARANTINED;
  readonly code: string;
  readonly reason: string;
  readonly eventId?: string;
  /** Event time, µs, where it could be read. */
  readonly timeUs?: number;
  /** For duplicates and reused ids: where the first one stands. */
  readonly firstPosition?: number;
  /** Feature vector of an event whose model call failed: a retry asks only the model. */
  readonly vector?: Float64Array;
}

/** What a slice of the log comes to, before the model is asked. */
export interface Step {
  /** First position, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** One byte a record: see `DISPOSITIONS`. */
  readonly dispositions: Uint8Array;
  readonly transitions: readonly Transition[];
  readonly candidates: readonly Candidate[];
  /** Row-major, `plan.vector.length` doubles a candidate. */
  readonly vectors: Float64Array;
  readonly setAside: SetAside[];
  /** Quarantined records that were tried again, each with the position of the record that did. */
  readonly retried: ReadonlyMap<number, number>;
  readonly delta: Buffer;
  readonly maxTimeUs: number;
}
