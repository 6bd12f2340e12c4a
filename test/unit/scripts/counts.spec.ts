import { describe, expect, it } from 'vitest';
import { total } from '../../../scripts/counts.mjs';
import type { StepResult } from '../../../scripts/steps.mjs';

const step = (outcome: StepResult['outcome']): StepResult => ({ name: 'step', outcome, seconds: 1 });
const lenient = { everythingRequired: false, missingSystems: 2 };
const strict = { everythingRequired: true, missingSystems: 2 };

describe('total', () => {
  it('adds the tests of all steps', () => {
    const results = [
      { step: step('passed'), counts: { passed: 3, failed: 0, skipped: 1 } },
      { step: step('failed'), counts: { passed: 4, failed: 2, skipped: 0 } },
    ];
    expect(total(results, lenient)).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });

  it('counts a step that failed without a failing test as one failure', () => {
    expect(total([{ step: step('failed') }], lenient).failed).toBe(1);
    expect(total([{ step: step('not run') }], lenient).failed).toBe(1);
    expect(total([{ step: step('failed'), counts: { passed: 9, failed: 0, skipped: 0 } }], lenient).failed).toBe(1);
    expect(total([{ step: step('passed') }], lenient).failed).toBe(0);
  });

  it('counts what is missing or left out as failed where everything is required', () => {
    const results = [{ step: step('passed'), counts: { passed: 1, failed: 0, skipped: 3 } }];
    expect(total(results, lenient).failed).toBe(0);
    expect(total(results, strict).failed).toBe(5);
  });
});
