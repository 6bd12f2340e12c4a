import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import type { Tree } from './mini-tree.js';

export const root = join(import.meta.dirname, '../..');
const options = await extractOptions(join(root, '.dependency-cruiser.cjs'));
const tsConfig = extractTsConfig(join(root, 'tsconfig.json'));

export const ruleNames: string[] = ((options.ruleSet as IFlattenedRuleSet).forbidden ?? []).map((rule) => rule.name ?? 'unnamed');

/** The violations the real rules find in `src` of a folder, as `rule: from -> to`. */
export async function violationsIn(folder: string): Promise<{ rule: string; text: string }[]> {
  const { output } = await cruise(['src'], { ...options, baseDir: folder }, {}, { tsConfig });
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, text: `${rule.name}: ${from} -> ${to}` }));
}

/** Writes the tree into a folder of its own, judges it, and takes it away again. */
export async function violationsOf(tree: Tree): Promise<{ rule: string; text: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-architecture-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await violationsIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
