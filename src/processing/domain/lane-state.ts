import type { BoundGroup, BoundPlan } from '../../definition/index.js';
import { JOINED, PARKED, UNMATCHED } from './disposition.js';
import type { EntryPart, GroupState } from './group-state.js';
import { IdIndex } from './id-index.js';
import { makeGroup } from './make-group.js';
import { ParkedOutcomes } from './parked-outcomes.js';

/** What one admitted record adds to the state: all that a delta keeps of it, and all that a replay needs. */
export type Entry = EventEntry | OutcomeEntry;

interface EntryHead {
  /** Index of the event type in `plan.events`. */
  readonly type: number;
  readonly position: number;
  readonly timeUs: number;
  /** 10 bytes from `hashAt`: keyed hash of run, type and event id. */
  readonly hash: Buffer;
  readonly hashAt: number;
  /** 16 bytes. */
  readonly digest: Buffer;
  /** Lane time until which the id is held, µs. */
  readonly endsUs: number;
}

export interface EventEntry extends EntryHead {
  readonly kind: 'event';
  /** One for each group over this event type, in the plan's order; undefined where the group's filter leaves the event out. */
  readonly parts: readonly (EntryPart | undefined)[];
  /** For each part the slot of its key, once it is in the state; absent or -1 before. */
  readonly slots: number[];
  /** Outcomes that waited for this event, in log order: a replay sets them without asking what was parked. */
  joined: readonly JoinedOutcome[];
}

export interface JoinedOutcome {
  readonly type: string;
  readonly match: string;
  readonly value: number;
}

export interface OutcomeEntry extends EntryHead {
  readonly kind: 'outcome';
  readonly match: string;
  readonly value: number;
}

/** An outcome that was parked and is not any more. */
export interface Transition {
  readonly position: number;
  readonly to: typeof JOINED | typeof UNMATCHED;
}

const NONE: readonly JoinedOutcome[] = [];

/** Everything a lane remembers: it changes by `apply` and `end` alone, the same for a live record and for a replayed one. */
export class LaneState {
  /** Greatest event time so far, µs, over all but outcomes and records from the future. */
  maxTimeUs = -Infinity;
  /** Log position after the commit that what is applied now will be part of. */
  commitNo = 0;
  readonly ids: IdIndex;
  readonly groups: readonly GroupState[];
  readonly parked: ParkedOutcomes;
  /** For each event type: the groups over it. */
  readonly groupsOf: readonly (readonly number[])[];

  /** During a recovery: whether the commit that is replayed is in what the key was restored from. */
  replayed: (group: number, key: string) => boolean = () => false;

  /** @param shared the state of another plan with the same state hash, which goes on as this one. */
  constructor(
    readonly bound: BoundPlan,
    shared?: LaneState,
  ) {
    const { plan } = bound;
    this.ids = shared?.ids ?? new IdIndex();
    this.parked = shared?.parked ?? new ParkedOutcomes();
    this.groups = shared?.groups ?? plan.groups.map((group) => makeGroup(group, plan.events));
    if (shared) this.maxTimeUs = shared.maxTimeUs;
    this.groupsOf = plan.events.map((event) => plan.groups.flatMap((group, g) => (group.of === event.type ? [g] : [])));
  }

  /** The groups over an event type as bound closures, in the plan's order. */
  boundGroupsOf(type: number): BoundGroup[] {
    return this.groupsOf[type].map((g) => this.bound.groups[g]);
  }

  /** Adds an event to its groups and joins outcomes that waited for it; tells the parked positions that are joined now. */
  applyEvent(entry: EventEntry, transitions: Transition[]): void {
    for (let i = 0; i < entry.parts.length; i++) this.insertPart(entry, i);
    entry.joined = this.joinParked(entry, transitions);
    this.hold(entry);
  }

  /** Adds an event to the group of its part `i`. */
  insertPart(entry: EventEntry, i: number): void {
    const group = this.groups[this.groupsOf[entry.type][i]];
    const part = entry.parts[i];
    if (part && !this.replayed(this.groupsOf[entry.type][i], part.key))
      entry.slots[i] = group.insert(part, entry.timeUs, entry.position, this.commitNo, this.maxTimeUs);
  }

  hold(entry: Entry): void {
    this.ids.add(entry.hash, entry.hashAt, entry.digest, entry.position, entry.timeUs, entry.endsUs, this.maxTimeUs);
  }

  /** Sets an outcome where its event is kept, else parks it; tells which. */
  applyOutcome(entry: OutcomeEntry): typeof JOINED | typeof PARKED | typeof UNMATCHED {
    const { type, outcome } = this.bound.plan.events[entry.type];
    this.hold(entry);
    if (this.setEverywhere(type, entry.match, entry.value, entry.position)) return JOINED;
    const endsUs = entry.timeUs + (outcome?.maturesUs ?? 0);
    if (this.maxTimeUs > endsUs) return UNMATCHED;
    this.parked.add({ type, match: entry.match, position: entry.position, value: entry.value, endsUs });
    return PARKED;
  }

  /** Outcomes that nothing can match any more, now that the lane's time has moved on. */
  endParked(transitions: Transition[]): void {
    for (const { position } of this.parked.end(this.maxTimeUs)) transitions.push({ position, to: UNMATCHED });
  }

  /** Takes the outcomes that wait for an event of this entry and sets them; most events have none. */
  joinParked(entry: EventEntry, transitions: Transition[]): readonly JoinedOutcome[] {
    if (this.parked.size === 0) return NONE;
    const joined: JoinedOutcome[] = [];
    for (let i = 0; i < entry.parts.length; i++) {
      const { outcomes } = this.groups[this.groupsOf[entry.type][i]].plan;
      for (let o = 0; o < outcomes.length; o++) {
        const match = entry.parts[i]?.matches[o];
        if (match === undefined) continue;
        for (const waiting of this.parked.take(outcomes[o], match, this.maxTimeUs)) {
          this.setEverywhere(waiting.type, waiting.match, waiting.value, entry.position + 1);
          joined.push(waiting);
          transitions.push({ position: waiting.position, to: JOINED });
        }
      }
    }
    return joined;
  }

  /** Sets an outcome in every group that keeps its event, one before position `before`; false where none does. */
  setEverywhere(type: string, match: string, value: number, before: number): boolean {
    let found = false;
    for (let g = 0; g < this.groups.length; g++) {
      const group = this.groups[g];
      const event = group.find(type, match, this.maxTimeUs, before);
      if (!event) continue;
      if (!this.replayed(g, group.keys.key(event.slot))) group.setOutcome(type, event, value, this.commitNo);
      found = true;
    }
    return found;
  }
}
