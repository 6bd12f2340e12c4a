import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each sink has come over what is committed. */
export class Sinks1764000013000 implements MigrationInterface {
  readonly name = 'Sinks1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE processing.sink_cursor (
        sink      text        PRIMARY KEY,
        cursor    text        NOT NULL,
        sent      bigint      NOT NULL DEFAULT 0,
        moved_at  timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE processing.sink_cursor');
  }
}
