import { type Scope, eventScope } from '../expression/index.js';
import { type FieldType, typeName } from '../expression/value-type.js';
import { type JsonSchema, fieldOf } from '../json-schema.js';
import { nearest } from '../nearest.js';
import { checkSchema } from '../schema/check-schema.js';
import { eventType, fieldAt } from '../schema/event-type.js';
import type { RawEvent } from './read-document.js';
import type { RawText } from './read-parts.js';
import type { YamlReader } from './yaml-reader.js';

const KEYS = ['string', 'int'];
const TIMES = ['timestamp', 'double', 'int'];

/** The schemas that a document names, and what its settings may take from them. */
export class EventSchemas {
  private readonly schemas = new Map<string, JsonSchema>();

  constructor(
    private readonly yaml: YamlReader,
    events: readonly RawEvent[],
    private readonly resolve: (path: string) => string | undefined,
  ) {
    for (const { type, schema } of events) {
      const read = schema && this.read(schema);
      if (read) this.schemas.set(type, read);
    }
  }

  /** Empty where it could not be read, which is a fault already. */
  of(type: string): JsonSchema {
    return this.schemas.get(type) ?? {};
  }

  /** The names that an expression over the type may use. A schema with faults gives no further ones. */
  scope(type: string, make: (schema: JsonSchema) => Scope = eventScope): Scope {
    const schema = this.schemas.get(type);
    return schema ? make(schema) : { variables: new Map(['event', 'score'].map((name) => [name, { type: 'unknown', slot: 0 }])) };
  }

  /** A field whose value is taken as a text: an id, a key. Gives its type. */
  keyField(field: RawText, type: string): string | undefined {
    const found = this.field(field, type);
    if (found && !KEYS.includes(typeName(found.type)))
      this.yaml.fault(
        field.at,
        'field_type',
        `"${field.text}" of "${type}" cannot be a key: its type must be string or integer, it is ${typeName(found.type)}`,
      );
    return found && typeName(found.type);
  }

  timeField(field: RawText, type: string): void {
    const found = this.field(field, type);
    if (found && !TIMES.includes(typeName(found.type)))
      this.yaml.fault(field.at, 'field_type', `"${field.text}" of "${type}" cannot be a time: it must be a string with "format": "date-time"`);
  }

  /** Whether every event that keeps its schema has the field; true also where there is no such field, which is another fault. */
  requires(type: string, path: string): boolean {
    const schema = this.schemas.get(type);
    const steps = path.split('.');
    return (
      !schema || !fieldOf(schema, path) || steps.every((step, i) => requiredOf(i === 0 ? schema : fieldOf(schema, steps.slice(0, i).join('.'))).includes(step))
    );
  }

  private field({ at, text }: RawText, type: string): FieldType | undefined {
    const schema = this.schemas.get(type);
    const known = schema && eventType(schema);
    const found = known && fieldAt(known, text);
    if (known && !found)
      this.yaml.fault(at, 'unknown_field', `the schema of "${type}" has no field "${text.slice(0, 80)}"`, nearest(text, known.fields.keys()));
    return found;
  }

  private read({ at, text: file }: RawText): JsonSchema | undefined {
    const text = this.resolve(file);
    if (text === undefined) {
      this.yaml.fault(at, 'file_missing', `there is no file ${file} beside the document`);
      return undefined;
    }
    const { schema, faults } = checkSchema(file, text);
    this.yaml.faults.push(...faults);
    return schema;
  }
}

function requiredOf(schema: JsonSchema | undefined): readonly unknown[] {
  return Array.isArray(schema?.required) ? schema.required : [];
}
