import type { BoundGroup, EventValue } from '../../definition/index.js';
import type { EntryPart } from './group-state.js';
import type { EventEntry, JoinedOutcome } from './lane-state.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NONE: readonly JoinedOutcome[] = [];

/** The entry of one event after the other of a type, in the same objects: nothing is made for an event that is gone once it is applied. */
export class EntryScratch {
  readonly entry: Mutable<EventEntry> & { readonly parts: (EntryPart | undefined)[] };
  private readonly parts: readonly Mutable<EntryPart>[];

  /** @param groups those over the type, in the plan's order */
  constructor(
    type: number,
    private readonly groups: readonly BoundGroup[],
  ) {
    this.parts = groups.map(({ plan }) => ({ key: '', inputs: new Float64Array(plan.inputs.length).fill(NaN), texts: [], matches: [] }));
    const none = Buffer.alloc(0);
    this.entry = {
      kind: 'event',
      type,
      position: 0,
      timeUs: 0,
      hash: none,
      hashAt: 0,
      digest: none,
      endsUs: 0,
      parts: [...this.parts],
      slots: [],
      joined: NONE,
    };
    for (let i = 0; i < groups.length; i++) this.entry.slots.push(-1);
  }

  /** Reads what an event adds to each group. Throws what an expression throws. */
  fill(event: EventValue, position: number, timeUs: number, hash: Buffer, hashAt: number, digest: Buffer, endsUs: number): EventEntry {
    const { entry, groups, parts } = this;
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i];
      entry.slots[i] = -1;
      if (group.where && !group.where(event)) {
        entry.parts[i] = undefined;
        continue;
      }
      const part = parts[i];
      group.inputs(event, part.inputs);
      part.key = group.key(event);
      part.texts = group.texts(event);
      part.matches = group.matches(event);
      entry.parts[i] = part;
    }
    entry.position = position;
    entry.timeUs = timeUs;
    entry.hash = hash;
    entry.hashAt = hashAt;
    entry.digest = digest;
    entry.endsUs = endsUs;
    entry.joined = NONE;
    return entry;
  }
}
