const MARK = 'x-protect';
/** Keywords whose members are names chosen by the author, not keywords. */
const NAMED = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);
/** Keywords that hold data, not schemas. */
const DATA = new Set(['const', 'enum', 'default', 'examples']);

/** JSON Pointer of the first `x-protect` of a JSON Schema, however deep; undefined where it has none. */
export function findProtected(schema: unknown, path = ''): string | undefined {
  if (schema === null || typeof schema !== 'object') return undefined;
  if (!Array.isArray(schema) && MARK in schema) return `${path}/${MARK}`;
  for (const [key, value] of Object.entries(schema)) {
    if (DATA.has(key) && !Array.isArray(schema)) continue;
    const at = `${path}/${escaped(key)}`;
    const found = NAMED.has(key) ? findInMembers(value, at) : findProtected(value, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInMembers(members: unknown, path: string): string | undefined {
  if (members === null || typeof members !== 'object') return undefined;
  for (const [name, schema] of Object.entries(members)) {
    const found = findProtected(schema, `${path}/${escaped(name)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
