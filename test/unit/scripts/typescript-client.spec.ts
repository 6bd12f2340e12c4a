import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLIENT_TYPES, REFRESH_CLIENT, clientTypes } from '../../../scripts/typescript-client.mjs';

it('the types of the TypeScript client are those of the contract', async () => {
  const made = await clientTypes();
  expect(readFileSync(CLIENT_TYPES, 'utf8') === made, `${CLIENT_TYPES} is stale: ${REFRESH_CLIENT}`).toBe(true);
}, 60_000);
