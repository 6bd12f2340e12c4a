import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const PROGRAM = 'test/e2e/embedded/hold-postgres.ts';

/**
 * Compiles src/platform and hold-postgres.ts for child processes, which run without vitest. The result lies below node_modules, so that
 * its imports of packages resolve; every test file has a copy of its own and removes it. Returns the folder, laid out as the repository.
 */
export async function compilePlatform(): Promise<string> {
  const cache = resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const out = await mkdtemp(join(cache, 'millrace-platform-'));
  const platform = (await readdir('src/platform', { recursive: true })).map((name) => join('src/platform', name));
  for (const name of [...platform, PROGRAM].filter((path) => path.endsWith('.ts'))) {
    const target = join(out, name.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, experimentalDecorators: true, emitDecoratorMetadata: true };
    await writeFile(target, ts.transpileModule(await readFile(name, 'utf8'), { compilerOptions: options }).outputText);
  }
  // Below node_modules the repository's own package.json does not count.
  await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
  return out;
}
