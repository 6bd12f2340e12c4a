import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far topics of others are copied, and what was refused of them. */
export class Copies1764000012000 implements MigrationInterface {
  readonly name = 'Copies1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- line: records copied so far. positions: {"partition": next position}. pending: [[partition, from, count], ...] in the order of the batch.
      CREATE TABLE ingestion.copy (
        name       text   PRIMARY KEY,
        line       bigint NOT NULL DEFAULT 0,
        positions  jsonb  NOT NULL,
        pending    jsonb
      );

      -- Records that are no events, by where they stand in the topic: nothing of them is kept but why.
      CREATE TABLE ingestion.copy_refused (
        copy       text        NOT NULL REFERENCES ingestion.copy,
        partition  integer     NOT NULL,
        position   bigint      NOT NULL,
        code       text        NOT NULL,
        message    text        NOT NULL,
        at         timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (copy, partition, position)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ingestion.copy_refused, ingestion.copy');
  }
}
