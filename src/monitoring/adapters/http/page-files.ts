import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file as the browser gets it. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const FOLDER = new URL('../../../../console/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };
/** Libraries by the name under which the page's import map has them. */
const VENDOR = { 'preact.mjs': 'preact', 'hooks.mjs': 'preact/hooks', 'htm.mjs': 'htm' };

/** The page itself. */
export const PAGE = readFileSync(new URL('index.html', FOLDER), 'utf8');

/**
 * What the page may load and do: its own files and the import map that stands in it, known by its hash; no other script, whatever an
 * event holds.
 */
export const POLICY = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  `script-src 'self' 'sha256-${createHash('sha256').update(importMap()).digest('base64')}'`,
  "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join('; ');

/** The files of the console and of the libraries that it needs, by path below `console/`; read once. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  const own = readdirSync(FOLDER).filter((name) => typeOf(name) !== undefined);
  return new Map([
    ...own.map((name): [string, PageFile] => [name, fileAt(new URL(name, FOLDER), name)]),
    ...Object.entries(VENDOR).map(([name, module]): [string, PageFile] => [`vendor/${name}`, fileAt(new URL(import.meta.resolve(module)), name)]),
  ]);
}

function fileAt(url: URL, name: string): PageFile {
  const body = readFileSync(fileURLToPath(url));
  return { type: typeOf(name) ?? '', body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

function typeOf(name: string): string | undefined {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)];
}

function importMap(): string {
  return /<script type="importmap">(.*?)<\/script>/s.exec(PAGE)?.[1] ?? '';
}
