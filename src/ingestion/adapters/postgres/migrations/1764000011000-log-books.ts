import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the database keeps of logs that live elsewhere. */
export class LogBooks1764000011000 implements MigrationInterface {
  readonly name = 'LogBooks1764000011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- system: what keeps the log's records.
      ALTER TABLE ingestion.log ADD COLUMN system text NOT NULL DEFAULT 'postgres';

      -- A send to a log outside the database that is under way: its owner is gone when its connection is, or when its time is over.
      CREATE TABLE ingestion.producer_claim (
        log_id         integer     NOT NULL,
        producer       text        NOT NULL,
        claim_id       uuid        NOT NULL,
        from_position  bigint      NOT NULL,
        -- [{"first": line, "last": line, "refused": [[line, code], ...]}, ...]
        items          jsonb       NOT NULL,
        backend        integer     NOT NULL,
        backend_start  timestamptz NOT NULL,
        until          timestamptz NOT NULL,
        PRIMARY KEY (log_id, producer)
      );

      -- The last record known of a partition: what it is held against when it is read again.
      CREATE TABLE ingestion.log_mark (
        log_id       integer NOT NULL REFERENCES ingestion.log,
        partition    integer NOT NULL,
        position     bigint  NOT NULL,
        digest       bytea   NOT NULL,
        appended_at  bigint  NOT NULL,
        PRIMARY KEY (log_id, partition)
      ) WITH (fillfactor = 50);

      -- Records from one position up to another that were gone before anybody worked them.
      CREATE TABLE ingestion.log_loss (
        log_id         integer     NOT NULL REFERENCES ingestion.log,
        partition      integer     NOT NULL,
        from_position  bigint      NOT NULL,
        to_position    bigint      NOT NULL,
        seen_at        timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (log_id, partition, from_position, to_position)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE ingestion.log_loss, ingestion.log_mark, ingestion.producer_claim;
      ALTER TABLE ingestion.log DROP COLUMN system`);
  }
}
