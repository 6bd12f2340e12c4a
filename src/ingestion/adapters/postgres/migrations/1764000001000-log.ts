import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log: dense positions per partition, one table partition per log so that dropping a run is dropping a table. */
export class Log1764000001000 implements MigrationInterface {
  readonly name = 'Log1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA ingestion;

      CREATE TABLE ingestion.log (
        id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name        text NOT NULL UNIQUE,
        created_at  timestamptz NOT NULL DEFAULT now()
      );

      -- next: the position that the next record gets; it moves inside the append that uses it.
      CREATE TABLE ingestion.log_partition (
        log_id     integer NOT NULL REFERENCES ingestion.log,
        partition  integer NOT NULL,
        next       bigint  NOT NULL DEFAULT 0,
        PRIMARY KEY (log_id, partition)
      ) WITH (fillfactor = 50);

      -- appended_at: microseconds since 1970 UTC. digest: first 16 bytes of the HMAC-SHA-256 of the canonical event as it was sent.
      -- retry_of: position of the quarantined record that this one retries. body: canonical JSON (RFC 8785).
      CREATE TABLE ingestion.log_record (
        log_id       integer NOT NULL,
        partition    integer NOT NULL,
        position     bigint  NOT NULL,
        appended_at  bigint  NOT NULL,
        retry_of     bigint,
        type         text    NOT NULL,
        digest       bytea   NOT NULL,
        body         text    NOT NULL,
        PRIMARY KEY (log_id, partition, position)
      ) PARTITION BY LIST (log_id);

      -- last_line: the last line that the log has taken or refused from this producer; a producer's lines come in order.
      CREATE TABLE ingestion.producer (
        log_id     integer NOT NULL REFERENCES ingestion.log,
        name       text    NOT NULL,
        last_line  bigint  NOT NULL,
        PRIMARY KEY (log_id, name)
      ) WITH (fillfactor = 50);

      -- One row an append of a producer: a repeat is answered with the positions of the first time.
      CREATE TABLE ingestion.producer_append (
        log_id          integer NOT NULL,
        producer        text    NOT NULL,
        last_line       bigint  NOT NULL,
        first_line      bigint  NOT NULL,
        first_position  bigint  NOT NULL,
        records         integer NOT NULL,
        PRIMARY KEY (log_id, producer, last_line)
      );

      -- What was refused at the door, by reason: books of their own, outside the log's.
      CREATE TABLE ingestion.refused (
        log_id  integer NOT NULL REFERENCES ingestion.log,
        code    text    NOT NULL,
        count   bigint  NOT NULL,
        PRIMARY KEY (log_id, code)
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA ingestion CASCADE');
  }
}
