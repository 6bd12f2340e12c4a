import type { EventValue, FeaturePlan } from '../../definition/index.js';
import type { EventEntry, LaneState } from './lane-state.js';

/** A group that features read: the entry's part with its key (-1: taken from the event), and where its first value goes. */
interface GroupRead {
  readonly group: number;
  readonly part: number;
  readonly first: number;
}

/**
 * Computes feature vectors into one array. Slots hold every feature once: those of the event alone, then window after window of each
 * group; the vector picks from them in the model's order.
 */
export class FeatureVectors {
  private readonly slots: Float64Array;
  private readonly eventCount: number;
  private readonly reads: readonly GroupRead[];
  private readonly picks: Int32Array;
  private rows = new Float64Array(0);
  private at = 0;
  /** Whether the last vector lacks events that left their window by count. */
  truncated = false;

  constructor(private readonly state: LaneState) {
    const { plan } = state.bound;
    const on = plan.events.findIndex((event) => event.type === plan.on);
    this.eventCount = plan.features.filter((feature) => feature.kind === 'event').length;
    let next = this.eventCount;
    const firstSlots = plan.groups.map((group) => group.windows.map((window) => (next += window.aggregates.length) - window.aggregates.length));
    this.slots = new Float64Array(next);
    this.reads = plan.groups.flatMap((group, g) =>
      group.windows.length === 0 ? [] : [{ group: g, part: state.groupsOf[on]?.indexOf(g) ?? -1, first: firstSlots[g][0] }],
    );
    this.picks = Int32Array.from(plan.vector, (f) => slotOf(plan.features, f, firstSlots));
  }

  /** Makes room for `count` vectors. */
  begin(count: number): void {
    this.rows = new Float64Array(count * this.picks.length);
    this.at = 0;
  }

  /** The features of the event alone, kept for the next `push`. */
  eventFeatures(event: EventValue): void {
    if (this.eventCount > 0) this.state.bound.eventFeatures(event, this.slots, 0);
  }

  /** Adds a vector that was computed before; false, adding nothing, when it is not one of this plan. */
  pushStored(vector: Float64Array): boolean {
    if (vector.length !== this.picks.length) return false;
    this.rows.set(vector, this.at);
    this.at += vector.length;
    return true;
  }

  /**
   * Adds the vector of an event that is in the state already; false, adding nothing, when a value is not finite.
   * @param overdue the event may be older than lateness: its windows reach no further back than what is kept for certain.
   */
  push(event: EventValue, entry: EventEntry, overdue = false): boolean {
    const { state, picks, slots: all } = this;
    this.truncated = false;
    for (const { group, part, first } of this.reads) {
      const kept = part >= 0 ? entry.slots[part] : -1;
      const slot = kept >= 0 ? kept : state.groups[group].keys.find(state.bound.groups[group].key(event));
      if (overdue) state.groups[group].expire(slot, state.maxTimeUs);
      if (state.groups[group].read(slot, entry, all, first)) this.truncated = true;
    }
    for (let i = 0; i < picks.length; i++) {
      const value = all[picks[i]];
      if (!Number.isFinite(value)) return false;
      this.rows[this.at + i] = value;
    }
    this.at += picks.length;
    return true;
  }

  take(): Float64Array {
    return this.rows.subarray(0, this.at);
  }
}

function slotOf(features: readonly FeaturePlan[], f: number, firstSlots: readonly (readonly number[])[]): number {
  const feature = features[f];
  if (feature.kind === 'window') return firstSlots[feature.group][feature.window] + feature.aggregate;
  return features.slice(0, f).filter((other) => other.kind === 'event').length;
}
