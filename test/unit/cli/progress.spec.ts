import { describe, expect, it } from 'vitest';
import { ProgressMeter, progressLine } from '../../../src/cli/progress.js';
import { bar, duration } from '../../../src/cli/terminal.js';

const progress = { what: 'sending', share: 0.25, events: 120_000, refused: 0 };

describe('progressLine', () => {
  it('tells share, events, rate and the time that is left', () => {
    expect(progressLine(progress, 4, false)).toBe('sending   25 %  120,000 events  30,000/s  12 s left');
    expect(progressLine(progress, 4, true)).toContain('[######................]  25 %');
  });

  it('tells refused lines and what holds it up only where there are any', () => {
    expect(progressLine({ ...progress, refused: 3, note: 'the server is away' }, 4, false)).toMatch(/3 refused {2}the server is away$/);
  });

  it('claims neither share nor end where nobody knows the whole', () => {
    expect(progressLine({ ...progress, share: undefined }, 4, true)).toBe('sending  120,000 events  30,000/s');
  });

  it('never shows 100 % before the end, nor more than that', () => {
    expect(progressLine({ ...progress, share: 0.999 }, 4, false)).toContain(' 99 %');
    expect(progressLine({ ...progress, share: 1.2 }, 4, false)).toContain('100 %');
  });
});

describe('ProgressMeter', () => {
  const run = (isTTY: boolean, secondsApart: number, times: number): string[] => {
    const written: string[] = [];
    let now = 0;
    const meter = new ProgressMeter({ write: (text) => written.push(text), isTTY, columns: 60 }, () => now);
    for (let i = 0; i < times; i++) {
      now += secondsApart * 1000;
      meter.show(progress);
    }
    meter.end();
    return written;
  };

  it('draws one line over itself on a terminal, never wider than it', () => {
    const written = run(true, 1, 3);
    expect(written.slice(0, -1).every((text) => text.startsWith('\r') && text.length <= 60 + '\r\u001b[K'.length && !text.includes('\n'))).toBe(true);
    expect(written.at(-1)).toBe('\n');
  });

  it('does not draw more than ten times a second', () => {
    expect(run(true, 0.01, 100).length).toBeLessThanOrEqual(13);
  });

  it('writes a plain line every five seconds elsewhere, and none for what is quick', () => {
    expect(run(false, 1, 4)).toEqual([]);
    const written = run(false, 1, 16);
    expect(written).toHaveLength(3);
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\r') && !text.includes('#'))).toBe(true);
  });
});

describe('words', () => {
  it('prints durations as people say them', () => {
    expect([0.4, 8, 65, 3600, 7265, Infinity].map(duration)).toEqual(['0 s', '8 s', '1 min 05 s', '1 h 00 min', '2 h 01 min', '?']);
  });

  it('fills bars within their bounds', () => {
    expect([bar(-1, 6), bar(0.5, 6), bar(2, 6)]).toEqual(['[....]', '[##..]', '[####]']);
  });
});
