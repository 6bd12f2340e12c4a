import type { FieldType, RecordType, ValueType } from '../expression/value-type.js';
import { type JsonSchema, decimalDigits, isSchema, resolved } from '../json-schema.js';

const MAX_DEPTH = 8;

/** What expressions know of the events of a schema: each property with its type. */
export function eventType(schema: JsonSchema): RecordType {
  return recordType(schema, schema, 1);
}

function recordType(schema: JsonSchema, root: JsonSchema, depth: number): RecordType {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const fields = new Map<string, FieldType>();
  for (const [name, property] of Object.entries(properties)) fields.set(name, fieldType(name, property, root, depth));
  return { fields };
}

function fieldType(name: string, property: unknown, root: JsonSchema, depth: number): FieldType {
  const schema = isSchema(property) ? resolved(property, root) : undefined;
  if (!schema) return unusable('has no schema that says its type');
  if (name in Object.prototype) return unusable('has a name that every JavaScript object has: rename the field');
  const type = singleType(schema);
  if (type === undefined) return unusable('must have one "type" in the schema to be used in an expression');
  if (type === 'integer') return { type: 'int', digits: 0 };
  if (type === 'number') return numberType({ ...schema, type });
  return { type: otherType(type, schema, root, depth) };
}

function numberType(schema: JsonSchema): FieldType {
  const digits = decimalDigits(schema);
  if (digits !== undefined) return { type: 'double', digits };
  return typeof schema.multipleOf === 'number' ? { type: 'double', oddMultiple: schema.multipleOf } : { type: 'double' };
}

function otherType(type: string, schema: JsonSchema, root: JsonSchema, depth: number): ValueType {
  if (type === 'string') return schema.format === 'date-time' ? 'timestamp' : 'string';
  if (type === 'boolean') return 'bool';
  if (depth >= MAX_DEPTH) return { unusable: `is nested deeper than ${MAX_DEPTH} levels` };
  if (type === 'object') return recordType(schema, root, depth + 1);
  if (type !== 'array') return { unusable: `is a ${type}` };
  const { type: item } = fieldType('[]', schema.items, root, depth + 1);
  // The items of a list stay as they are in the event; only fields are read as times.
  return { list: item === 'timestamp' ? 'string' : item };
}

/** `type`, where null beside it is taken for absence; an enum or const without a type has that of its values. */
function singleType({ type, enum: values, const: value }: JsonSchema): string | undefined {
  const named = Array.isArray(type) ? type : type === undefined ? undefined : [type];
  const types = new Set((named ?? (Array.isArray(values) ? values : value === undefined ? [] : [value]).map(jsonType)).filter((one) => one !== 'null'));
  const [single] = types;
  return types.size === 1 && typeof single === 'string' ? single : undefined;
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}

function unusable(why: string): FieldType {
  return { type: { unusable: why } };
}

/** The field of a dotted path. */
export function fieldAt(type: RecordType, path: string): FieldType | undefined {
  let field: FieldType = { type };
  for (const name of path.split('.')) {
    const next: FieldType | undefined = typeof field.type === 'object' && 'fields' in field.type ? field.type.fields.get(name) : undefined;
    if (!next) return undefined;
    field = next;
  }
  return field;
}
