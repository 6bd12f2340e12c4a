import { describe, expect, it } from 'vitest';
import { planKills } from '../../long/kill-plan.js';

describe('planKills', () => {
  it('follows from the seed alone', () => {
    expect(planKills('a', 20)).toEqual(planKills('a', 20));
    expect(planKills('a', 20)).not.toEqual(planKills('b', 20));
  });

  it('takes PostgreSQL along half of the time, hits recoveries too, and never goes back', () => {
    for (const seed of ['a', 'b', 'c']) {
      const kills = planKills(seed, 20);
      expect(kills.filter((kill) => kill.victim === 'all')).toHaveLength(10);
      expect(kills.filter((kill) => 'afterStartMs' in kill.moment)).toHaveLength(4);
      const progress = kills.flatMap(({ moment }) => ('progress' in moment ? [moment.progress] : []));
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
      expect(Math.max(...progress)).toBeLessThan(1);
    }
  });
});
