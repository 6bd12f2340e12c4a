import ts from 'typescript';

/** A file of the repository: path with forward slashes from its root, and the text. */
export interface SourceFile {
  path: string;
  text: string;
}

export type Fault = { rule: string; text: string };
type Rule = (file: SourceFile) => string[];

const MODULES = /^src\/(ingestion|inference|governance|processing|monitoring)\//;
const SUFFIXES = 'port|adapter|controller|module|config|entity|tokens|guard|decorator|command|filter|interceptor|pipe|dto';
const FILE_NAME = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${SUFFIXES}))?\\.ts$`);
const DUMPING_GROUND = /(^|\/)(utils?|common|infrastructure)(\/|$)/;
const DOMAIN_NOUNS =
  'pipeline|prediction|feature|lane|quarantine|ledger|outcome|lateness|disposition|champion|canary|drift|skew|fraud|payment|chargeback|ingestion|inference|governance';
const DOMAIN_WORD = new RegExp(`(?<![a-z])(${DOMAIN_NOUNS})s?(?![a-z])`, 'gi');

const lines = (text: string) => text.replace(/\n$/, '').split('\n').length;
const isSource = (path: string) => path.startsWith('src/') && path.endsWith('.ts');
const parse = ({ path, text }: SourceFile) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

function nodesOf(file: SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

/** Names a file takes from packages and from Node: `pipeline` of node:stream is no word of ours. */
function foreignNames(file: SourceFile): Set<string> {
  const imports = nodesOf(file).filter(ts.isImportDeclaration);
  const foreign = imports.filter(({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && !moduleSpecifier.text.startsWith('.'));
  return new Set(
    foreign.flatMap((declaration) =>
      nodesOf({ path: file.path, text: declaration.getText() })
        .filter(ts.isIdentifier)
        .map(({ text }) => text),
    ),
  );
}

/** A text's words, camelCase and snake_case taken apart, with the foreign names left out. */
const ownWords = (file: SourceFile, foreign: Set<string>) =>
  file.text
    .replace(/[A-Za-z_$][\w$]*/g, (name) => (foreign.has(name) ? '' : name))
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ');

const declaresName = (node: ts.Node): node is ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
  ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

const sizes: Record<string, Rule> = {
  'at-most-300-lines': ({ path, text }) => (isSource(path) && lines(text) > 300 ? [`${lines(text)} lines`] : []),
  'straight-line-under-80-lines': ({ path, text }) => (path === 'src/pipeline.ts' && lines(text) >= 80 ? [`${lines(text)} lines`] : []),
};

const code: Record<string, Rule> = {
  'no-any': (file) =>
    isSource(file.path)
      ? nodesOf(file)
          .filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
          .map((node) => node.parent.getText())
      : [],
  'no-silenced-check': ({ path, text }) => (isSource(path) ? (text.match(/(eslint|oxlint)-disable|@ts-(ignore|nocheck|expect-error)/g) ?? []) : []),
  'names-say-what-a-thing-is': (file) =>
    isSource(file.path)
      ? nodesOf(file).flatMap((node) => (declaresName(node) && node.name && /(Impl|Manager)$|^I[A-Z][a-z]/.test(node.name.text) ? [node.name.text] : []))
      : [],
  'no-domain-word-in-platform': (file) =>
    file.path.startsWith('src/platform/') ? [...ownWords(file, foreignNames(file)).matchAll(DOMAIN_WORD)].map(([word]) => word) : [],
};

const places: Record<string, Rule> = {
  'file-name-is-kebab-case-with-a-known-role': ({ path }) => (isSource(path) && !FILE_NAME.test(path.slice(path.lastIndexOf('/') + 1)) ? [path] : []),
  'no-dumping-ground': ({ path }) => (/^(src|test|bench|scripts)\//.test(path) && DUMPING_GROUND.test(path.slice(0, path.lastIndexOf('/'))) ? [path] : []),
  'module-has-the-four-rooms': ({ path }) => {
    const inside = path.replace(MODULES, '');
    return MODULES.test(path) && inside.includes('/') && !/^(domain|ports|application|adapters)\//.test(inside) ? [path] : [];
  },
  'adapter-stands-in-the-folder-of-its-system': ({ path }) =>
    isSource(path) && path.endsWith('.adapter.ts') && !/\/adapters\/[^/]+\//.test(path) ? [path] : [],
  'port-stands-in-ports': ({ path }) => (isSource(path) && path.endsWith('.port.ts') && !/\/ports\/[^/]+$/.test(path) ? [path] : []),
};

const words: Record<string, Rule> = {
  'no-path-of-a-machine': ({ text }) => text.match(/(?<![\w.)\]}*-])\/(?:[w]ork|[f]arm|[r]oot|[h]ome\/[a-z]+|[U]sers\/[a-z]+)\/[\w.-]+/g) ?? [],
  'no-host-of-a-registry': ({ text }) => text.match(/\bhttps?:\/\/[\w.-]*\b(?:registry|artifactory|nexus|pypi|mirrors?)\b[\w.:-]*/g) ?? [],
  'no-number-of-an-issue': ({ path, text }) => (path === 'CHANGELOG.md' || path === 'package-lock.json' ? [] : (text.match(/\b[i]ssue #?[0-9]+\b/gi) ?? [])),
};

const rules: Record<string, Rule> = { ...sizes, ...code, ...places, ...words };

export const houseRuleNames = Object.keys(rules);

/** What the house rules find in these files. */
export const faultsOf = (files: SourceFile[]): Fault[] =>
  files.flatMap((file) => Object.entries(rules).flatMap(([rule, check]) => check(file).map((what) => ({ rule, text: `${rule}: ${file.path}: ${what}` }))));
