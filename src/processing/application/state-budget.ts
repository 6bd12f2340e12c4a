import type { Residency } from '../domain/index.js';

/** The bytes that all states of this process may take together. */
export class StateBudget {
  private readonly holders = new Map<number | string, Residency>();

  constructor(readonly bytes: number) {}

  /** Counts a state in, in place of the one that had the same name. */
  hold(name: number | string, residency: Residency): void {
    this.holders.set(name, residency);
  }

  release(name: number | string): void {
    this.holders.delete(name);
  }

  /** What one state may take: all that the others leave, and an equal share at least. */
  allowance(residency: Residency): number {
    let others = 0;
    for (const holder of this.holders.values()) if (holder !== residency) others += holder.bytes;
    return Math.max(this.bytes / Math.max(1, this.holders.size), this.bytes - others);
  }

  /** Of the state of this name; undefined where this process does not hold it. */
  use(name: number | string): { readonly keys: number; readonly absent: number; readonly bytes: number } | undefined {
    const holder = this.holders.get(name);
    return holder && { keys: holder.resident, absent: holder.absent, bytes: holder.bytes };
  }
}
