import type { ValidateFunction } from 'ajv';
import { type JsonSchema, compileSchema, isSchema, isTime, propertiesOf } from '../json-schema.js';

/** What a value may be, as bits. */
export const TEXT = 1;
export const NUMBER = 2;
export const TRUTH = 4;
export const NOTHING = 8;

/** One property of the events of a schema, as the one-walk reader checks it. */
export interface FieldReader {
  readonly name: string;
  /** The name as it stands between quotes. */
  readonly bytes: Buffer;
  /** `"name":`, with a comma before it where another member may come first. */
  readonly head: Buffer;
  readonly allows: number;
  readonly integer: boolean;
  readonly minLength: number;
  readonly maxLength: number;
  readonly minimum: number;
  readonly maximum: number;
  /** A time, which its own reader checks. */
  readonly time: boolean;
  /** Texts that the value must be one of. */
  readonly values: readonly Buffer[] | undefined;
  readonly texts: readonly string[];
  /** Asked too, where the schema says more than stands above. */
  readonly validate: ValidateFunction | undefined;
}

const NOTES = ['$schema', '$id', '$comment', 'title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples', 'x-subject'];
const TOP = new Set([...NOTES, 'type', 'properties', 'required', 'additionalProperties']);
/** Those that are checked here. */
const KNOWN = new Set([...NOTES, 'type', 'minLength', 'maxLength', 'minimum', 'maximum']);
const REFERS = ['$ref', '$anchor', '$defs', 'definitions'];
const MOST_FIELDS = 100;
const PLAIN_NAME = /^[ !#-[\]-~]{1,100}$/;
const TYPES: Readonly<Record<string, number>> = { string: TEXT, number: NUMBER, integer: NUMBER, boolean: TRUTH, null: NOTHING };

/** The fields of a schema in the order of the canonical form; undefined where it says anything that one walk does not check. */
export function readerPlan(schema: JsonSchema): { readonly fields: readonly FieldReader[]; readonly required: readonly string[] } | undefined {
  const properties = propertiesOf(schema);
  const names = Object.keys(properties).toSorted();
  const required = (schema.required ?? []) as string[];
  const known = Object.keys(schema).every((keyword) => TOP.has(keyword)) && schema.type === 'object';
  const additional = schema.additionalProperties === undefined || typeof schema.additionalProperties === 'boolean';
  if (!known || !additional || names.length === 0 || names.length > MOST_FIELDS || !required.every((name) => names.includes(name))) return undefined;
  const fields: FieldReader[] = [];
  for (const name of names) {
    const field = fieldReader(name, properties[name]);
    if (!field) return undefined;
    fields.push(field);
  }
  return { fields, required };
}

function fieldReader(name: string, schema: unknown): FieldReader | undefined {
  // The validator finds a name that every object has in every event.
  if (!isSchema(schema) || !PLAIN_NAME.test(name) || name in Object.prototype || REFERS.some((keyword) => keyword in schema)) return undefined;
  const allows = allowed(schema);
  const time = isTime(schema);
  const texts = textsOf(schema);
  const more = Object.keys(schema).some((keyword) => !KNOWN.has(keyword) && !(keyword === 'format' && time) && !(keyword === 'enum' && texts));
  const number = (keyword: string, otherwise: number): number => (typeof schema[keyword] === 'number' ? schema[keyword] : otherwise);
  return {
    name,
    bytes: Buffer.from(name),
    head: Buffer.from(`,"${name}":`),
    allows: texts ? allows & TEXT : allows,
    integer: schema.type === 'integer' || (Array.isArray(schema.type) && schema.type.includes('integer') && !schema.type.includes('number')),
    minLength: number('minLength', 0),
    maxLength: number('maxLength', Infinity),
    minimum: number('minimum', -Infinity),
    maximum: number('maximum', Infinity),
    time,
    values: texts?.map((text) => Buffer.from(text)),
    texts: texts ?? [],
    validate: more ? compileSchema(schema) : undefined,
  };
}

/** Objects and lists are left to the general reader. */
function allowed({ type }: JsonSchema): number {
  if (type === undefined) return TEXT | NUMBER | TRUTH | NOTHING;
  return (Array.isArray(type) ? type : [type]).reduce<number>((bits, one) => bits | (TYPES[String(one)] ?? 0), 0);
}

/** The values of an enum of plain texts. */
function textsOf({ enum: values }: JsonSchema): string[] | undefined {
  if (!Array.isArray(values)) return undefined;
  const texts = values.filter((value): value is string => typeof value === 'string' && PLAIN_NAME.test(value));
  return texts.length === values.length ? texts : undefined;
}
