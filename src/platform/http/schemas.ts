/** Pieces of JSON Schemas (2020-12) that answers are described by. */
type Schema = Readonly<Record<string, unknown>>;

export const text = { type: 'string' } as const;
export const texts = { type: 'array', items: text } as const;
export const integer = { type: 'integer' } as const;
export const count = { type: 'integer', minimum: 0 } as const;
export const time = { type: 'string', format: 'date-time' } as const;

/** The same, or null. */
export const nullable = ({ type, ...rest }: { readonly type: string } & Schema): Schema => ({ type: [type, 'null'], ...rest });

interface Words {
  readonly description?: string;
  /** Properties that may be absent; all others are always there. */
  readonly optional?: Readonly<Record<string, object>>;
  readonly examples?: readonly object[];
}

export function object(properties: Readonly<Record<string, object>>, { description, optional = {}, examples }: Words = {}): Schema {
  return {
    ...(description === undefined ? {} : { description }),
    ...{ type: 'object', required: Object.keys(properties), properties: { ...properties, ...optional } },
    ...(examples === undefined ? {} : { examples }),
  };
}

/** A schema among the components of the document. */
export const schemaRef = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** The content of an answer that is one of these components. */
export const json = (name: string): { schema: { $ref: string } } => ({ schema: schemaRef(name) });
