import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHeap, type Upcoming } from '../../../../src/cli/send/event-heap.js';

describe('EventHeap', () => {
  it('hands out by time, equal times in the order they came, whatever is pushed between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined })), (steps) => {
        const heap = new EventHeap();
        const naive: Upcoming[] = [];
        steps.forEach((timeUs, order) => {
          if (timeUs === undefined) {
            expect(heap.pop()).toBe(naive.shift());
          } else {
            const item = { timeUs, order, fileLine: order, text: '' };
            heap.push(item);
            naive.push(item);
            naive.sort((a, b) => a.timeUs - b.timeUs || a.order - b.order);
          }
          expect(heap.firstUs).toBe(naive[0]?.timeUs ?? Infinity);
          expect(heap.size).toBe(naive.length);
        });
      }),
    );
  });
});
