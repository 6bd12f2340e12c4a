import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder of the user's cache for what is made once: data, peers that are compiled.
 * @param {...string} names
 */
export function cacheFolder(...names) {
  const folder = join(process.env['MILLRACE_BENCH_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'millrace-bench'), ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}
