import { defineConfig } from 'vitest/config';

const seconds = 1_000;

/*
 * unit: no process, no socket, no database; side by side.
 * e2e:  real systems and real processes; one file at a time, so that they do not take each other's processor.
 * long: soaks and faults, only by `npm run test:long`.
 */
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.spec.ts', 'test/architecture/**/*.spec.ts'],
          testTimeout: 15 * seconds,
        },
      },
      {
        test: {
          name: 'e2e',
          globalSetup: 'test/kafka/run-setup.ts',
          include: ['test/e2e/**/*.spec.ts', 'test/conformance/**/*.spec.ts', 'test/golden/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 120 * seconds,
          hookTimeout: 120 * seconds,
        },
      },
      {
        test: {
          name: 'long',
          globalSetup: 'test/kafka/run-setup.ts',
          include: ['test/long/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 3_600 * seconds,
          hookTimeout: 300 * seconds,
        },
      },
    ],
  },
});
