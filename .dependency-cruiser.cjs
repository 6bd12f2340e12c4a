/*
 * Who may call whom. The picture and the reasons: CONTRIBUTING.md, "The house".
 *
 *   definition, platform  -> nothing          every module -> definition, platform
 *   ingestion, inference  -> governance       processing   -> ingestion, inference, governance
 *   monitoring            -> every module     nobody       -> monitoring
 *
 * Every rule here has a seeded violation in test/architecture/seeded-violations.ts; a rule without one fails the build.
 */
const MODULES = 'ingestion|inference|governance|processing|monitoring';
const ROOT_FILES = '^src/(?!pipeline\\.ts$)[^/]+\\.ts$';
const ROOTS = `${ROOT_FILES}|^src/cli/`;
const PURE_BUILTINS = ['crypto', 'buffer'];
/** Parsers, checkers and arithmetic on text that touch nothing else. */
const PURE_PACKAGES = ['ajv', 'ajv-formats', 'yaml', '@marcbachmann/cel-js', 'fastest-levenshtein'];

const pureBuiltins = `^(node:)?(${PURE_BUILTINS.join('|')})$`;

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const refuse = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const betweenModules = [
  refuse('definition-stands-alone', 'definition imports no other folder of src.', { path: '^src/definition/' }, { path: '^src/', pathNot: '^src/definition/' }),
  refuse('platform-stands-alone', 'platform imports no other folder of src.', { path: '^src/platform/' }, { path: '^src/', pathNot: '^src/platform/' }),
  refuse(
    'governance-calls-no-module',
    'governance is called; it calls nobody.',
    { path: '^src/governance/' },
    { path: '^src/(ingestion|inference|processing)/' },
  ),
  refuse(
    'ingestion-and-inference-call-governance-only',
    'Of the other modules, ingestion and inference know governance alone.',
    { path: '^src/(ingestion|inference)/' },
    { path: '^src/(ingestion|inference|processing)/', pathNot: '^src/$1/' },
  ),
  refuse(
    'nobody-imports-monitoring',
    'monitoring listens to the others, who work without it; only a composition root wires it.',
    { path: '^src/', pathNot: `^src/monitoring/|${ROOTS}` },
    { path: '^src/monitoring/' },
  ),
  refuse(
    'modules-through-their-index',
    'A module (or definition) is entered from outside through its index.ts.',
    { path: '^src/([^/]+)' },
    { path: `^src/(definition|${MODULES})/`, pathNot: [`^src/(definition|${MODULES})/index\\.ts$`, '^src/$1/', `^src/(${MODULES})/adapters/`] },
  ),
  refuse(
    'platform-folders-through-their-index',
    'A folder of platform is entered through its index.ts; the files at the top of platform are free.',
    { path: '^src/(platform/[^/]+|[^/]+)' },
    { path: '^src/platform/[^/]+/.', pathNot: ['^src/platform/.+/index\\.ts$', '^src/$1/'] },
  ),
];

const insideAModule = [
  refuse(
    'domain-knows-domain-and-definition',
    'The domain is computed, not wired: no platform, no port, no other module.',
    { path: `^src/(${MODULES})/domain/` },
    { path: '^src/', pathNot: ['^src/$1/domain/', '^src/definition/'] },
  ),
  refuse(
    'ports-know-domain-and-definition',
    'A port promises in words of the domain, so that any adapter can keep the promise.',
    { path: `^src/(${MODULES})/ports/` },
    { path: '^src/', pathNot: ['^src/$1/(ports|domain)/', '^src/definition/'] },
  ),
  refuse(
    'domain-and-ports-need-no-package',
    'No framework and no driver in the domain, nor in what a port takes and gives.',
    { path: `^src/(${MODULES})/(domain|ports)/` },
    { path: '(^|/)node_modules/' },
  ),
  refuse(
    'domain-and-ports-do-no-io',
    `Of Node itself only ${PURE_BUILTINS.join(' and ')}.`,
    { path: `^src/(${MODULES})/(domain|ports)/` },
    { pathNot: pureBuiltins, dependencyTypes: ['core'] },
  ),
  refuse(
    'application-never-adapters',
    "A use case asks a port; which adapter answers is the profile's choice.",
    { path: `^src/(${MODULES})/application/` },
    { path: '^src/$1/adapters/' },
  ),
  refuse(
    'adapter-never-another-adapter',
    'Each system can be taken out without touching another.',
    { path: `^src/(${MODULES})/adapters/([^/]+)/` },
    { path: '^src/$1/adapters/', pathNot: '^src/$1/adapters/$2/' },
  ),
];

const pureDefinition = [
  refuse(
    'definition-needs-pure-packages-only',
    `The document and its plan are pure: ${PURE_PACKAGES.join(', ')}, and no framework or driver.`,
    { path: '^src/definition/' },
    { path: '(^|/)node_modules/', pathNot: `(^|/)node_modules/(@types/)?(${PURE_PACKAGES.join('|')})/` },
  ),
  refuse(
    'definition-does-no-io',
    `Of Node itself only ${PURE_BUILTINS.join(' and ')}.`,
    { path: '^src/definition/' },
    { pathNot: pureBuiltins, dependencyTypes: ['core'] },
  ),
];

const composition = [
  refuse(
    'roots-are-imported-by-roots-only',
    'Wiring knows the modules; no module knows the wiring.',
    { path: `^src/(${MODULES})/|^src/pipeline\\.ts$` },
    { path: ROOTS },
  ),
  refuse(
    'pipeline-for-composition-roots-only',
    'The straight line is entered by main, lambda, the wiring and the command line; modules get it handed in.',
    { path: '^src/', pathNot: '^src/(main|lambda|app\\.module)\\.ts$|^src/cli/|^src/(definition|platform)/' },
    { path: '^src/pipeline\\.ts$' },
  ),
  refuse(
    'adapters-for-the-registry-only',
    'From outside its module an adapter is named by a registry row of app.module.ts and nowhere else.',
    { path: '^src/([^/]+)', pathNot: '^src/app\\.module\\.ts$|^src/(definition|platform)/' },
    { path: `^src/(${MODULES})/adapters/`, pathNot: '^src/$1/' },
  ),
  refuse(
    'adapters-load-on-demand',
    'A registry row (of app.module.ts, or of a file at the top of adapters) is an import(): the driver of a system nobody chose is never loaded.',
    { path: `^src/app\\.module\\.ts$|^src/(${MODULES})/adapters/[^/]+\\.ts$` },
    { path: `^src/(${MODULES})/adapters/[^/]+/`, dynamic: false },
  ),
];

const everywhere = [
  refuse('no-cycles', 'Also not of types alone: a cycle is one thing cut in two.', { path: '^src/' }, { circular: true }),
  refuse(
    'no-orphans',
    'A file that imports nothing and that nobody imports is dead.',
    { path: '^src/', pathNot: '\\.d\\.ts$|^src/(main|lambda)\\.ts$', orphan: true },
    {},
  ),
  refuse('src-never-imports-tests', 'What is shipped does not need what is not.', { path: '^src/' }, { path: '^(test|bench|scripts|training)/' }),
  refuse('imports-resolve', 'An import that leads nowhere would slip past every rule above.', { path: '^src/' }, { couldNotResolve: true }),
  refuse(
    'packages-are-declared',
    'What is shipped runs after npm ci --omit=dev: every package is a dependency of our own, none is for development.',
    { path: '^src/' },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '(^|/)node_modules/@types/' },
  ),
];

module.exports = {
  forbidden: [...betweenModules, ...insideAModule, ...pureDefinition, ...composition, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    // `import type` counts: a type is a dependency of whoever reads the code.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], mainFields: ['module', 'main', 'types'] },
    progress: { type: 'none' },
  },
};
