import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a key needs to leave memory and be found again. Images from before lack it: they are written anew as they are loaded. */
export class KeyImages1764000009000 implements MigrationInterface {
  readonly name = 'KeyImages1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- ends_at: lane time from which nothing of the key can be reached, microseconds; such rows are deleted. matched_to: log position up
      -- to which the match values of its events are in state_match. Neither is indexed, so that images go on being updated in place.
      ALTER TABLE processing.state_image ADD COLUMN ends_at bigint, ADD COLUMN matched_to bigint;

      -- Which keys may hold the event that an outcome is of; a row too many does no harm. match: the first 8 bytes of a SHA-256.
      CREATE TABLE processing.state_match (
        state_id  integer  NOT NULL,
        group_no  smallint NOT NULL,
        match     bigint   NOT NULL,
        key       text     NOT NULL,
        ends_at   bigint   NOT NULL,
        PRIMARY KEY (state_id, group_no, match, key)
      );
      CREATE INDEX state_match_by_end ON processing.state_match (state_id, ends_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE processing.state_match; ALTER TABLE processing.state_image DROP COLUMN ends_at, DROP COLUMN matched_to');
  }
}
