import { describe, expect, it } from 'vitest';
import { identify, parseProcStat, stillRuns } from '../../../src/platform/process/process-identity.js';

const stat = (name: string, state = 'S'): string => `4242 (${name}) ${state} 1 4242 4242 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 200 1844 1 1\n`;

describe('process identity', () => {
  it.each(['node', 'a b) S 7 7', '((', ') Z 1'])('reads state and start time after a name like "%s"', (name) => {
    expect(parseProcStat(stat(name))).toEqual({ state: 'S', startTicks: '987654' });
  });

  it('reads nothing from what is not a stat file', () => {
    for (const text of ['', '4242 (node)', stat('node').replace('987654', 'x')]) expect(parseProcStat(text)).toBeUndefined();
  });

  it('tells this process from another that has its pid', async () => {
    const self = await identify(process.pid);
    expect(self?.pid).toBe(process.pid);
    expect(await stillRuns(self!)).toBe(true);
    expect(await stillRuns({ pid: process.pid, started: `${self!.started}0` })).toBe(false);
  });

  it('finds nobody behind pids that cannot be', async () => {
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 30]) expect(await identify(pid)).toBeUndefined();
  });
});
