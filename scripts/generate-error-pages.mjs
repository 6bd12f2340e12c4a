// node scripts/generate-error-pages.mjs: writes the reference of error codes anew, and the list of them that the application serves.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ERROR_LIST, ERROR_PAGE, errorList, errorPage } from './error-page.mjs';

mkdirSync(dirname(ERROR_PAGE), { recursive: true });
writeFileSync(ERROR_PAGE, errorPage());
writeFileSync(ERROR_LIST, errorList());
