import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Models of other servers: their artifact is a URI. */
export class RemoteModels1764000020000 implements MigrationInterface {
  readonly name = 'RemoteModels1764000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE inference.model_version DROP CONSTRAINT model_version_format_check;
      ALTER TABLE inference.model_version ADD CONSTRAINT model_version_format_check
        CHECK (format IN ('onnx', 'tensorflow-serving', 'open-inference'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE inference.model_version DROP CONSTRAINT model_version_format_check;
      ALTER TABLE inference.model_version ADD CONSTRAINT model_version_format_check CHECK (format = 'onnx');
    `);
  }
}
