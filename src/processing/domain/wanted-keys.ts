import { type BoundEvent, type EventValue, formatTimeUs } from '../../definition/index.js';
import type { Entry, LaneState } from './lane-state.js';
import type { Retries } from './retries.js';
import type { LoggedRecord } from './step-result.js';

/** Keys that are to be in memory, and match values whose keys are. */
export interface WantedKeys {
  readonly keys: readonly { readonly group: number; readonly key: string }[];
  readonly matches: readonly { readonly group: number; readonly match: string }[];
}

/**
 * Collects what records will ask a state for and what it does not have, so that one question to the database brings all of it. It may
 * name more than is needed, never less: each key that an event changes or reads, and each key that may hold the event of an outcome.
 */
export class KeyCollector {
  private readonly keys: Set<string>[];
  private readonly matches: Set<string>[];

  constructor(private readonly state: LaneState) {
    this.keys = state.groups.map(() => new Set());
    this.matches = state.groups.map(() => new Set());
  }

  /** Undefined where nothing is missing. */
  get wanted(): WantedKeys | undefined {
    const keys = this.keys.flatMap((names, group) => [...names].map((key) => ({ group, key })));
    const matches = this.matches.flatMap((values, group) => [...values].map((match) => ({ group, match })));
    return keys.length + matches.length > 0 ? { keys, matches } : undefined;
  }

  records(records: readonly LoggedRecord[], retries: Retries): void {
    const { events, plan } = this.state.bound;
    for (const record of records) {
      const type = plan.events.findIndex((event) => event.type === record.type);
      const bound = events.get(record.type);
      if (bound) this.record(record, type, bound, retries);
    }
  }

  /** What an entry of a delta asks for when it is replayed. */
  entry(entry: Entry): void {
    if (entry.kind === 'outcome') return this.match(this.state.bound.plan.events[entry.type].type, entry.match);
    entry.parts.forEach((part, i) => part && this.key(this.state.groupsOf[entry.type][i], part.key));
    for (const { type, match } of entry.joined) this.match(type, match);
  }

  /** A key that may hold the event with this match value. */
  match(outcome: string, match: string): void {
    const { groups } = this.state;
    for (let g = 0; g < groups.length; g++) if (groups[g].lives.absent.size > 0 && groups[g].plan.outcomes.includes(outcome)) this.matches[g].add(match);
  }

  private key(g: number, key: string): void {
    const group = this.state.groups[g];
    const slot = group.keys.find(key);
    if (slot >= 0) group.lives.use(slot);
    else if (group.lives.absent.has(key)) this.keys[g].add(key);
  }

  private record(record: LoggedRecord, type: number, bound: BoundEvent, retries: Retries): void {
    const { state } = this;
    const { plan, groups } = state.bound;
    const timed = attempt(() => timedEvent(record, plan.events[type].time, bound, retries));
    if (!timed) return;
    if (bound.outcome) {
      const match = attempt(() => bound.outcome?.match(timed));
      if (match !== undefined) this.match(record.type, match);
      return;
    }
    // Which event is admitted, and which part a filter leaves out, is not asked: a key too many does no harm. An outcome that waits for the
    // event found no other with its match value when it came, here or in the database: it asks for no key but the event's own.
    for (let g = 0; g < groups.length; g++) {
      const own = groups[g].plan.of === record.type;
      if (!own && record.type !== plan.on) continue;
      const key = attempt(() => groups[g].key(timed));
      if (key !== undefined) this.key(g, key);
    }
  }
}

/** The event as it will be computed with; the parsed body stays with the record. */
function timedEvent(record: LoggedRecord, time: string | undefined, bound: BoundEvent, retries: Retries): EventValue {
  const event = (record.event ??= JSON.parse(record.body) as EventValue);
  if (time === undefined || bound.timeUs(event) !== undefined) return event;
  const first = record.retryOf === undefined ? undefined : retries.get(record.retryOf)?.timeUs;
  return { ...event, [time]: formatTimeUs(first ?? record.appendedAtUs) };
}

/** What fails here fails again where the record is judged, and is set aside there. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
