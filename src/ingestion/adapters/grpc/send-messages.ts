import { MillraceError } from '../../../definition/index.js';
import { type ProtoStruct, objectOf } from '../../../platform/grpc/index.js';
import type { IntakeReceipt } from '../../application/append-intake.js';

const REFUSALS_TOLD = 100;
/** An event without a payload is JSON's null: refused in its place, and the lines after it keep their numbers. */
const NOTHING = Buffer.from('null');

export interface EventMessage {
  readonly type: string;
  readonly payload?: 'json' | 'event';
  readonly json?: Buffer;
  readonly event?: ProtoStruct;
}

export interface SendRequest {
  readonly source: string;
  readonly type: string;
  readonly producer: string;
  readonly firstLine: number;
  readonly events: readonly EventMessage[];
}

/** Events that follow each other and are of one type. */
export interface Stretch {
  readonly type: string;
  readonly entries: (Buffer | object)[];
}

/** millrace.v1.SendResponse. */
export interface SendSummary {
  accepted: number;
  repeated: number;
  firstPosition?: number;
  refusedCount: number;
  refused: IntakeReceipt['refused'][number][];
  lastLine: number;
}

/** Cuts the events where the type changes. Error: `malformed` where neither the event nor the stream names a type. */
export function stretchesOf(events: readonly EventMessage[], type: string): Stretch[] {
  const stretches: Stretch[] = [];
  for (const event of events) {
    const own = event.type || type;
    if (!own) throw new MillraceError('malformed', 'poison', 'an event names no type, nor does its stream: set type in the message or in the event');
    const last = stretches.at(-1);
    if (last?.type === own) last.entries.push(entryOf(event));
    else stretches.push({ type: own, entries: [entryOf(event)] });
  }
  return stretches;
}

function entryOf({ payload, json, event }: EventMessage): Buffer | object {
  if (payload === 'json' && json && json.length > 0) return json;
  return payload === 'event' && event ? objectOf(event) : NOTHING;
}

export function addTo(summary: SendSummary, { accepted, repeated, firstPosition, refused }: IntakeReceipt): void {
  summary.accepted += accepted;
  summary.repeated += repeated;
  if (firstPosition !== undefined) summary.firstPosition ??= firstPosition;
  summary.refusedCount += refused.length;
  for (const refusal of refused) if (summary.refused.length < REFUSALS_TOLD) summary.refused.push(refusal);
}
