import { readDelta } from './delta.js';
import { LANE_IMAGE, unpackKey, unpackLane } from './image.js';
import type { Entry, LaneState } from './lane-state.js';
import { stateBytes } from './residency.js';
import type { StateImage } from './state-image.js';
import { KeyCollector, type WantedKeys } from './wanted-keys.js';

export interface StateDelta {
  /** Log position after the last record. */
  readonly commitNo: number;
  /** Position of the commit's first record. */
  readonly from: number;
  readonly delta: Buffer;
}

/** So much of its bound a recovery fills with keys as they come; the rest is for those that the deltas changed. */
const FILL = 0.5;

/**
 * Rebuilds a lane's state from images and the deltas after them. Images are of different commits; each entry is added only where the
 * image is older, so that the state is the one that stood after the last delta. Above the bound images stay where they are: those that a
 * delta changes are to be brought before it is replayed.
 */
export class Recovery {
  private readonly imaged: Map<string, number>[];
  /** Keys whose images lack what this version writes with them: they are to be written again. */
  private readonly early: { readonly group: number; readonly key: string }[] = [];
  private laneImaged = 0;

  constructor(
    private readonly state: LaneState,
    private readonly boundBytes = Infinity,
  ) {
    this.imaged = state.groups.map(() => new Map());
  }

  image(image: StateImage): void {
    if (image.group === LANE_IMAGE) {
      this.laneImaged = image.commitNo;
      unpackLane(this.state, image.image);
    } else if (this.mayStay(image) && stateBytes(this.state) > this.boundBytes * FILL) this.leave(image);
    else this.put(image);
  }

  /** Leaves an image where it is; the key is known to have one. */
  leave({ group, key }: StateImage): void {
    this.state.groups[group].lives.absent.add(key);
  }

  /** Whether a key can be told from its stored image alone, the events that outcomes look for among it. */
  mayStay({ group, commitNo, endsUs, matchedTo = 0 }: StateImage): boolean {
    return endsUs !== undefined && (matchedTo >= commitNo || this.state.groups[group].plan.outcomes.length === 0);
  }

  /** What the replay of a delta needs and is not here. */
  missing({ from, delta }: StateDelta): WantedKeys | undefined {
    const { state } = this;
    if (!state.groups.some(({ lives }) => lives.absent.size > 0)) return undefined;
    const collector = new KeyCollector(state);
    const { maxTimeUs } = state;
    readDelta(delta, from, state.bound.plan, state, (entry) => collector.entry(entry));
    state.maxTimeUs = maxTimeUs;
    return collector.wanted;
  }

  /** Puts back keys that were left. */
  restore(images: readonly StateImage[]): void {
    for (const image of images) {
      const { keys, lives } = this.state.groups[image.group];
      if (keys.find(image.key) >= 0) continue;
      this.put(image);
      lives.absent.remove(image.key);
    }
  }

  replay({ commitNo, from, delta }: StateDelta): void {
    const { state } = this;
    state.commitNo = commitNo;
    state.replayed = (group, key) => commitNo <= (this.imaged[group].get(key) ?? 0);
    readDelta(delta, from, state.bound.plan, state, (entry) => this.entry(entry, commitNo));
    if (commitNo > this.laneImaged) state.endParked([]);
    state.replayed = NOTHING;
  }

  /** All deltas are replayed, up to log position `to`. */
  finish(to: number): void {
    for (const { group: g, key } of this.early) {
      const { keys, lives } = this.state.groups[g];
      const slot = keys.find(key);
      if (slot >= 0 && !lives.dirty.has(slot)) lives.change(slot, to);
    }
  }

  /** The commit whose state the lane image holds; 0 without one. */
  get laneImageCommit(): number {
    return this.laneImaged;
  }

  private put(image: StateImage): void {
    const { group: g, key, commitNo, matchedTo, endsUs } = image;
    const group = this.state.groups[g];
    this.imaged[g].set(key, commitNo);
    unpackKey(group, key, image.image);
    group.lives.restored(group.keys.find(key), commitNo, matchedTo ?? 0);
    if (endsUs === undefined) this.early.push({ group: g, key });
  }

  private entry(entry: Entry, commitNo: number): void {
    const { state } = this;
    const laneIsOlder = commitNo > this.laneImaged;
    if (entry.kind === 'outcome') {
      if (laneIsOlder) state.applyOutcome(entry);
      else state.setEverywhere(state.bound.plan.events[entry.type].type, entry.match, entry.value, entry.position);
      return;
    }
    for (let i = 0; i < entry.parts.length; i++) state.insertPart(entry, i);
    for (const { type, match, value } of entry.joined) state.setEverywhere(type, match, value, entry.position + 1);
    if (!laneIsOlder) return;
    state.joinParked(entry, []);
    state.hold(entry);
  }
}

const NOTHING = (): boolean => false;
