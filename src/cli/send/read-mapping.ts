import { readFile } from 'node:fs/promises';
import { UsageError } from '../problem.js';
import type { Mapping } from './choose-reader.js';

/** The mapping that `--as` and `--map` ask for. Error: UsageError where the map cannot be read. */
export async function readMapping(options: { readonly as?: string; readonly map?: string; readonly sort?: boolean }): Promise<Mapping> {
  const { as, map, sort: sorted } = options;
  if (map === undefined) return { as, sorted };
  try {
    return { as, sorted, map: { file: map, text: await readFile(map, 'utf8') } };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(
      missing
        ? `there is no map ${map}: --map names a file that says how rows become events, such as the map.yaml that \`millrace init\` writes`
        : `the map ${map} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
