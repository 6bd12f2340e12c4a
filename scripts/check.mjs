// npm run check: types, lint, boundaries, dead exports, unit tests.
import { checks } from './checks.mjs';
import { forgetCounts } from './counts.mjs';
import { takeSteps } from './steps.mjs';

forgetCounts();
const results = await takeSteps(checks, { atOnce: 2 });
process.exitCode = results.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
