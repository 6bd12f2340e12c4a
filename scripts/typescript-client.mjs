// The types of clients/typescript, made from contracts/openapi.json.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { root } from './steps.mjs';

export const CLIENT_TYPES = join(root, 'clients/typescript/src/openapi.ts');
export const REFRESH_CLIENT = 'npm run typescript-client';

/** @returns {Promise<string>} the text of CLIENT_TYPES */
export async function clientTypes() {
  const nodes = await openapiTS(pathToFileURL(join(root, 'contracts/openapi.json')), { emptyObjectsUnknown: true });
  return `// Made from contracts/openapi.json by \`${REFRESH_CLIENT}\`: change that, not this.\n\n${astToString(nodes)}`;
}
