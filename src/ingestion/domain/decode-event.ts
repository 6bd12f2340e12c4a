import { isUtf8 } from 'node:buffer';
import { type BoundEvent, MillraceError, type SchemaFault, canonicalJson, guardEvent } from '../../definition/index.js';

/** An event that was read and checked, not yet protected. */
export interface DecodedEvent {
  readonly event: Readonly<Record<string, unknown>>;
  /** Canonical JSON as it was sent. */
  readonly canonical: string;
}

/** Why bytes are not an event of a type. */
export class RefusedEvent extends MillraceError {
  constructor(
    code: string,
    message: string,
    readonly faults?: readonly SchemaFault[],
    cause?: unknown,
  ) {
    super(code, 'poison', message, { cause, ...(faults ? { details: { faults } } : {}) });
  }
}

/** Refuses an event that is too long: `event_too_large`. */
export function checkSize(bytes: number, limitBytes: number): void {
  if (bytes > limitBytes) throw new RefusedEvent('event_too_large', `an event may have at most ${limitBytes} bytes, this one has ${bytes}`);
}

/** Parses the bytes of one JSON text; refuses what is not UTF-8 (`invalid_utf8`), too long (`event_too_large`) or no JSON (`malformed`). */
export function parseJsonBytes(bytes: Buffer, limitBytes: number): unknown {
  checkSize(bytes.length, limitBytes);
  if (!isUtf8(bytes)) throw new RefusedEvent('invalid_utf8', 'the event is not valid UTF-8');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new RefusedEvent('malformed', `the event is not JSON: ${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'}`, undefined, error);
  }
}

/**
 * Checks a parsed event against its type: structure, schema and the range of its time.
 * @param timeless the caller lets the event's time be its arrival.
 */
export function checkEvent(value: unknown, type: BoundEvent, timeless: boolean): DecodedEvent {
  guardEvent(value);
  const event = value as Readonly<Record<string, unknown>>;
  const faults = timeless ? type.validateTimeless(event) : type.validate(event);
  if (faults)
    throw new RefusedEvent(
      'schema',
      `the event breaks the schema of "${type.type}": ${faults.map((fault) => `${fault.path || '/'} ${fault.message}`).join('; ')}`,
      faults,
    );
  type.timeUs(event);
  return { event, canonical: canonicalJson(event) };
}
