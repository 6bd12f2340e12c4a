/** Keys by which Millrace works; `id` is the one under which prediction ids are made. */
export type KeyName = 'id';

/** Holds keys. Promise: the same name gives the same key for as long as the installation lives. */
export interface KeyVault {
  /** 32 bytes. Error: `key_invalid` (fatal) when what is kept or given is no key. */
  key(name: KeyName): Promise<Buffer>;
}

export const KEY_VAULT = Symbol('KeyVault');
