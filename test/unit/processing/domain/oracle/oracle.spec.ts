import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases } from './cases.js';
import { oracle } from './oracle.js';
import { runCase } from './run-case.js';
import { documentOf } from './spec.js';

const CASES = Number(process.env['MILLRACE_TEST_ORACLE_CASES'] ?? 200);
/** A failing case is made smaller for so long. */
const SHRINK_MS = 15_000;
const SEED = Number(process.env['MILLRACE_TEST_ORACLE_SEED'] ?? 1);

/** One case, all of it drawn from its seed. */
function judge(seed: number): void {
  fc.assert(
    fc.property(cases, (one) => {
      expect(Object.fromEntries(runCase(one)), documentOf(one.spec)).toEqual(Object.fromEntries(oracle(one.spec, one.records)));
    }),
    { seed, numRuns: 1, unbiased: true, interruptAfterTimeLimit: SHRINK_MS },
  );
}

it(
  `features equal their definition in ${CASES} random pipelines, logs and lives of a lane, seeds ${SEED} to ${SEED + CASES - 1}`,
  () => {
    for (let seed = SEED; seed < SEED + CASES; seed++) {
      try {
        judge(seed);
      } catch (error) {
        throw new Error(`seed ${seed}: run it again with npm run test:long -- oracle --cases 1 --seed ${seed}`, { cause: error });
      }
    }
  },
  60_000 + CASES * 300,
);
