// Runs the steps of a check: at most so many at once, a line for each, the output of those that fail.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[][]} commands run one after the other until one fails
 * @property {Record<string, string>} [env] added to the environment
 * @property {boolean} [live] show the output as it comes; otherwise only if the step fails
 */

/** @typedef {{ name: string, outcome: 'passed' | 'failed' | 'not run', seconds: number }} StepResult */

/** @param {number} milliseconds */
const inSeconds = (milliseconds) => Math.round(milliseconds / 100) / 10;

/**
 * @param {string[]} command
 * @param {Step} step
 * @returns {Promise<{ passed: boolean, output: string }>}
 */
function run([program, ...args], step) {
  const PATH = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...step.env, PATH }, stdio: step.live ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ passed: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}

/**
 * @param {Step} step
 * @param {(text: string) => void} print
 * @returns {Promise<StepResult>}
 */
async function take(step, print) {
  const start = performance.now();
  let failure;
  for (const command of step.commands) {
    const { passed, output } = await run(command, step);
    if (!passed) {
      failure = output;
      break;
    }
  }
  const seconds = inSeconds(performance.now() - start);
  print(`${failure === undefined ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
  if (failure) print(failure.trimEnd());
  return { name: step.name, outcome: failure === undefined ? 'passed' : 'failed', seconds };
}

/**
 * Takes the steps in their order, at most `atOnce` side by side. One that fails stops no other.
 *
 * @param {Step[]} steps
 * @param {{ atOnce: number, print?: (text: string) => void }} options
 * @returns {Promise<StepResult[]>} in the order of the steps
 */
export async function takeSteps(steps, { atOnce, print = console.log }) {
  const waiting = steps.entries();
  /** @type {StepResult[]} */
  const results = [];
  const takeTurns = async () => {
    for (const [i, step] of waiting) results[i] = await take(step, print);
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return results;
}
