import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const INSTALL_TIMEOUT_MS = 600_000;

/** @typedef {import('./fresh-clone.js').Cell} Cell */
/**
 * @typedef {object} Clone
 * @property {string} folder of the clone
 * @property {{ cwd: string, env: Record<string, string>, uid?: number, gid?: number }} options to start a process with, as its user
 */

/** @returns {string} short name of the commit that a clone gets */
export function headOf() {
  return ran('git', ['rev-parse', '--short', 'HEAD'], { cwd: REPOSITORY, env: process.env }).trim();
}

/**
 * Installs the npm package `node` once and says where its program is.
 * @param {string} folder
 * @param {string} major
 */
export function programFolder(folder, major) {
  const programs = join(folder, 'node_modules', 'node', 'bin');
  if (!existsSync(join(programs, 'node')))
    ran('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `node@${major}`], { env: process.env });
  return programs;
}

/**
 * @param {Cell} cell
 * @returns {Clone}
 */
export function cloneInto({ folder, uid, programs }) {
  const home = join(folder, 'home');
  const clone = join(folder, 'millrace');
  mkdirSync(home);
  ran('git', ['clone', '--quiet', REPOSITORY, clone], { env: process.env });
  const inherited = Object.entries(process.env).filter(([name]) => !/^(MILLRACE_|VITEST|NODE_OPTIONS|NODE_ENV|npm_|INIT_CWD|XDG_)/.test(name));
  const env = { ...Object.fromEntries(inherited), PATH: [programs, process.env['PATH']].filter(Boolean).join(delimiter) };
  if (uid === undefined) return { folder: clone, options: { cwd: clone, env } };
  ran('chown', ['-R', `${uid}:${uid}`, clone], { env: process.env });
  for (const own of [folder, home]) chownSync(own, uid, uid);
  return { folder: clone, options: { cwd: clone, env: { ...env, HOME: home, USER: 'nobody' }, uid, gid: uid } };
}

/**
 * `npm ci`, which builds too.
 * @param {Clone} clone
 */
export function install({ options }) {
  const version = ran('node', ['--version'], options).trim();
  const startMs = performance.now();
  ran('npm', ['ci'], options);
  return { version, installSeconds: (performance.now() - startMs) / 1000 };
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
export function ran(program, args, options) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { timeout: INSTALL_TIMEOUT_MS, ...options, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${error?.message ?? ''}${`${stdout}${stderr}`.slice(-2_000)}`);
  return stdout;
}
