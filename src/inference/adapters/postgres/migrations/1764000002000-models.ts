import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The model registry. */
export class Models1764000002000 implements MigrationInterface {
  readonly name = 'Models1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA inference;

      -- digest: SHA-256 of the artifact, hex. Rows are never changed and never deleted: predictions name them.
      CREATE TABLE inference.model_version (
        name        text NOT NULL,
        version     integer NOT NULL CHECK (version > 0),
        digest      text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
        format      text NOT NULL CHECK (format = 'onnx'),
        size        bigint NOT NULL,
        artifact    bytea NOT NULL CHECK (octet_length(artifact) = size),
        created_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (name, version),
        UNIQUE (name, digest)
      );
      -- Not compressed, so that a part of an artifact is read without the rest.
      ALTER TABLE inference.model_version ALTER COLUMN artifact SET STORAGE EXTERNAL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA inference CASCADE');
  }
}
