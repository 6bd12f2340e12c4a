import { type LoadedPipeline, loadPipeline } from '../../../../src/cli/load-pipeline.js';
import { type Draft, draftOf } from '../../../../src/cli/init/draft.js';
import { readTable } from '../../../../src/cli/init/read-table.js';
import { projectFiles, writeProject } from '../../../../src/cli/init/write-project.js';
import type { RoleOptions } from '../../../../src/cli/init/choose-roles.js';
import { inputOf } from '../../../../src/cli/send/input-file.js';
import { type Tried, tryFile } from '../../../../src/cli/try/try-file.js';
import { bindPlan } from '../../../../src/definition/index.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NOW_MS = Date.UTC(2026, 0, 1);

export interface Made {
  readonly draft: Draft;
  readonly files: ReadonlyMap<string, string>;
  readonly loaded: LoadedPipeline;
  readonly tried: Tried;
  /** Each vector by the names of its features. */
  readonly vectors: readonly Readonly<Record<string, number>>[];
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

/** `init`, `check` and `try` of a text, with the files really written. */
export async function make(text: string, roles: RoleOptions = {}, name = 'data.csv'): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-init-'));
  try {
    const table = await readTable(inputOf(name, text.length, once(text)));
    const draft = draftOf({ table, folder: 'data', file: name.replace(/\..*/, ''), roles, nowMs: NOW_MS });
    const files = projectFiles(draft, join(folder, 'new'), join(folder, name));
    await writeProject(join(folder, 'new'), files);
    const loaded = await loadPipeline(join(folder, 'new'));
    const map = { file: 'map.yaml', text: files.get('map.yaml') ?? '' };
    const tried = await tryFile(bindPlan(loaded.plan), inputOf(name, text.length, once(text)), { map, sorted: draft.time.sort }, 1_000, NOW_MS);
    const names = loaded.plan.vector.map((f) => loaded.plan.features[f].name);
    return { draft, files, loaded, tried, vectors: tried.rows.map(({ vector }) => Object.fromEntries(names.map((one, i) => [one, vector[i]]))) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
