/** Path inside the tree to the file's text. */
export type Tree = Record<string, string>;

const imports = (...paths: string[]) => paths.map((path, i) => `import * as n${i} from '${path}';\nexport const v${i} = n${i};\n`).join('');

/** A module in the shape of the house; its one use case calls everything the module may call. */
function moduleTree(name: string, calls: string[]): Tree {
  const dir = `src/${name}`;
  return {
    [`${dir}/index.ts`]: imports('./application/do-it.js', './ports/store.port.js', `./${name}.module.js`),
    [`${dir}/domain/rule.ts`]: imports('../../definition/index.js', 'node:crypto', 'node:buffer'),
    [`${dir}/ports/store.port.ts`]: imports('../domain/rule.js', '../../definition/index.js'),
    [`${dir}/application/do-it.ts`]: imports(
      '../domain/rule.js',
      '../ports/store.port.js',
      '../../definition/index.js',
      '../../platform/database/index.js',
      '../../platform/error.js',
      '@nestjs/common',
      'node:fs',
      ...calls.map((callee) => `../../${callee}/index.js`),
    ),
    [`${dir}/${name}.module.ts`]: imports('./application/do-it.js', './adapters/stores.js', './adapters/postgres/index.js'),
    [`${dir}/adapters/stores.ts`]: "export const stores = { kafka: () => import('./kafka/index.js') };\n",
    [`${dir}/adapters/postgres/index.ts`]: imports('./postgres-store.adapter.js'),
    [`${dir}/adapters/postgres/postgres-store.adapter.ts`]: imports(
      '../../ports/store.port.js',
      '../../domain/rule.js',
      '../../../platform/database/index.js',
      'pg',
    ),
    [`${dir}/adapters/kafka/index.ts`]: imports('../../ports/store.port.js'),
  };
}

const npmPackage = (name: string): Tree => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'export default 1;\n',
});

/** A small tree of the house's shape in which every import is one the rules allow. */
export const allowedTree: Tree = {
  'package.json': JSON.stringify({
    name: 'mini',
    dependencies: { '@nestjs/common': '1', pg: '1', yaml: '1' },
    devDependencies: { 'only-for-development': '1' },
  }),
  ...npmPackage('@nestjs/common'),
  ...npmPackage('pg'),
  ...npmPackage('yaml'),
  ...npmPackage('only-for-development'),
  ...npmPackage('dependency-of-another'),
  'test/fixture.ts': 'export const fixture = 1;\n',
  'bench/load.ts': 'export const load = 1;\n',
  'src/definition/index.ts': imports('./plan.js'),
  'src/definition/plan.ts': imports('yaml', 'node:crypto'),
  'src/platform/error.ts': 'export const error = 1;\n',
  'src/platform/database/index.ts': imports('./pool.js', '../clock/index.js'),
  'src/platform/database/pool.ts': imports('pg', '../error.js', 'node:net'),
  'src/platform/clock/index.ts': imports('./monotonic.js'),
  'src/platform/clock/monotonic.ts': 'export const now = 1;\n',
  ...moduleTree('governance', []),
  ...moduleTree('ingestion', ['governance']),
  ...moduleTree('inference', ['governance']),
  ...moduleTree('processing', ['ingestion', 'inference', 'governance']),
  ...moduleTree('monitoring', ['ingestion', 'inference', 'governance', 'processing']),
  'src/pipeline.ts': imports('./ingestion/index.js', './processing/index.js'),
  'src/app.module.ts':
    imports('./ingestion/index.js', './monitoring/index.js', './platform/database/index.js', './pipeline.js') +
    "export const registry = { postgres: () => import('./ingestion/adapters/postgres/index.js') };\n",
  'src/main.ts': imports('./app.module.js', './pipeline.js', './definition/index.js'),
  'src/cli/main.ts': imports('../app.module.js', '../pipeline.js', '../processing/index.js'),
};
