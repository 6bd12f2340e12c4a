import { LineCounter, isNode, parseDocument } from 'yaml';
import type { SchemaFault } from '../bound-plan.js';
import type { DocumentFault } from '../document/yaml-reader.js';
import { type JsonSchema, isSchema, schemaFaults } from '../json-schema.js';
import { nearest } from '../nearest.js';
import { HOLDS_LIST, HOLDS_MAP, HOLDS_SCHEMA, KEYWORDS } from './keywords.js';
import { patternFault } from './pattern-steps.js';

const MAX_LENGTH = 1_048_576;

interface Found extends SchemaFault {
  readonly code?: string;
  readonly nearest?: string | undefined;
}

/** Reads a schema file and gives every fault in it, each with the file's name, line and column. */
export function checkSchema(file: string, text: string): { readonly schema?: JsonSchema; readonly faults: DocumentFault[] } {
  if (text.length > MAX_LENGTH) return { faults: [faultIn(file, '', 1, 1, { path: '', message: 'a schema may have 1 MB' })] };
  const lines = new LineCounter();
  // JSON is YAML too: this reading gives the places, and the names that stand twice.
  const places = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, logLevel: 'silent' });
  const placed = (found: Found) => {
    const node: unknown = places.getIn(pointerSteps(found.path), true);
    const { line, col } = lines.linePos(isNode(node) && node.range ? node.range[0] : 0);
    return faultIn(file, found.path, line, col, found);
  };
  const schema = parseJson(text);
  const twice = places.errors.filter(({ code }) => schema === undefined || code === 'DUPLICATE_KEY');
  const read = twice.map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return faultIn(file, '', line, col, { path: '', message });
  });
  if (schema === undefined) return { faults: read.length > 0 ? read : [faultIn(file, '', 1, 1, { path: '', message: 'is not JSON' })] };
  if (!isSchema(schema)) return { faults: [placed({ path: '', message: 'a schema must be an object' })] };
  const faults = [...read, ...check(schema).map(placed)];
  return faults.length > 0 ? { faults } : { schema, faults };
}

function check(schema: JsonSchema): Found[] {
  const found: Found[] = [];
  walk(schema, '', found);
  if (schema.type !== 'object') found.push({ path: '/type', message: 'the schema of an event must say "type": "object"' });
  return found.length > 0 ? found : schemaFaults(schema);
}

function walk(schema: unknown, path: string, found: Found[]): void {
  if (!isSchema(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${path}/${escaped(keyword)}`;
    if (!KEYWORDS.has(keyword)) found.push(unknownKeyword(keyword, at));
    else if (HOLDS_SCHEMA.includes(keyword)) walk(value, at, found);
    else if (HOLDS_LIST.includes(keyword) && Array.isArray(value)) value.forEach((one, i) => walk(one, `${at}/${i}`, found));
    else if (HOLDS_MAP.includes(keyword) && isSchema(value)) for (const [name, one] of Object.entries(value)) walk(one, `${at}/${escaped(name)}`, found);
  }
  if (typeof schema.$ref === 'string' && !schema.$ref.startsWith('#'))
    found.push({ path: `${path}/$ref`, message: 'a schema may refer to itself only: "#/$defs/..."' });
  patterns(schema, path, found);
}

function patterns(schema: JsonSchema, path: string, found: Found[]): void {
  const note = (at: string, pattern: string, maxLength?: number) => {
    const why = patternFault(pattern, maxLength);
    if (why !== undefined) found.push({ path: at, code: 'pattern_too_slow', message: `the pattern ${why}` });
  };
  if (typeof schema.pattern === 'string') note(`${path}/pattern`, schema.pattern, typeof schema.maxLength === 'number' ? schema.maxLength : undefined);
  for (const pattern of isSchema(schema.patternProperties) ? Object.keys(schema.patternProperties) : [])
    note(`${path}/patternProperties/${escaped(pattern)}`, pattern);
}

function unknownKeyword(keyword: string, path: string): Found {
  const near = nearest(keyword, KEYWORDS);
  return { path, message: `"${keyword}" is no keyword of JSON Schema 2020-12 that is known here` + (near ? `: did you mean "${near}"?` : ''), nearest: near };
}

function faultIn(file: string, pointer: string, line: number, column: number, { message, code = 'schema_invalid', nearest: near }: Found): DocumentFault {
  return { path: `${file}#${pointer}`, line, column, code, message: `${file}:${line}: ${message}`, file, ...(near === undefined ? {} : { nearest: near }) };
}

/** Undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function pointerSteps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
