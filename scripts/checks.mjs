// What is checked without a running system.
import { testStep } from './counts.mjs';

/** @import { Step } from './steps.mjs' */

/** The longest first, so that two at once end together. @type {Step[]} */
export const checks = [
  testStep('unit tests', 'unit'),
  {
    name: 'types',
    commands: [
      ['tsc', '--noEmit', '-p', 'tsconfig.json'],
      ['tsc', '--noEmit', '-p', 'tsconfig.test.json'],
      ['tsc', '--noEmit', '-p', 'tsconfig.console.json'],
    ],
  },
  { name: 'lint', commands: [['npm', 'run', '--silent', 'lint']] },
  { name: 'boundaries', commands: [['npm', 'run', '--silent', 'boundaries']] },
  { name: 'dead exports', commands: [['npm', 'run', '--silent', 'dead']] },
];
