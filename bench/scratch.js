import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders in use: they go when this process does, whatever ends it. */
const folders = /** @type {Set<string>} */ (new Set());
process.once('exit', () => {
  for (const folder of folders) remove(folder);
});

/** What was just ended may still write. @param {string} folder */
function remove(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  folders.delete(folder);
}

/**
 * Makes a folder for `use` and removes it afterwards.
 * @template T
 * @param {(folder: string) => Promise<T>} use
 */
export async function withScratch(use) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  folders.add(folder);
  try {
    return await use(folder);
  } finally {
    remove(folder);
  }
}
