/** An event that comes later than the row that announced it, as the line it will be sent as. */
export interface Upcoming {
  readonly timeUs: number;
  /** Rises with the rows of the file, and within a row with the order of the map: decides between equal times. */
  readonly order: number;
  readonly fileLine: number;
  readonly text: string;
}

/** A binary heap of upcoming events, the earliest first. */
export class EventHeap {
  private readonly items: Upcoming[] = [];

  get size(): number {
    return this.items.length;
  }

  /** Time of the earliest event, µs; infinite when there is none. */
  get firstUs(): number {
    return this.items.length > 0 ? this.items[0].timeUs : Infinity;
  }

  push(item: Upcoming): void {
    const { items } = this;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(item, items[parent])) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop(): Upcoming | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.sink(last);
    return first;
  }

  /** Puts an item at the root and lets it sink to its place. */
  private sink(item: Upcoming): void {
    const { items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && before(items[child + 1], items[child])) child++;
      if (!before(items[child], item)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = item;
  }
}

function before(a: Upcoming, b: Upcoming): boolean {
  return a.timeUs < b.timeUs || (a.timeUs === b.timeUs && a.order < b.order);
}
