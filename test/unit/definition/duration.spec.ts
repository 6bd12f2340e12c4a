import { describe, expect, it } from 'vitest';
import { parseDurationUs } from '../../../src/definition/index.js';

describe('parseDurationUs', () => {
  it.each([
    ['80ms', 80_000],
    ['10m', 600_000_000],
    ['7d', 604_800_000_000],
    ['1h30m', 5_400_000_000],
    ['2w', 1_209_600_000_000],
    ['0s', 0],
    ['5us', 5],
    ['1d2h3m4s5ms6us', 93_784_005_006],
  ])('%s is %d microseconds', (text, us) => {
    expect(parseDurationUs(text)).toBe(us);
  });

  it.each(['', '10', 'm', '1.5h', '-1h', '10 m', '1m30h', '1h1h', '10M', '1y', '99999999999999999d', '9999999999999w'])('refuses %j', (text) => {
    expect(() => parseDurationUs(text)).toThrow(expect.objectContaining({ code: 'duration_malformed', kind: 'poison' }));
  });
});
