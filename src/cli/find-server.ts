import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSettings } from '../platform/config/index.js';
import { UsageError } from './problem.js';

/** Where a server may be, and the key for it. */
export interface ServerPlace {
  /** Without a slash at the end. */
  readonly url: string;
  readonly key: string | undefined;
  /** Who said so: the caller or the environment, an application that runs in this data folder, or nobody: then it is the configured address. */
  readonly from: 'caller' | 'data folder' | 'default';
}

export interface ServerOptions {
  readonly url?: string;
  readonly key?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the server: the option, MILLRACE_URL, the address that a running application left in its data folder, else the configured address.
 * Nothing is asked of the network. Error: `SettingsError` when the configuration has faults.
 */
export async function findServer(options: ServerOptions, environment: Environment = process.env): Promise<ServerPlace> {
  const settings = loadSettings(await textOf('millrace.yaml'), environment);
  const key =
    options.key || environment.MILLRACE_KEY || environment.MILLRACE_ADMIN_KEY || (await textOf(join(settings.dataDir, 'admin.key')))?.trim() || undefined;
  const given = options.url || environment.MILLRACE_URL;
  if (given) return { url: trimmed(given), key, from: 'caller' };
  const left = urlOf(await textOf(join(settings.dataDir, 'server.json')));
  if (left !== undefined) return { url: trimmed(left), key, from: 'data folder' };
  const host = settings.http.host === '0.0.0.0' || settings.http.host === '::' ? '127.0.0.1' : settings.http.host;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${settings.http.port}`, key, from: 'default' };
}

/** Error: `usage` (poison). */
function trimmed(url: string): string {
  const whole = (/^https?:\/\//.test(url) ? url : `http://${url}`).replace(/\/+$/, '');
  if (URL.canParse(whole)) return whole;
  throw new UsageError(`${url} is no address of a server: write it as http://127.0.0.1:3000`);
}

/** What `server.json` says; a file that was half written by a crash says nothing. */
function urlOf(text: string | undefined): string | undefined {
  try {
    const left: unknown = JSON.parse(text ?? 'null');
    return typeof left === 'object' && left !== null && 'url' in left && typeof left.url === 'string' ? left.url : undefined;
  } catch {
    return undefined;
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
