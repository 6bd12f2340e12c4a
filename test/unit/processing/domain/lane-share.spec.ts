import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneShare } from '../../../../src/processing/domain/index.js';

const never = () => false;
const lane = (partition: number, owner?: string) => ({ run: 'p', partition, owner });
const partitions = (lanes: readonly { partition: number }[]) => lanes.map(({ partition }) => partition);

describe('the share of a worker', () => {
  it('is everything for one alone', () => {
    const { take, giveBack } = laneShare([lane(0), lane(1), lane(2, 'me')], ['me'], 'me', never);
    expect([partitions(take), giveBack]).toEqual([[0, 1], []]);
  });

  it('leaves a lane of others alone', () => {
    expect(laneShare([lane(0, 'other')], ['me', 'other'], 'me', never)).toEqual({ take: [], giveBack: [] });
  });

  it('gives back what is above it when another worker comes', () => {
    const { giveBack } = laneShare([lane(0, 'me'), lane(1, 'me'), lane(2, 'me')], ['me', 'new'], 'me', never);
    expect(partitions(giveBack)).toEqual([2]);
  });

  it('takes more than its share only of what nobody takes', () => {
    const lanes = [lane(0, 'me'), lane(1)];
    expect(laneShare(lanes, ['me', 'dead'], 'me', never).take).toEqual([]);
    expect(partitions(laneShare(lanes, ['me', 'dead'], 'me', () => true).take)).toEqual([1]);
  });

  it('comes to an end with every lane owned and nobody two lanes ahead of another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 6 }), fc.array(fc.nat(6), { minLength: 30, maxLength: 30 }), (n, w, owners) => {
        const workers = Array.from({ length: w }, (_, i) => `w${i}`);
        const lanes = Array.from({ length: n }, (_, i) => ({ run: 'p', partition: i, owner: workers[owners[i]] as string | undefined }));
        for (let turn = 0; turn < 40; turn++) {
          for (const self of workers) {
            const { take, giveBack } = laneShare(lanes, workers, self, () => turn % 2 === 1);
            for (const given of giveBack) lanes[given.partition].owner = undefined;
            for (const taken of take) lanes[taken.partition].owner ??= self;
          }
        }
        const counts = workers.map((worker) => lanes.filter(({ owner }) => owner === worker).length);
        expect(lanes.every(({ owner }) => owner !== undefined)).toBe(true);
        expect(Math.max(...counts)).toBeLessThanOrEqual(Math.ceil(n / w));
      }),
    );
  });
});
