import { OWN_KEYWORDS } from '../json-schema.js';

/** Keywords whose value is a schema, by how they hold it. */
export const HOLDS_SCHEMA = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];
export const HOLDS_MAP = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
export const HOLDS_LIST = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];

const NOTES = [
  '$schema',
  '$id',
  '$ref',
  '$anchor',
  '$comment',
  'title',
  'description',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'examples',
  'contentEncoding',
  'contentMediaType',
];
const TESTS =
  'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern format maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired';

export const KEYWORDS = new Set([...HOLDS_SCHEMA, ...HOLDS_MAP, ...HOLDS_LIST, ...NOTES, ...TESTS.split(' '), ...OWN_KEYWORDS]);
