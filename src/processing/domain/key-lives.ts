import { KeyFingerprints } from './key-fingerprints.js';

/**
 * What is known of the keys of a group besides their events: when each changed, and how much of it the database has. Commits are named by
 * the log position after them. Here a key is named by its slot; of keys that are stored and not here only fingerprints are kept.
 */
export class KeyLives {
  /** Keys that changed since their last image was packed, each with the first commit that changed it; oldest first. */
  readonly dirty = new Map<number, number>();
  /** Keys whose image is being written: they stay until it is known to stand. */
  readonly writing = new Set<number>();
  /** Keys that have an image and are not here. */
  readonly absent = new KeyFingerprints();
  /** Last commit that changed the key. */
  private readonly changed: number[] = [];
  /** Commit of the newest image that is durable; -1: there is none. */
  private readonly imaged: number[] = [];
  /** Log position up to which the match values of its events can be looked up in the database. */
  private readonly matched: number[] = [];
  /** Whether it was asked for since it was last considered for eviction. */
  private readonly warm: boolean[] = [];

  begin(slot: number): void {
    this.changed[slot] = 0;
    this.imaged[slot] = -1;
    this.matched[slot] = 0;
    this.warm[slot] = true;
  }

  change(slot: number, commitNo: number): void {
    if (!this.dirty.has(slot)) this.dirty.set(slot, commitNo);
    this.changed[slot] = commitNo;
    this.warm[slot] = true;
  }

  /** A key was put back from the image of a commit. */
  restored(slot: number, commitNo: number, matchedTo: number): void {
    this.changed[slot] = commitNo;
    this.imaged[slot] = commitNo;
    this.matched[slot] = matchedTo;
  }

  /** An image of the key is durable. */
  stored(slot: number, commitNo: number, matchedTo: number): void {
    this.imaged[slot] = commitNo;
    this.matched[slot] = matchedTo;
  }

  /** The key's image is gone from the database. */
  lost(slot: number): void {
    this.imaged[slot] = -1;
    this.matched[slot] = 0;
  }

  use(slot: number): void {
    this.warm[slot] = true;
  }

  /** Whether the key was asked for since this was asked last. */
  cool(slot: number): boolean {
    const warm = this.warm[slot];
    this.warm[slot] = false;
    return warm;
  }

  lastChange(slot: number): number {
    return this.changed[slot];
  }

  hasImage(slot: number): boolean {
    return this.imaged[slot] >= 0;
  }

  matchedTo(slot: number): number {
    return this.matched[slot];
  }

  /** Whether all of the key is durable: its newest image holds every change, and outcomes find its events (where they look for any). */
  isStored(slot: number, findable: boolean): boolean {
    return this.imaged[slot] >= this.changed[slot] && (!findable || this.matched[slot] >= this.changed[slot]);
  }

  forget(slot: number): void {
    this.dirty.delete(slot);
  }
}
