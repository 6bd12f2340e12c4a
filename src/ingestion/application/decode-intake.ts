import { KeyedHash, MillraceError } from '../../definition/index.js';
import type { DataProtection } from '../../governance/index.js';
import { RefusedEvent, checkEvent, checkSize, parseJsonBytes } from '../domain/decode-event.js';
import type { Refusal } from '../domain/refusal.js';
import type { LogEvent } from '../ports/log.port.js';
import { DIGEST_BYTES, LineReader } from './read-lines.js';
import type { SourceType, Sources } from './sources.js';

/** What a face of the application hands in: some events for one log, in order. */
export interface Intake {
  readonly log: string;
  /** Type of every event; absent: each entry is `{"type": ..., "event": ...}`. */
  readonly type?: string;
  /** JSON texts as bytes, or values that were parsed already; a `RefusedEvent` is refused and booked. */
  readonly entries: readonly (Buffer | object)[];
  /** Who sends them, and the line of the first entry; a line at or below the producer's last is not taken again. */
  readonly producer?: { readonly name: string; readonly firstLine: number };
  /** Line of the first entry where the entries are lines of a text; blank ones are passed over then. */
  readonly firstLine?: number;
  /** The events may leave out their time: it is their arrival then. */
  readonly timeless?: boolean;
  /** The one event tries again the quarantined record at position `of`: as it was sent then, with the digest of then, or mended. */
  readonly retry?: { readonly of: number; readonly digest?: Buffer };
}

export interface DecodedEvents {
  readonly events: readonly LogEvent[];
  /** Line of each event. */
  readonly lines: readonly number[];
  readonly refused: readonly Refusal[];
}

/** Decodes and checks events at the door. One event that is refused never holds up the others. */
export class IntakeDecoder {
  private readonly hash: KeyedHash;
  private readonly lines: LineReader;

  constructor(
    private readonly sources: Sources,
    private readonly protection: DataProtection,
    digestKey: Buffer,
    private readonly eventLimitBytes: number,
  ) {
    this.hash = new KeyedHash(digestKey);
    this.lines = new LineReader(protection, digestKey, eventLimitBytes);
  }

  /** Errors: `source_unknown`, `type_unknown` when the whole intake names something that is not there. */
  decode(intake: Intake): DecodedEvents {
    // A source that is not there is told once, not of each entry: there is no log to book it in.
    this.sources.typesOf(intake.log);
    const type = intake.type === undefined ? undefined : this.sources.typeOf(intake.log, intake.type);
    const firstLine = intake.producer?.firstLine ?? intake.firstLine ?? 1;
    const read = type && !intake.retry ? this.lines.read(intake.entries, type, intake.timeless === true) : [];
    const events: LogEvent[] = [];
    const lines: number[] = [];
    const refused: Refusal[] = [];
    for (let i = 0; i < intake.entries.length; i++) {
      const entry = intake.entries[i];
      if (intake.firstLine !== undefined && Buffer.isBuffer(entry) && entry.length === 0) continue;
      try {
        events.push(read[i] ?? this.decodeOne(intake, entry, type));
        lines.push(firstLine + i);
      } catch (error) {
        refused.push(refusalOf(firstLine + i, error));
      }
    }
    return { events, lines, refused };
  }

  private decodeOne(intake: Intake, entry: Buffer | object, type: SourceType | undefined): LogEvent {
    // The face that read it knows already why it is none; here it is booked with the others.
    if (entry instanceof RefusedEvent) throw entry;
    const value = Buffer.isBuffer(entry) ? parseJsonBytes(entry, this.eventLimitBytes) : entry;
    const envelope = type ? { type, event: value } : this.open(intake.log, value);
    const { event, canonical } = checkEvent(envelope.event, envelope.type.bound, intake.timeless === true);
    // The bytes of an entry that came parsed, in an array, have not been counted yet.
    if (!Buffer.isBuffer(entry)) checkSize(Buffer.byteLength(canonical), this.eventLimitBytes);
    const digest = intake.retry?.digest ?? this.hash.digest(canonical, DIGEST_BYTES);
    const kept = this.protection.protect(event, envelope.type.schema);
    const { type: name } = envelope.type.bound;
    return { type: name, digest, body: canonical, event: kept, ...(intake.retry ? { retryOf: intake.retry.of } : {}) };
  }

  private open(log: string, value: unknown): { type: SourceType; event: unknown } {
    if (typeof value !== 'object' || value === null || !('type' in value) || !('event' in value) || typeof value.type !== 'string') {
      throw new RefusedEvent('malformed', 'without a type in the path each entry must be {"type": ..., "event": {...}}');
    }
    return { type: this.sources.typeOf(log, value.type), event: value.event };
  }
}

function refusalOf(line: number, error: unknown): Refusal {
  if (error instanceof RefusedEvent) return { line, code: error.code, message: error.message, ...(error.faults ? { faults: error.faults } : {}) };
  if (error instanceof MillraceError && error.kind === 'poison') return { line, code: error.code, message: error.message };
  throw error;
}
