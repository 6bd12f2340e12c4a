import { type FuncKeywordDefinition, str } from 'ajv';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { SchemaFault } from './bound-plan.js';
import { MillraceError } from './error.js';
import { nearest } from './nearest.js';
import { readTimeUs } from './time.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Keywords of ours that a schema may carry. */
export const OWN_KEYWORDS = ['x-protect', 'x-subject'];
const PROTECTIONS = ['mask', 'hash', 'encrypt'];

/** Fractions such as 57.16 are multiples of 0.01 although their doubles are not: a quotient may be off by so much, */
const QUOTIENT_SLACK = 1e-6;
/** and by what two roundings of a double can do, which is more than that from 10^8 on (ajv's own multipleOfPrecision refuses 249868289.37). */
const RELATIVE_SLACK = 2 ** -51;

function isMultiple(value: number, of: number): boolean {
  const quotient = value / of;
  return Math.abs(quotient - Math.round(quotient)) <= Math.max(QUOTIENT_SLACK, Math.abs(quotient) * RELATIVE_SLACK);
}

const multipleOf: FuncKeywordDefinition = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  metaSchema: { exclusiveMinimum: 0 },
  compile: (of: number) => (value: number) => isMultiple(value, of),
  error: { message: ({ schemaCode }) => str`must be a multiple of ${schemaCode}` },
};

let shared: Ajv2020 | undefined;

/** One for all: to compile the meta-schema costs more than any schema. It forgets each schema once that is compiled, so that two may have the same `$id`. */
function strictAjv(): Ajv2020 {
  if (shared) return shared;
  const ajv = new Ajv2020({
    allErrors: false,
    addUsedSchema: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    logger: false,
  });
  addFormats.default(ajv);
  ajv.removeKeyword('multipleOf').addKeyword(multipleOf);
  // The one reader of times decides what a time is: what passes here can be read by expressions and windows.
  ajv.addFormat('date-time', { type: 'string', validate: (text: string) => !Number.isNaN(readTimeUs(text)) });
  ajv.addKeyword({ keyword: 'x-protect', schemaType: 'string', metaSchema: { enum: PROTECTIONS } });
  ajv.addKeyword({ keyword: 'x-subject', schemaType: 'boolean' });
  shared = ajv;
  return ajv;
}

/** Compiles a schema; throws Error when it is none. */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  const ajv = strictAjv();
  try {
    return ajv.compile(schema);
  } finally {
    ajv.removeSchema(schema);
  }
}

/** What is wrong with a schema itself, each with a JSON Pointer into it. */
export function schemaFaults(schema: JsonSchema): SchemaFault[] {
  const ajv = strictAjv();
  try {
    if (ajv.validateSchema(schema) === true) {
      compileSchema(schema);
      return [];
    }
  } catch (error) {
    return [{ path: '', message: error instanceof Error ? error.message : String(error) }];
  }
  const faults = new Map<string, string>();
  // The first error of a place says what is wrong there; those that follow are of the alternatives around it.
  for (const { instancePath, message } of ajv.errors ?? []) if (!faults.has(instancePath)) faults.set(instancePath, message ?? 'is not as JSON Schema says');
  return [...faults].map(([path, message]) => ({ path, message }));
}

export function faultsOf(validate: ValidateFunction, schema: JsonSchema): SchemaFault[] {
  return (validate.errors ?? []).map((error) => ({ path: error.instancePath, message: messageOf(error, schema) }));
}

function messageOf(error: ErrorObject, schema: JsonSchema): string {
  if (error.keyword === 'additionalProperties') {
    const name = String(error.params.additionalProperty);
    const near = nearest(name, propertiesAt(error.instancePath, schema));
    return `has no field "${name.slice(0, 60)}"` + (near ? `: did you mean "${near}"?` : '');
  }
  if (error.keyword === 'enum') return `must be one of ${JSON.stringify(error.params.allowedValues)}`;
  return error.message ?? 'is not valid';
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema that a `$ref` into the same document names; the schema itself where it has none; undefined where it leads nowhere. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema | undefined {
  let at: unknown = schema;
  for (let hops = 0; isSchema(at) && typeof at.$ref === 'string'; hops++) {
    if (hops > 16 || !at.$ref.startsWith('#')) return undefined;
    at = byPointer(at.$ref.slice(1), root);
  }
  return isSchema(at) ? at : undefined;
}

function byPointer(pointer: string, root: JsonSchema): unknown {
  let at: unknown = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isSchema(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

/** Names that the schema knows at a place of the event, given as a JSON Pointer. */
function propertiesAt(path: string, root: JsonSchema): string[] {
  let at: JsonSchema | undefined = resolved(root, root);
  for (const step of path.split('/').slice(1)) {
    const properties: unknown = at?.properties;
    const next: unknown = isSchema(properties) && Object.hasOwn(properties, step) ? properties[step] : at?.items;
    at = isSchema(next) ? resolved(next, root) : undefined;
  }
  return isSchema(at?.properties) ? Object.keys(at.properties) : [];
}

export function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** The schema of a dotted path; undefined where there is none. */
export function fieldOf(schema: JsonSchema, path: string): JsonSchema | undefined {
  let current: JsonSchema | undefined = schema;
  for (const name of path.split('.')) {
    const next: JsonSchema | undefined = current && propertiesOf(current)[name];
    current = next && resolved(next, schema);
  }
  return current;
}

/** Reads a dotted path of an event; a plain name costs one property access. */
export function readerOf(path: string): (event: Readonly<Record<string, unknown>>) => unknown {
  const names = path.split('.');
  const [first] = names;
  if (names.length === 1) return (event) => event[first];
  return (event) =>
    names.reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), event);
}

/** Reads the text of a key. Error: `field_absent` (poison). */
export function keyReaderOf(path: string): (event: Readonly<Record<string, unknown>>) => string {
  const read = readerOf(path);
  return (event) => {
    const value = read(event);
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) throw new MillraceError('field_absent', 'poison', `${path} is absent`, { details: { field: path } });
    return String(value);
  };
}

export function isTime(schema: JsonSchema | undefined): boolean {
  return schema?.type === 'string' && schema.format === 'date-time';
}

/** More digits leave too few for the rest: 2^53 has sixteen. */
const MAX_DIGITS = 9;

/**
 * Decimal digits of a field: the k with which every value times 10^k is whole. 0 for integers and multiples of 5, 2 for multiples of 0.01;
 * undefined for other numbers, also for multiples of 0.25.
 */
export function decimalDigits(schema: JsonSchema | undefined): number | undefined {
  if (schema?.type === 'integer') return 0;
  if (schema?.type !== 'number' || typeof schema.multipleOf !== 'number') return undefined;
  if (Number.isInteger(schema.multipleOf)) return 0;
  for (let digits = 1; digits <= MAX_DIGITS; digits++) if (schema.multipleOf === Number(`1e-${digits}`)) return digits;
  return undefined;
}
