import { describe, expect, it } from 'vitest';
import { PartitionMerge, runsOf } from '../../../../src/ingestion/application/merge-partitions.js';
import type { ForeignRecord } from '../../../../src/ingestion/ports/foreign-topic.port.js';

const record = (partition: number, position: number, timestampMs: number): ForeignRecord => ({ partition, position, timestampMs, value: Buffer.from('{}') });
const page = (records: ForeignRecord[], atEnd: boolean) => ({ records, next: (records.at(-1)?.position ?? -1) + 1, atEnd });
const places = (records: readonly ForeignRecord[]) => records.map(({ partition, position }) => [partition, position]);
const merge = () =>
  new PartitionMerge(
    new Map([
      [0, 0],
      [1, 0],
    ]),
  );

describe('PartitionMerge', () => {
  it('orders by timestamp, partition, position, and never past a record of the same partition that is younger', () => {
    const both = merge();
    both.offer(0, page([record(0, 0, 5), record(0, 1, 1), record(0, 2, 9)], true));
    both.offer(1, page([record(1, 0, 5), record(1, 1, 6)], true));
    expect(places(both.take(10, 1e6))).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [0, 2],
    ]);
  });

  it('waits for a partition that is not at its end, and for no other', () => {
    const both = merge();
    both.offer(0, page([record(0, 0, 1), record(0, 1, 2)], true));
    expect(both.take(10, 1e6)).toEqual([]);
    expect([...both.wanted()]).toEqual([[1, 0]]);
    both.offer(1, page([record(1, 0, 1)], false));
    expect(places(both.take(10, 1e6))).toEqual([
      [0, 0],
      [1, 0],
    ]);
    both.offer(1, page([], true));
    expect(places(both.take(10, 1e6))).toEqual([[0, 1]]);
    expect(both.empty).toBe(true);
  });

  it('is bounded by records and by bytes', () => {
    const both = merge();
    both.offer(
      0,
      page(
        [0, 1, 2, 3].map((i) => record(0, i, i)),
        true,
      ),
    );
    both.offer(1, page([], true));
    expect(both.take(1, 1e6)).toHaveLength(1);
    expect(both.take(10, 3)).toHaveLength(2);
  });

  it('is planned as runs of one partition each', () => {
    expect(runsOf([record(0, 0, 1), record(0, 2, 1), record(1, 0, 2), record(0, 3, 3)])).toEqual([
      { partition: 0, from: 0, count: 2 },
      { partition: 1, from: 0, count: 1 },
      { partition: 0, from: 3, count: 1 },
    ]);
  });
});
