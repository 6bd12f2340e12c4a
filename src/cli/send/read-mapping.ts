import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readIfThere } from '../load-pipeline.js';
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

/** The same mapping, with the map.yaml beside the pipeline's document where neither a map nor a type was asked for. */
export function withMapBeside(mapping: Mapping, document: string): Mapping {
  if (mapping.map !== undefined || mapping.as !== undefined) return mapping;
  const file = join(dirname(document), 'map.yaml');
  const text = readIfThere(file);
  if (text === undefined) return mapping;
  process.stderr.write(`by the map ${file}; --map FILE names another, --as TYPE takes the columns by their own names\n`);
  return { ...mapping, map: { file, text, beside: true } };
}

/** The document of the working folder, where it is the pipeline's. */
export function documentHere(pipeline: string): string | undefined {
  const named = /^pipeline:\s*["']?([\w-]+)/m.exec(readIfThere('pipeline.yaml') ?? '');
  return named?.[1] === pipeline ? 'pipeline.yaml' : undefined;
}
