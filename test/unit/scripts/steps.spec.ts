import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Step, takeSteps } from '../../../scripts/steps.mjs';

const node = (code: string) => [process.execPath, '-e', code];

describe('takeSteps', () => {
  let folder: string;
  let printed: string[];
  const print = (text: string) => printed.push(text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'millrace-steps-'));
    printed = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('runs at most so many at once', async () => {
    const log = join(folder, 'log');
    const code = `const fs = require('node:fs'); fs.appendFileSync(process.env.LOG, '+'); setTimeout(() => fs.appendFileSync(process.env.LOG, '-'), 150)`;
    const steps: Step[] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, commands: [node(code)], env: { LOG: log } }));
    await takeSteps(steps, { atOnce: 2, print });

    let running = 0;
    const runningAfter = readFileSync(log, 'utf8')
      .split('')
      .map((mark) => (running += mark === '+' ? 1 : -1));
    expect(runningAfter).toHaveLength(10);
    expect(Math.max(...runningAfter)).toBe(2);
  });

  it('shows the output of a step that failed, and of no other', async () => {
    const results = await takeSteps(
      [
        { name: 'good', commands: [node("console.log('quiet')")] },
        { name: 'bad', commands: [node("console.error('loud'); process.exit(3)"), node("console.log('never')")] },
        { name: 'absent', commands: [['no-such-program-of-ours']] },
      ],
      { atOnce: 2, print },
    );
    expect(results.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['good', 'passed'],
      ['bad', 'failed'],
      ['absent', 'failed'],
    ]);
    const text = printed.join('\n');
    expect(text).toMatch(/^ok {5}good \([\d.]+ s\)$/m);
    expect(text).toMatch(/^FAILED bad \([\d.]+ s\)\nloud$/m);
    expect(text).not.toMatch(/quiet|never/);
    expect(text).toContain('no-such-program-of-ours');
  });
});
