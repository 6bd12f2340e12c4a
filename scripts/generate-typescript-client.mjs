// npm run typescript-client: writes the types of the TypeScript client anew.
import { writeFileSync } from 'node:fs';
import { CLIENT_TYPES, clientTypes } from './typescript-client.mjs';

writeFileSync(CLIENT_TYPES, await clientTypes());
