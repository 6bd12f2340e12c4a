// npm test: everything the machine can provide. Ends with the line "N passed, N failed".
import { checks } from './checks.mjs';
import { forgetCounts, readCounts, testStep, total } from './counts.mjs';
import { takeSteps } from './steps.mjs';
import { findSystems, systemTable, systemVariables } from './systems.mjs';

const everythingRequired = process.env.CI === 'true' || process.env.MILLRACE_TEST_REQUIRE === 'all';
const findings = findSystems();
const missing = findings.filter(({ found }) => found === undefined);
console.log(['The systems of the tests:', ...systemTable(findings), ''].join('\n'));

forgetCounts();
// Features are held against their definition in more random lives here than where somebody waits for it.
const env = { MILLRACE_TEST_ORACLE_CASES: '2000', ...systemVariables(findings) };
const steps = [...checks.map((step) => ({ ...step, env: { ...env, ...step.env } })), { name: 'build', commands: [['npm', 'run', '--silent', 'build']] }];
const still = await takeSteps(steps, { atOnce: 2 });

// Alone: it times real processes.
const built = still.some(({ name, outcome }) => name === 'build' && outcome === 'passed');
const endToEnd = testStep('end to end', 'e2e', { env, live: true });
const live = built ? await takeSteps([endToEnd], { atOnce: 1 }) : [{ name: endToEnd.name, outcome: /** @type {const} */ ('not run'), seconds: 0 }];

const results = [...still, ...live].map((step) => ({ step, counts: readCounts(step) }));
const { passed, failed, skipped } = total(results, { everythingRequired, missingSystems: missing.length });

console.log('');
for (const { step, counts } of results) {
  const tests = counts ? `  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} left out` : '';
  console.log(`${step.outcome.padEnd(8)} ${step.name} (${step.seconds} s)${tests}`);
}
if (missing.length > 0) console.log(`${everythingRequired ? 'Failed for want of' : 'Not tested for want of'}: ${missing.map(({ name }) => name).join(', ')}`);
if (skipped > 0) console.log(`${skipped} tests were left out${everythingRequired ? ', which counts as failed here' : ''}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
