import { createHmac } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { MillraceError } from '../../../definition/index.js';
import type { KeyName, KeyVault } from '../../ports/key-vault.port.js';

const MARK_BYTES = 8;

/**
 * Gives out another vault's keys only where they are those that the database was begun with: with another key every stored id and digest
 * would be a stranger's, and repeats would pass for new events. Error: `key_changed` (fatal).
 */
export class PinnedKeys implements KeyVault {
  constructor(
    private readonly vault: KeyVault,
    private readonly dataSource: DataSource,
  ) {}

  async key(name: KeyName): Promise<Buffer> {
    const key = await this.vault.key(name);
    const mark = createHmac('sha256', key).update(`millrace key mark ${name}`).digest().subarray(0, MARK_BYTES);
    await this.dataSource.query('INSERT INTO governance.key_mark (name, mark) VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, mark]);
    const [kept]: { mark: Buffer }[] = await this.dataSource.query('SELECT mark FROM governance.key_mark WHERE name = $1', [name]);
    if (kept.mark.equals(mark)) return key;
    throw new MillraceError(
      'key_changed',
      'fatal',
      `the key "${name}" is not the one that this database was begun with: bring back ${name}.key in the data folder, or MILLRACE_${name.toUpperCase()}_KEY`,
    );
  }
}
