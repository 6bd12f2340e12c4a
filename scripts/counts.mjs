// How many tests passed and failed, over all steps.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

/** @import { Step, StepResult } from './steps.mjs' */
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const folder = join(root, 'node_modules/.cache/millrace-test');
/** @param {string} step */
const fileOf = (step) => join(folder, `${step.replaceAll(' ', '-')}.json`);

/**
 * A step that runs a vitest project and leaves its counts.
 *
 * @param {string} name
 * @param {string} project
 * @param {Partial<Step>} [more]
 * @returns {Step}
 */
export function testStep(name, project, more = {}) {
  const commands = [['vitest', 'run', '--project', project, '--reporter=default', '--reporter=./test/report/counts-reporter.ts']];
  return { name, commands, ...more, env: { ...more.env, MILLRACE_TEST_COUNTS: fileOf(name) } };
}

/** Takes away what an earlier run left. */
export function forgetCounts() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/** @param {StepResult} step @returns {Counts | undefined} what the step's tests left; undefined for a step without tests */
export function readCounts(step) {
  const file = fileOf(step.name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * All tests of all steps. A step that did not pass although none of its tests failed counts as one failure, so that nothing
 * ends in "0 failed" that is not well. Where everything is required, a test that was left out and a system that is missing have failed.
 *
 * @param {{ step: StepResult, counts?: Counts }[]} results
 * @param {{ everythingRequired: boolean, missingSystems: number }} options
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function total(results, { everythingRequired, missingSystems }) {
  const sum = { passed: 0, failed: everythingRequired ? missingSystems : 0, skipped: 0 };
  for (const { step, counts = { passed: 0, failed: 0, skipped: 0 } } of results) {
    sum.passed += counts.passed;
    sum.skipped += counts.skipped;
    sum.failed += step.outcome === 'passed' ? counts.failed : Math.max(1, counts.failed);
  }
  if (everythingRequired) sum.failed += sum.skipped;
  return sum;
}
