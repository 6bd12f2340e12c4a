import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCodes } from '../../../scripts/error-codes.mjs';
import { ERROR_LIST, ERROR_PAGE, REFRESH, errorList, errorPage } from '../../../scripts/error-page.mjs';

const SOURCES = {
  'error.ts': `export class MillraceError extends Error { constructor(readonly code: string, readonly kind: string, message: string) { super(message); } }
export class Refused extends MillraceError { constructor(code: string, message: string) { super(code, 'poison', message); } }`,
  'direct.ts': `const message = \`the disk \${name} is full: \` + 'free some space';
throw new MillraceError('disk_full', 'fatal', message);
throw new MillraceError(late ? 'too_late' : 'too_early', 'retryable', 'come again');
throw new Refused('no_json', 'this is not JSON');`,
  'helper.ts': `function refused(code: string, message: string) { return new MillraceError(code, 'poison', message); }
throw refused('text_refused', 'a text holds NUL');
function unknown(what: 'source' | 'type') { return new MillraceError(\`\${what}_unknown\`, 'poison', 'there is none'); }
faults.push({ code: 'pattern_slow', message: 'the pattern is slow' });`,
};

describe('errorCodes', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'millrace-codes-')), 'src');
    mkdirSync(folder);
    for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(folder, name), text);
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  it('finds codes however they are raised', () => {
    expect(errorCodes(folder).map(({ code, kind, message }) => [code, kind, message])).toEqual([
      ['disk_full', 'fatal', 'the disk … is full: free some space'],
      ['no_json', 'poison', 'this is not JSON'],
      ['pattern_slow', 'fault', 'the pattern is slow'],
      ['source_unknown', 'poison', 'there is none'],
      ['text_refused', 'poison', 'a text holds NUL'],
      ['too_early', 'retryable', 'come again'],
      ['too_late', 'retryable', 'come again'],
      ['type_unknown', 'poison', 'there is none'],
    ]);
  });
});

describe('the page of error codes', () => {
  it('is as the sources are', () => {
    expect(readFileSync(ERROR_PAGE, 'utf8') === errorPage(), `docs/reference/errors.md is stale: ${REFRESH}`).toBe(true);
    expect(readFileSync(ERROR_LIST, 'utf8') === errorList(), `contracts/errors.json is stale: ${REFRESH}`).toBe(true);
  });

  it('has the status of each code that the HTTP face answers with its own', () => {
    const page = errorPage();
    for (const [code, status] of [
      ['late', 422],
      ['id_reused', 409],
      ['deadline', 504],
      ['event_too_large', 413],
    ])
      expect(page).toMatch(new RegExp(`## ${code}\\n\\n.*; HTTP ${status}\\.`));
  });
});
