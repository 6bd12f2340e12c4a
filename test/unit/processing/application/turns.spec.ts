import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Turns } from '../../../../src/processing/application/turns.js';

function workFor(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

describe('turns', () => {
  it('are given in the order in which they are asked for, one a round of the loop', async () => {
    const turns = new Turns(1);
    const order: string[] = [];
    const others = (async () => {
      for (let i = 0; i < 100; i++) {
        await setImmediate();
        order.push('other');
      }
    })();
    await Promise.all(['a', 'b', 'c'].map((name) => turns.take().then(() => order.push(name))));
    await others;
    expect(order.filter((name) => name !== 'other')).toEqual(['a', 'b', 'c']);
    expect(order.indexOf('b') - order.indexOf('a')).toBeGreaterThan(1);
    expect(order.indexOf('c') - order.indexOf('b')).toBeGreaterThan(1);
  });

  it('take no more than their share of the time, with all that follows a turn before something is waited for', async () => {
    const turns = new Turns(0.2);
    const start = performance.now();
    const reader = async (): Promise<void> => {
      for (let i = 0; i < 5; i++) {
        await turns.take();
        await Promise.resolve();
        workFor(1);
        await new Promise<void>((resolve) => process.nextTick(resolve));
        workFor(1);
      }
    };
    await Promise.all([reader(), reader(), reader()]);
    // 30 ms of work, but for what may be done at once and the last turn.
    expect(performance.now() - start).toBeGreaterThan((30 - 4) / 0.2);
  });

  it('cost nothing while little was done', async () => {
    let clockMs = 0;
    // After more than two milliseconds of work a rest would take a quarter of an hour.
    const turns = new Turns(1e-6, () => clockMs);
    for (let i = 0; i < 4; i++) {
      await turns.take();
      clockMs += 0.49;
    }
  });
});
