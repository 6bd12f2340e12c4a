import { readDelta } from './delta.js';
import { LANE_IMAGE, unpackKey, unpackLane } from './image.js';
import type { Entry, LaneState } from './lane-state.js';

/** A stored image of one key (or of the lane itself), with the log position after the last commit that it holds. */
export interface StateImage {
  readonly group: number;
  readonly key: string;
  readonly commitNo: number;
  readonly image: Buffer;
}

export interface StateDelta {
  /** Log position after the last record. */
  readonly commitNo: number;
  /** Position of the commit's first record. */
  readonly from: number;
  readonly delta: Buffer;
}

/**
 * Rebuilds a lane's state from images and the deltas after them. Images are of different commits; each entry is added only where the
 * image is older, so that the state is the one that stood after the last delta.
 */
export class Recovery {
  private readonly imaged: Map<string, number>[];
  private laneImaged = 0;

  constructor(private readonly state: LaneState) {
    this.imaged = state.groups.map(() => new Map());
  }

  image(image: StateImage): void {
    if (image.group === LANE_IMAGE) {
      this.laneImaged = image.commitNo;
      unpackLane(this.state, image.image);
      return;
    }
    this.imaged[image.group].set(image.key, image.commitNo);
    unpackKey(this.state.groups[image.group], image.key, image.image);
  }

  replay({ commitNo, from, delta }: StateDelta): void {
    const { state } = this;
    state.commitNo = commitNo;
    state.replayed = (group, key) => commitNo <= (this.imaged[group].get(key) ?? 0);
    readDelta(delta, from, state.bound.plan, state, (entry) => this.entry(entry, commitNo));
    if (commitNo > this.laneImaged) state.endParked([]);
    state.replayed = NOTHING;
  }

  /** The commit whose state the lane image holds; 0 without one. */
  get laneImageCommit(): number {
    return this.laneImaged;
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
