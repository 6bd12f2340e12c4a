import type { Draft } from './draft.js';
import type { Field } from './field.js';

/** The JSON Schemas of the events, by the name of their type. */
export function schemaTexts({ type, fields, label }: Draft): ReadonlyMap<string, string> {
  const texts = new Map([[type, schemaText(`An event of type ${type}.`, fields)]]);
  if (label) {
    const known: Field = {
      name: label.timeField,
      schema: { description: 'When it was known.', type: 'string', format: 'date-time', examples: ['2026-01-31T09:30:00Z'] },
      expression: '',
      required: true,
    };
    texts.set(label.type, schemaText(`What became of a ${type}.`, [...label.fields, known]));
  }
  return texts;
}

function schemaText(description: string, fields: readonly Field[]): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    description,
    type: 'object',
    additionalProperties: false,
    required: fields.filter((field) => field.required).map((field) => field.name),
    properties: Object.fromEntries(fields.map((field) => [field.name, field.schema])),
  };
  return JSON.stringify(schema, undefined, 2) + '\n';
}
