import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of quarantined records. event_time: microseconds since 1970 UTC. retried_by: position of the first record that tried it again. */
export class Retries1764000004000 implements MigrationInterface {
  readonly name = 'Retries1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE processing.set_aside
        ADD COLUMN event_time bigint,
        ADD COLUMN retried_by bigint,
        ADD COLUMN dropped_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE processing.set_aside DROP COLUMN event_time, DROP COLUMN retried_by, DROP COLUMN dropped_at');
  }
}
