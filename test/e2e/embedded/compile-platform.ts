import { cp, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Compiles src/platform for child processes, which run without vitest. The result lies below node_modules, so that its imports of
 * packages resolve; every test file has its own copy, to be removed by the caller. Returns the folder.
 */
export async function compilePlatform(): Promise<string> {
  const cache = resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const out = await mkdtemp(join(cache, 'millrace-platform-'));
  const source = resolve('src/platform');
  for (const name of await readdir(source, { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const target = join(out, name.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
    await writeFile(target, ts.transpileModule(await readFile(join(source, name), 'utf8'), { compilerOptions: options }).outputText);
  }
  await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
  await cp(resolve('test/e2e/embedded/hold-postgres.js'), join(out, 'hold-postgres.js'));
  return out;
}

