// Whether dist is older than what it is made of.
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const SOURCES = ['src', 'tsconfig.json', 'nest-cli.json', 'package-lock.json'];

/**
 * Time of the last change below a path. Folders count, so that a file taken away is noticed too.
 *
 * @param {string} path
 * @returns {number} milliseconds since 1970; 0 when there is nothing
 */
export function lastChange(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

/** @param {string} folder of the project @returns {string} a file that stands for a build that succeeded: tsc also emits when it finds errors */
const stampOf = (folder) => join(folder, 'dist/.built');

/** @param {string} [folder] @returns {boolean} */
export function isStale(folder = root) {
  if (!existsSync(join(folder, 'src'))) return false;
  const newest = Math.max(...SOURCES.map((source) => lastChange(join(folder, source))));
  return !existsSync(stampOf(folder)) || statSync(stampOf(folder)).mtimeMs < newest;
}

/** Marks dist as made from the sources as they were then. @param {number} startMs milliseconds since 1970 @param {string} [folder] */
export function stamp(startMs, folder = root) {
  writeFileSync(stampOf(folder), '');
  utimesSync(stampOf(folder), startMs / 1000, startMs / 1000);
}

/** Whether the compiler is installed: it is not after `npm ci --omit=dev`. @param {string} [folder] */
export const canBuild = (folder = root) => existsSync(join(folder, 'node_modules/@nestjs/cli')) && existsSync(join(folder, 'node_modules/typescript'));
