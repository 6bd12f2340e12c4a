import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Path of a file of the test data that is too large for the repository and lies beside it, in ../shared/data; undefined where it is
 * missing. Where everything must run (CI=true) that is a failure.
 */
export function sharedData(name: string): string | undefined {
  const file = fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url));
  if (existsSync(file)) return file;
  if (process.env.CI === 'true') throw new Error(`the test data is missing: put ${name} into ../shared/data beside the repository`);
  console.warn(`skipped: the test data ${name} is not in ../shared/data beside the repository`);
  return undefined;
}
