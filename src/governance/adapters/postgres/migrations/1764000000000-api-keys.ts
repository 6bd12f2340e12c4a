import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys by which callers are known. */
export class ApiKeys1764000000000 implements MigrationInterface {
  readonly name = 'ApiKeys1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA governance;

      -- hash: SHA-256 of the secret, which is kept nowhere. A revoked key keeps its row, so that its id is never given again.
      CREATE TABLE governance.api_key (
        id          text PRIMARY KEY,
        name        text NOT NULL,
        hash        bytea NOT NULL CHECK (octet_length(hash) = 32),
        created_at  timestamptz NOT NULL DEFAULT now(),
        revoked_at  timestamptz
      );

      -- What tells one key from another without holding it: stored ids and digests belong to the key that made them.
      CREATE TABLE governance.key_mark (
        name  text PRIMARY KEY,
        mark  bytea NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA governance CASCADE');
  }
}
