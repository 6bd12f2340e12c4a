import type { Tree } from './mini-tree.js';

/** A breach of one rule: what is laid over the allowed tree. Every rule needs at least one; each must raise its own rule and no other. */
export interface Seed {
  rule: string;
  files: Tree;
}

const reads = (...paths: string[]) => paths.map((path, i) => `import * as n${i} from '${path}';\nexport const v${i} = n${i};\n`).join('');
const seed = (rule: string, file: string, imported: string): Seed => ({ rule, files: { [file]: reads(imported) } });

const betweenModules: Seed[] = [
  seed('definition-stands-alone', 'src/definition/seed.ts', '../platform/error.js'),
  seed('definition-stands-alone', 'src/definition/seed.ts', '../governance/index.js'),
  seed('platform-stands-alone', 'src/platform/seed.ts', '../definition/index.js'),
  seed('platform-stands-alone', 'src/platform/clock/seed.ts', '../../ingestion/index.js'),
  seed('governance-calls-no-module', 'src/governance/application/seed.ts', '../../ingestion/index.js'),
  seed('governance-calls-no-module', 'src/governance/adapters/http/seed.ts', '../../../processing/index.js'),
  seed('ingestion-and-inference-call-governance-only', 'src/ingestion/application/seed.ts', '../../inference/index.js'),
  seed('ingestion-and-inference-call-governance-only', 'src/inference/application/seed.ts', '../../ingestion/index.js'),
  seed('ingestion-and-inference-call-governance-only', 'src/ingestion/application/seed.ts', '../../processing/index.js'),
  seed('nobody-imports-monitoring', 'src/processing/application/seed.ts', '../../monitoring/index.js'),
  seed('nobody-imports-monitoring', 'src/pipeline.ts', './monitoring/index.js'),
  seed('modules-through-their-index', 'src/processing/application/seed.ts', '../../ingestion/ports/store.port.js'),
  seed('modules-through-their-index', 'src/processing/application/seed.ts', '../../governance/domain/rule.js'),
  seed('modules-through-their-index', 'src/ingestion/application/seed.ts', '../../definition/plan.js'),
  seed('modules-through-their-index', 'src/seed.ts', './ingestion/application/do-it.js'),
  seed('modules-through-their-index', 'src/cli/seed.ts', '../definition/plan.js'),
  seed('platform-folders-through-their-index', 'src/ingestion/application/seed.ts', '../../platform/database/pool.js'),
  seed('platform-folders-through-their-index', 'src/platform/database/seed.ts', '../clock/monotonic.js'),
  seed('platform-folders-through-their-index', 'src/seed.ts', './platform/database/pool.js'),
];

const insideAModule: Seed[] = [
  seed('domain-knows-domain-and-definition', 'src/ingestion/domain/seed.ts', '../ports/store.port.js'),
  seed('domain-knows-domain-and-definition', 'src/ingestion/domain/seed.ts', '../../platform/clock/index.js'),
  seed('domain-knows-domain-and-definition', 'src/processing/domain/seed.ts', '../../governance/index.js'),
  seed('ports-know-domain-and-definition', 'src/ingestion/ports/seed.port.ts', '../application/do-it.js'),
  seed('ports-know-domain-and-definition', 'src/ingestion/ports/seed.port.ts', '../../platform/error.js'),
  seed('ports-know-domain-and-definition', 'src/processing/ports/seed.port.ts', '../../ingestion/index.js'),
  seed('domain-and-ports-need-no-package', 'src/ingestion/domain/seed.ts', '@nestjs/common'),
  { rule: 'domain-and-ports-need-no-package', files: { 'src/ingestion/ports/seed.port.ts': "import type { Pool } from 'pg';\nexport type Seed = Pool;\n" } },
  seed('domain-and-ports-do-no-io', 'src/ingestion/domain/seed.ts', 'node:fs/promises'),
  seed('domain-and-ports-do-no-io', 'src/ingestion/ports/seed.port.ts', 'node:http'),
  seed('application-never-adapters', 'src/ingestion/application/seed.ts', '../adapters/postgres/index.js'),
  seed('adapter-never-another-adapter', 'src/ingestion/adapters/kafka/seed.ts', '../postgres/index.js'),
];

const pureDefinition: Seed[] = [
  seed('definition-needs-pure-packages-only', 'src/definition/seed.ts', '@nestjs/common'),
  seed('definition-needs-pure-packages-only', 'src/definition/seed.ts', 'pg'),
  seed('definition-does-no-io', 'src/definition/seed.ts', 'node:fs'),
  seed('definition-does-no-io', 'src/definition/seed.ts', 'node:net'),
];

const composition: Seed[] = [
  seed('roots-are-imported-by-roots-only', 'src/ingestion/application/seed.ts', '../../app.module.js'),
  seed('roots-are-imported-by-roots-only', 'src/processing/adapters/http/seed.ts', '../../../cli/main.js'),
  seed('pipeline-for-composition-roots-only', 'src/processing/application/seed.ts', '../../pipeline.js'),
  seed('pipeline-for-composition-roots-only', 'src/seed.ts', './pipeline.js'),
  seed('adapters-for-the-registry-only', 'src/cli/seed.ts', '../ingestion/adapters/postgres/index.js'),
  seed('adapters-for-the-registry-only', 'src/processing/application/seed.ts', '../../ingestion/adapters/postgres/index.js'),
  { rule: 'adapters-for-the-registry-only', files: { 'src/main.ts': "export const late = () => import('./ingestion/adapters/kafka/index.js');\n" } },
  seed('adapters-load-on-demand', 'src/app.module.ts', './ingestion/adapters/postgres/index.js'),
  seed('adapters-load-on-demand', 'src/ingestion/adapters/seed.ts', './kafka/index.js'),
];

const everywhere: Seed[] = [
  { rule: 'no-cycles', files: { 'src/ingestion/domain/a.ts': reads('./b.js'), 'src/ingestion/domain/b.ts': reads('./a.js') } },
  {
    rule: 'no-cycles',
    files: {
      'src/ingestion/domain/a.ts': "import type { B } from './b.js';\nexport interface A { b: B }\n",
      'src/ingestion/domain/b.ts': "import type { A } from './a.js';\nexport interface B { a: A }\n",
    },
  },
  { rule: 'no-orphans', files: { 'src/ingestion/domain/seed.ts': 'export const alone = 1;\n' } },
  seed('src-never-imports-tests', 'src/ingestion/application/seed.ts', '../../../test/fixture.js'),
  seed('src-never-imports-tests', 'src/cli/seed.ts', '../../bench/load.js'),
  seed('imports-resolve', 'src/ingestion/application/seed.ts', './nowhere.js'),
  seed('imports-resolve', 'src/ingestion/application/seed.ts', 'package-nobody-installed'),
  seed('packages-are-declared', 'src/ingestion/application/seed.ts', 'only-for-development'),
  seed('packages-are-declared', 'src/ingestion/application/seed.ts', 'dependency-of-another'),
];

export const seeds: Seed[] = [...betweenModules, ...insideAModule, ...pureDefinition, ...composition, ...everywhere];
