import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from '../app.js';

interface Told {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Told>>;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: object;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly responses: Readonly<Record<string, Told>> };
}

/** What the served document says of each answer, to hold real answers against. */
export interface ServedContract {
  /** `METHOD PATH` of every operation but those of the scoring faces, whose protocols say what they answer. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** What is wrong with an answer; undefined where it is as the document has it. */
  fault(operation: string, answer: Answer): string | undefined;
  /** The same for a value by the name of its schema. */
  faultOf(schema: string, value: unknown): string | undefined;
}

export function servedContract(document: OpenApiDocument): ServedContract {
  const ajv = new Ajv2020({ strict: false, allErrors: true, multipleOfPrecision: 6 });
  addFormats.default(ajv);
  ajv.addSchema(closed(document) as object, 'document');
  const told = (validate: ValidateFunction, value: unknown): string | undefined => (validate(value) ? undefined : ajv.errorsText(validate.errors));
  const compiled = (pointer: string): ValidateFunction => ajv.compile({ $ref: `document#${pointer}` });
  const operations: ReadonlyMap<string, Operation> = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { tags = [] }]) => !tags.includes('scoring'))
        .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  );
  return {
    operations,
    fault(operation, { status, headers, text, json }) {
      const [method, path] = operation.split(' ');
      const response = operations.get(operation)?.responses[status];
      if (!response) return `the status ${status} is not told: ${text.slice(0, 300)}`;
      const type = headers.get('content-type')?.split(';')[0] ?? '';
      const pointer = response.$ref?.slice(1) ?? `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`;
      const content = response.$ref ? document.components.responses[response.$ref.split('/').at(-1) ?? ''] : response;
      if (!(type in (content.content ?? {}))) return `the content type "${type}" is not told`;
      return type.endsWith('json') && !type.includes('ndjson') ? told(compiled(`${pointer}/content/${escaped(type)}/schema`), json) : undefined;
    },
    faultOf: (schema, value) => told(compiled(`/components/schemas/${escaped(schema)}`), value),
  };
}

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Clients must bear what they do not know; here, what the document does not tell is a fault. Problems have members of their own. */
function closed(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => closed(one));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'examples' ? inner : closed(inner, key)]));
  const open = !('properties' in copy) || 'additionalProperties' in copy || 'allOf' in copy || name === 'Problem';
  return copy['type'] === 'object' && !open ? { ...copy, additionalProperties: false } : copy;
}
