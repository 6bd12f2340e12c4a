import { ownText } from './own-text.js';

/** Keys by number: slots are small and used again, so that what belongs to a key lies in arrays. */
export class KeyTable {
  private readonly slots = new Map<string, number>();
  private readonly keys: (string | undefined)[] = [];
  private readonly free: number[] = [];

  get size(): number {
    return this.slots.size;
  }

  /** Slots are below this. */
  get end(): number {
    return this.keys.length;
  }

  /** -1 where the key is not here. */
  find(key: string): number {
    return this.slots.get(key) ?? -1;
  }

  add(name: string): number {
    const key = ownText(name);
    const slot = this.free.pop() ?? this.keys.length;
    this.keys[slot] = key;
    this.slots.set(key, slot);
    return slot;
  }

  remove(slot: number): void {
    this.slots.delete(this.key(slot));
    this.keys[slot] = undefined;
    this.free.push(slot);
  }

  has(slot: number): boolean {
    return this.keys[slot] !== undefined;
  }

  key(slot: number): string {
    return this.keys[slot] ?? '';
  }

  /** Every slot in use, in no order that means anything. */
  all(): IterableIterator<number> {
    return this.slots.values();
  }
}
