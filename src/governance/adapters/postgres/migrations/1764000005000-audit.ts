import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail. at: microseconds since 1970 UTC. details: canonical JSON. head: head of the chain after the entry. */
export class Audit1764000005000 implements MigrationInterface {
  readonly name = 'Audit1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance.audit_entry (
        no       bigint PRIMARY KEY,
        at       bigint NOT NULL,
        actor    text   NOT NULL,
        action   text   NOT NULL,
        subject  text   NOT NULL,
        details  text   NOT NULL,
        salt     bytea  NOT NULL,
        head     bytea  NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE governance.audit_entry');
  }
}
