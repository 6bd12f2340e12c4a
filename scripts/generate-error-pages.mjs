// node scripts/generate-error-pages.mjs: writes the reference of error codes anew.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ERROR_PAGE, errorPage } from './error-page.mjs';

mkdirSync(dirname(ERROR_PAGE), { recursive: true });
writeFileSync(ERROR_PAGE, errorPage());
