import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { MillraceError } from '../../../definition/index.js';
import type { KeyName, KeyVault } from '../../ports/key-vault.port.js';
import type { SecretFiles } from '../../ports/secret-files.port.js';

const KEY_BYTES = 32;

export interface KeyringOptions {
  /** Folder of the files `<name>.key`. */
  readonly directory: string;
  /** Keys that the environment gives; they go before the files. */
  readonly given: { readonly [name in KeyName]?: string | undefined };
}

/** Keys from the environment or from files of the data folder; one that is in neither is made and kept. */
export class LocalKeyring implements KeyVault {
  private readonly keys = new Map<KeyName, Promise<Buffer>>();

  constructor(
    private readonly files: SecretFiles,
    private readonly options: KeyringOptions,
  ) {}

  key(name: KeyName): Promise<Buffer> {
    const known = this.keys.get(name);
    if (known) return known;
    const loading = this.load(name);
    this.keys.set(name, loading);
    loading.catch(() => this.keys.delete(name));
    return loading;
  }

  private async load(name: KeyName): Promise<Buffer> {
    const given = this.options.given[name];
    if (given !== undefined && given !== '') return parseKey(given, `the key "${name}" of the environment`);
    const file = join(this.options.directory, `${name}.key`);
    const kept = (await this.files.read(file)) ?? (await this.files.create(file, randomBytes(KEY_BYTES).toString('hex')));
    return parseKey(kept, file);
  }
}

function parseKey(text: string, from: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const key = Buffer.from(text, 'base64');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text) && key.length === KEY_BYTES) return key;
  throw new MillraceError('key_invalid', 'fatal', `${from} must be ${KEY_BYTES} bytes, as 64 hexadecimal digits or in base64`);
}
