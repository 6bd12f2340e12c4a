import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A version of a pipeline is a plan with the model version that scores for it. Versions of a pipeline are numbered from 1. A run that is
 * retired keeps all that it wrote and works no more.
 */
export class Versions1764000005000 implements MigrationInterface {
  readonly name = 'Versions1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE processing.pipeline_version ADD COLUMN number integer, ADD COLUMN model_version integer;
      UPDATE processing.pipeline_version v SET number = n.number
        FROM (SELECT id, row_number() OVER (PARTITION BY pipeline ORDER BY id) AS number FROM processing.pipeline_version) n WHERE n.id = v.id;
      ALTER TABLE processing.pipeline_version ALTER COLUMN number SET NOT NULL, DROP CONSTRAINT pipeline_version_pipeline_hash_key;
      CREATE UNIQUE INDEX pipeline_version_by_number ON processing.pipeline_version (pipeline, number);
      CREATE UNIQUE INDEX pipeline_version_by_content ON processing.pipeline_version (pipeline, hash, coalesce(model_version, 0));
      ALTER TABLE processing.run ADD COLUMN retired_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE processing.run DROP COLUMN retired_at;
      DROP INDEX processing.pipeline_version_by_content, processing.pipeline_version_by_number;
      ALTER TABLE processing.pipeline_version DROP COLUMN number, DROP COLUMN model_version, ADD UNIQUE (pipeline, hash);
    `);
  }
}
