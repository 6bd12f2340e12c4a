import type { Residency } from '../domain/index.js';

/** Keys in memory, keys that wait in the database, and what all of it takes in memory, about. */
export interface StateUse {
  readonly keys: number;
  readonly evicted: number;
  readonly bytes: number;
}

/** The bytes that all states of this process may take together. */
export class StateBudget {
  private readonly holders = new Map<number, Residency>();

  constructor(readonly bytes: number) {}

  /** Counts a state in, in place of the one that had the same name. */
  hold(name: number, residency: Residency): void {
    this.holders.set(name, residency);
  }

  release(name: number): void {
    this.holders.delete(name);
  }

  /** What one state may take: all that the others leave, and an equal share at least. */
  allowance(residency: Residency): number {
    let others = 0;
    for (const holder of this.holders.values()) if (holder !== residency) others += holder.bytes;
    return Math.max(this.bytes / Math.max(1, this.holders.size), this.bytes - others);
  }

  /** Of the state of this name; undefined where this process does not hold it. */
  use(name: number): StateUse | undefined {
    const holder = this.holders.get(name);
    return holder && { keys: holder.resident, evicted: holder.absent, bytes: holder.bytes };
  }
}
