import type { CopyRun, ForeignPage, ForeignRecord } from '../ports/foreign-topic.port.js';

interface Head {
  queue: ForeignRecord[];
  /** Where to fetch from. */
  next: number;
  atEnd: boolean;
}

/**
 * Puts the records of many partitions into one order: by (timestamp, partition, position) of those that come next. A partition that is not
 * at its end is waited for, since what it has may be older.
 */
export class PartitionMerge {
  private readonly heads = new Map<number, Head>();

  constructor(positions: ReadonlyMap<number, number>) {
    for (const [partition, next] of positions) this.heads.set(partition, { queue: [], next, atEnd: false });
  }

  /** Positions of the partitions of which nothing is here. */
  wanted(): Map<number, number> {
    return new Map([...this.heads].flatMap(([partition, { queue, next }]) => (queue.length === 0 ? [[partition, next] as const] : [])));
  }

  get empty(): boolean {
    return [...this.heads.values()].every(({ queue }) => queue.length === 0);
  }

  offer(partition: number, { records, next, atEnd }: ForeignPage): void {
    const head = this.heads.get(partition);
    if (!head) return;
    head.queue.push(...records);
    head.next = next;
    head.atEnd = atEnd;
  }

  /** The next records of the one order, as far as it is known. */
  take(limit: number, limitBytes: number): ForeignRecord[] {
    const taken: ForeignRecord[] = [];
    for (let bytes = 0; taken.length < limit && bytes < limitBytes;) {
      const first = this.first();
      if (!first) break;
      first.queue.shift();
      taken.push(first.record);
      bytes += first.record.value.length;
    }
    return taken;
  }

  private first(): { queue: ForeignRecord[]; record: ForeignRecord } | undefined {
    let first: { queue: ForeignRecord[]; record: ForeignRecord } | undefined;
    for (const { queue, atEnd } of this.heads.values()) {
      const [record] = queue;
      if (!record) {
        if (!atEnd) return undefined;
      } else if (!first || before(record, first.record)) first = { queue, record };
    }
    return first;
  }
}

function before(a: ForeignRecord, b: ForeignRecord): boolean {
  if (a.timestampMs !== b.timestampMs) return a.timestampMs < b.timestampMs;
  return a.partition === b.partition ? a.position < b.position : a.partition < b.partition;
}

/** Records as the runs that they are, in their order. */
export function runsOf(records: readonly ForeignRecord[]): CopyRun[] {
  const runs: { partition: number; from: number; count: number }[] = [];
  for (const { partition, position } of records) {
    const last = runs.at(-1);
    if (last?.partition === partition) last.count++;
    else runs.push({ partition, from: position, count: 1 });
  }
  return runs;
}
