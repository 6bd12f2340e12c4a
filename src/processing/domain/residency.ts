import type { GroupState } from './group-state.js';
import { LANE_IMAGE, packKey, unpackKey } from './image.js';
import type { LaneState } from './lane-state.js';
import { NO_RETRIES, type Retries } from './retries.js';
import type { KeyName, PackedKey, StateImage } from './state-image.js';
import type { LoggedRecord } from './step-result.js';
import { KeyCollector, type WantedKeys } from './wanted-keys.js';

/** A key that is here, by its place. */
export interface ResidentKey {
  readonly group: number;
  readonly slot: number;
}

/** Cold keys that are named at once because they must be stored before they can go. */
const MOST_NAMED = 1024;
/** Keys that are looked at between two batches, at most, beyond one for each record. */
const LOOKS = 65_536;
/** Expired keys are looked for anew once the lane's time has moved on by this share of how long events are kept. */
const EXPIRY_SHARE = 1 / 16;

/** Entries of tables and arrays that a key takes besides its events, with its text; about. */
const KEY_BYTES = 220;
const PARKED_BYTES = 300;

/** Bytes that a state takes in memory, about. */
export function stateBytes({ groups, ids, parked }: LaneState): number {
  return groups.reduce((sum, { bytes, keys, lives }) => sum + bytes + keys.size * KEY_BYTES + lives.absent.bytes, ids.bytes + parked.size * PARKED_BYTES);
}

/**
 * How long a key's events matter after its newest one, µs. An event of another type may be older than those of the group are allowed to be,
 * and read it all the same.
 */
export function keptUs(state: LaneState, { plan }: GroupState): number {
  const { events } = state.bound.plan;
  const own = events.find(({ type }) => type === plan.of)?.latenessUs ?? 0;
  return plan.retentionUs + Math.max(0, ...events.map(({ latenessUs }) => latenessUs - own));
}

/**
 * Which keys of a state are in memory. Between two batches the cold ones go while the state is above its bound, and those whose events
 * nothing can reach any more; before a batch the ones that it needs come back. A key goes only when all of it is durable: its image holds
 * its last change, and that change is part of a durable commit. What features say never depends on what is here.
 */
export class Residency {
  private readonly kept: readonly number[];
  /** Where the next look for a cold key begins, and the next one for an expired key. */
  private readonly cold: ResidentKey = { group: 0, slot: 0 };
  private readonly expired: ResidentKey = { group: 0, slot: 0 };
  private passUs = -Infinity;
  private inPass = false;

  constructor(private readonly state: LaneState) {
    this.kept = state.groups.map((group) => keptUs(state, group));
  }

  get bytes(): number {
    return stateBytes(this.state);
  }

  get resident(): number {
    return this.state.groups.reduce((sum, { keys }) => sum + keys.size, 0);
  }

  get absent(): number {
    return this.state.groups.reduce((sum, { lives }) => sum + lives.absent.size, 0);
  }

  /** Lane time from which nothing of the key can be reached, µs. */
  endsUs({ group, slot }: ResidentKey): number {
    return this.state.groups[group].lastTimeUs(slot) + this.kept[group];
  }

  /**
   * Evicts cold keys until the state takes `toBytes`. Answers those that would have to be stored first: the coldest of them.
   * @param durable log position after the last durable commit
   */
  evict(toBytes: number, durable: number): ResidentKey[] {
    const named: ResidentKey[] = [];
    const slots = this.state.groups.reduce((sum, { keys }) => sum + keys.end, 0);
    for (let looks = Math.min(LOOKS, 2 * slots); looks > 0 && named.length < MOST_NAMED && this.bytes > toBytes; looks--) {
      const key = this.next(this.cold);
      const { keys, lives } = this.state.groups[key.group];
      if (!keys.has(key.slot) || lives.cool(key.slot) || this.tryEvict(key, durable)) continue;
      if (lives.lastChange(key.slot) <= durable && !lives.writing.has(key.slot)) named.push(key);
    }
    return named;
  }

  /** Takes a key out of memory; false where it is pinned: changed by a commit that is not durable, or after its newest image. */
  tryEvict({ group: g, slot }: ResidentKey, durable: number): boolean {
    const { lives, plan } = this.state.groups[g];
    if (lives.lastChange(slot) > durable || lives.writing.has(slot) || !lives.isStored(slot, plan.outcomes.length > 0)) return false;
    this.remove(g, slot);
    return true;
  }

  /** Takes out keys whose events nothing can reach any more; looks at no more than about twice as many keys as there were records. */
  expire(records: number): void {
    const { state } = this;
    if (state.groups.length === 0 || (!this.inPass && !(state.maxTimeUs >= this.passUs))) return;
    this.inPass = true;
    for (let looks = 2 * records + MOST_NAMED; looks > 0; looks--) {
      const key = this.next(this.expired);
      this.tryExpire(key);
      if (key.group === state.groups.length - 1 && key.slot >= state.groups[key.group].keys.end - 1) {
        this.inPass = false;
        this.passUs = state.maxTimeUs + Math.min(...this.kept) * EXPIRY_SHARE;
        return;
      }
    }
  }

  tryExpire(key: ResidentKey): boolean {
    const { keys, lives } = this.state.groups[key.group];
    if (!keys.has(key.slot) || lives.writing.has(key.slot) || this.endsUs(key) > this.state.maxTimeUs) return false;
    this.remove(key.group, key.slot);
    return true;
  }

  /** What these records need and is not here; undefined where all of it is. */
  missing(records: readonly LoggedRecord[], retries: Retries = NO_RETRIES): WantedKeys | undefined {
    if (this.absent === 0) return undefined;
    const collector = new KeyCollector(this.state);
    collector.records(records, retries);
    return collector.wanted;
  }

  /** Puts keys back that are not here. */
  restore(images: readonly StateImage[]): void {
    for (const { group: g, key, commitNo, matchedTo, image } of images) {
      const group = this.state.groups[g];
      if (group.keys.find(key) >= 0) continue;
      unpackKey(group, key, image);
      group.lives.restored(group.keys.find(key), commitNo, matchedTo ?? 0);
      group.lives.absent.remove(key);
    }
  }

  /**
   * Packs a key as of a commit, to be written once that is durable. Until `stored` it stays in memory.
   * @param findable with the match values of its events, so that it can leave memory
   */
  pack(place: ResidentKey, commitNo: number, findable: boolean): PackedKey {
    const { group: g, slot } = place;
    const group = this.state.groups[g];
    const { lives } = group;
    const matches = findable ? group.matchesOf(slot, lives.matchedTo(slot)) : [];
    lives.dirty.delete(slot);
    lives.writing.add(slot);
    return {
      ...{ group: g, key: group.keys.key(slot), commitNo, image: packKey(group, slot) },
      endsUs: this.endsUs(place),
      matchedTo: findable ? commitNo : lives.matchedTo(slot),
      matches: matches.map(({ match, timeUs }) => ({ match, endsUs: timeUs + this.kept[g] })),
    };
  }

  /** Images that `pack` gave are durable. */
  stored(images: readonly StateImage[]): void {
    for (const { group: g, key, commitNo, matchedTo } of images) {
      if (g === LANE_IMAGE) continue;
      const { keys, lives } = this.state.groups[g];
      const slot = keys.find(key);
      lives.writing.delete(slot);
      lives.stored(slot, commitNo, matchedTo ?? 0);
    }
  }

  /** The images of these keys are gone from the database. */
  forget(gone: readonly KeyName[]): void {
    for (const { group: g, key } of gone) {
      const { keys, lives } = this.state.groups[g];
      const slot = keys.find(key);
      if (slot < 0) lives.absent.remove(key);
      else lives.lost(slot);
    }
  }

  private remove(g: number, slot: number): void {
    const { keys, lives } = this.state.groups[g];
    if (lives.hasImage(slot)) lives.absent.add(keys.key(slot));
    this.state.groups[g].remove(slot);
  }

  /** Steps from key to key through all groups, round and round. */
  private next(hand: { group: number; slot: number }): ResidentKey {
    const { groups } = this.state;
    if (hand.group >= groups.length) hand.group = 0;
    const here = { group: hand.group, slot: hand.slot };
    if (++hand.slot >= (groups[hand.group]?.keys.end ?? 0)) {
      hand.slot = 0;
      hand.group = (hand.group + 1) % Math.max(1, groups.length);
    }
    return here;
  }
}
