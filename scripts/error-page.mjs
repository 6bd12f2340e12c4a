// docs/reference/errors.md, made from the sources.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from './error-codes.mjs';
import { root } from './steps.mjs';

/** @import { Use } from './error-codes.mjs' */

export const ERROR_PAGE = join(root, 'docs/reference/errors.md');
export const REFRESH = 'node scripts/generate-error-pages.mjs';

/** @type {Record<string, string>} */
const KINDS = {
  retryable: 'the same call may succeed later',
  poison: 'this input never succeeds',
  fatal: 'the lane or the process stops, and a person must look',
  'set aside': 'the event is in the log and gets no prediction; its record says why',
  fault: 'the document, map or schema must be mended; the message comes with file, line and column',
};
/** As the filter of the HTTP face has them. @type {Record<string, number>} */
const STATUS_OF_KIND = { poison: 400, retryable: 503, fatal: 500 };
const NOT_OVER_HTTP = /^src\/(platform|cli|definition\/(document|map))\//;

/** @returns {Record<string, number>} HTTP status of the codes that have one of their own */
function statuses() {
  const filter = readFileSync(join(root, 'src/problem.filter.ts'), 'utf8');
  const table = /STATUS: [^=]*= \{([^}]*)\}/.exec(filter)?.[1] ?? '';
  return Object.fromEntries([...table.matchAll(/(\w+): (\d{3})/g)].map(([, code, status]) => [code, Number(status)]));
}

export const ERROR_LIST = join(root, 'contracts/errors.json');

/** @param {Use[]} [uses] @returns {string} what the application serves as the page of each code, and names in its OpenAPI document */
export function errorList(uses = errorCodes()) {
  const own = statuses();
  const list = [...new Set(uses.map(({ code }) => code))].map((code) => describe(code, uses, own[code]));
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** @param {string} code @param {Use[]} all @param {number | undefined} status */
function describe(code, all, status) {
  const uses = all.filter((use) => use.code === code);
  const kinds = [...new Set(uses.map(({ kind }) => kind))];
  const meaning = kinds.map((kind) => KINDS[kind] ?? kind).join('; or: ');
  return { code, kinds, status: httpStatus(uses, status) ?? null, meaning, messages: messagesOf(uses) };
}

/** @param {Use[]} uses @param {number | undefined} status */
function httpStatus(uses, status) {
  const served = uses.find(({ file, kind }) => STATUS_OF_KIND[kind] && !NOT_OVER_HTTP.test(file));
  return status ?? (served ? STATUS_OF_KIND[served.kind] : undefined);
}

/** @param {Use[]} uses */
const messagesOf = (uses) => [...new Set(uses.map(({ message }) => message.replaceAll(/\s+/g, ' ').trim()))].filter((message) => /[a-z]/.test(message));

/** @param {Use[]} [uses] @returns {string} the page */
export function errorPage(uses = errorCodes()) {
  const own = statuses();
  const codes = [...new Set(uses.map(({ code }) => code))];
  return [
    '# Error codes',
    '',
    `Made from the sources by \`${REFRESH}\`. A code is stable; the words of a message are not. \`…\` stands for what is known only when it happens.`,
    '',
    'Over HTTP an error is a problem document (RFC 9457): `{type, title, status, code, detail}`, and what else is known, such as `faults`. On the command line it is the message, with exit code 1, or 2 for a mistake in',
    'how the command was called.',
    '',
    '| kind | what it says |',
    '| --- | --- |',
    ...Object.entries(KINDS).map(([kind, text]) => `| ${kind} | ${text} |`),
    '',
    ...codes.flatMap((code) =>
      entry(
        code,
        uses.filter((use) => use.code === code),
        own[code],
      ),
    ),
  ].join('\n');
}

/** @param {string} code @param {Use[]} uses @param {number | undefined} status @returns {string[]} */
function entry(code, uses, status) {
  const kinds = [...new Set(uses.map(({ kind }) => kind))];
  const http = httpStatus(uses, status);
  const files = [...new Set(uses.map(({ file }) => `\`${file}\``))];
  const messages = messagesOf(uses);
  return [
    `## ${code}`,
    '',
    `${kinds.join(', ')}${http === undefined ? '' : `; HTTP ${http}`}. From ${files.join(', ')}.`,
    '',
    ...messages.map((message) => `- ${asCode(message)}`),
    ...(messages.length > 0 ? [''] : []),
  ];
}

/** Markdown takes nothing in it for its own. @param {string} text */
function asCode(text) {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
