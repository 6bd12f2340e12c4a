import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The processes that share this database. Not logged: who lives says so again within a second. */
export class Members1764000007100 implements MigrationInterface {
  readonly name = 'Members1764000007100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE UNLOGGED TABLE processing.member (id text PRIMARY KEY, role text NOT NULL, seen_at timestamptz NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE processing.member');
  }
}
