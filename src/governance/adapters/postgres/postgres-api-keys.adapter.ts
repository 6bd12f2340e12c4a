import type { DataSource } from 'typeorm';
import { MillraceError } from '../../../definition/index.js';
import type { ApiKeyStore, StoredApiKey } from '../../ports/api-key-store.port.js';

type NewKey = Parameters<ApiKeyStore['add']>[0];

/** API keys in the table governance.api_key. */
export class PostgresApiKeys implements ApiKeyStore {
  constructor(private readonly dataSource: DataSource) {}

  async find(id: string): Promise<StoredApiKey | undefined> {
    const rows = await this.query<StoredApiKey>('SELECT id, name, hash, revoked_at IS NOT NULL AS revoked FROM governance.api_key WHERE id = $1', [id]);
    return rows[0];
  }

  async add({ id, name, hash }: NewKey): Promise<void> {
    await this.query('INSERT INTO governance.api_key (id, name, hash) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING', [id, name, hash]);
  }

  async replace({ id, name, hash }: NewKey): Promise<void> {
    await this.query(
      `INSERT INTO governance.api_key AS kept (id, name, hash) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, hash = excluded.hash, created_at = now(), revoked_at = NULL
       WHERE kept.hash <> excluded.hash`,
      [id, name, hash],
    );
  }

  async revoke(id: string): Promise<boolean> {
    const rows = await this.query<{ id: string }>(
      'WITH revoked AS (UPDATE governance.api_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id) SELECT id FROM revoked',
      [id],
    );
    return rows.length === 1;
  }

  private async query<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    try {
      return await this.dataSource.query<Row[]>(sql, values);
    } catch (error) {
      throw new MillraceError('access_unavailable', 'retryable', 'the keys cannot be read now: the database does not answer', { cause: error });
    }
  }
}
