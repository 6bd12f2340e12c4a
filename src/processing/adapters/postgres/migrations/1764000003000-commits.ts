import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pipelines, lanes and what a commit writes. */
export class Commits1764000003000 implements MigrationInterface {
  readonly name = 'Commits1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA processing;

      -- A pipeline as it was deployed: the document, and the plan with its hashes.
      CREATE TABLE processing.pipeline_version (
        id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        pipeline    text NOT NULL,
        hash        text NOT NULL,
        state_hash  text NOT NULL,
        plan        jsonb NOT NULL,
        document    text NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        UNIQUE (pipeline, hash)
      );

      -- A pipeline over a given input: the live one bears the pipeline's name, another is PIPELINE@NAME.
      CREATE TABLE processing.run (
        name        text PRIMARY KEY,
        pipeline    text NOT NULL,
        log         text NOT NULL,
        version_id  integer NOT NULL REFERENCES processing.pipeline_version,
        live        boolean NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now()
      );

      -- term: the fencing number of the owner. position: the next record to read. head: head of the ledger's chain.
      -- book_*: how many records below position have each disposition.
      CREATE TABLE processing.lane (
        id                integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        run               text NOT NULL REFERENCES processing.run ON DELETE CASCADE,
        partition         integer NOT NULL DEFAULT 0,
        state_hash        text NOT NULL,
        position          bigint NOT NULL DEFAULT 0,
        commit_no         bigint NOT NULL DEFAULT 0,
        term              bigint NOT NULL DEFAULT 0,
        head              bytea NOT NULL,
        max_time          bigint,
        owner             text,
        owner_pid         integer,
        owner_started     timestamptz,
        lease_until       timestamptz,
        book_predicted    bigint NOT NULL DEFAULT 0,
        book_observed     bigint NOT NULL DEFAULT 0,
        book_joined       bigint NOT NULL DEFAULT 0,
        book_parked       bigint NOT NULL DEFAULT 0,
        book_unmatched    bigint NOT NULL DEFAULT 0,
        book_late         bigint NOT NULL DEFAULT 0,
        book_duplicate    bigint NOT NULL DEFAULT 0,
        book_quarantined  bigint NOT NULL DEFAULT 0,
        UNIQUE (run, partition)
      ) WITH (fillfactor = 50);

      -- One row a commit. dispositions: a byte a record from from_position on. moved: parked outcomes that this commit settled,
      -- as (position, disposition) pairs. root, head: the commit's Merkle root and the chain's head after it. leaf_marks: the first
      -- 8 bytes of each leaf, so that a record that was changed can be named.
      CREATE TABLE processing.commit (
        lane_id        integer NOT NULL,
        commit_no      bigint  NOT NULL,
        day            date    NOT NULL,
        committed_at   bigint  NOT NULL,
        from_position  bigint  NOT NULL,
        to_position    bigint  NOT NULL,
        max_time       bigint,
        version_id     integer NOT NULL,
        leaves         integer NOT NULL,
        root           bytea   NOT NULL,
        head           bytea   NOT NULL,
        leaf_marks     bytea   NOT NULL,
        dispositions   bytea   NOT NULL,
        moved          bytea,
        PRIMARY KEY (lane_id, commit_no)
      );

      -- What each commit added to the state; rows go once every image is newer.
      CREATE TABLE processing.state_delta (
        lane_id        integer NOT NULL,
        commit_no      bigint  NOT NULL,
        from_position  bigint  NOT NULL,
        delta          bytea   NOT NULL,
        PRIMARY KEY (lane_id, commit_no)
      );

      -- A key's state as of a commit. group_no -1: held ids and parked outcomes of the lane.
      CREATE TABLE processing.state_image (
        lane_id    integer  NOT NULL,
        group_no   smallint NOT NULL,
        key        text     NOT NULL,
        commit_no  bigint   NOT NULL,
        image      bytea    NOT NULL,
        PRIMARY KEY (lane_id, group_no, key)
      ) WITH (fillfactor = 70);

      -- Model versions that have scored for a lane, as its records name them.
      CREATE TABLE processing.scorer (
        id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        model    text    NOT NULL,
        version  integer NOT NULL,
        digest   text    NOT NULL,
        UNIQUE (model, version, digest)
      );

      -- One row a prediction, in a table a day of commit. vector, scores: little-endian doubles. Times: microseconds since 1970 UTC.
      -- salt: 16 random bytes of the record's leaf; it lies in the circumstances so that erasing it leaves the chain whole.
      CREATE TABLE processing.prediction (
        lane_id       integer NOT NULL,
        commit_no     bigint  NOT NULL,
        position      bigint  NOT NULL,
        event_time    bigint  NOT NULL,
        arrived_at    bigint  NOT NULL,
        predicted_at  bigint  NOT NULL,
        id            uuid    NOT NULL,
        day           date    NOT NULL,
        version_id    integer NOT NULL,
        scorer_id     integer NOT NULL,
        event_id      text    NOT NULL,
        key           text    NOT NULL,
        vector        bytea   NOT NULL,
        scores        bytea   NOT NULL,
        decision      text,
        arm           text,
        degraded      text,
        salt          bytea   NOT NULL,
        digest        bytea   NOT NULL,
        PRIMARY KEY (id, day)
      ) PARTITION BY RANGE (day);
      CREATE INDEX prediction_by_key ON processing.prediction (lane_id, key, event_time);
      CREATE INDEX prediction_by_position ON processing.prediction USING brin (lane_id, position) WITH (pages_per_range = 16, autosummarize = on);

      -- Records that are late, repeated or quarantined, each with the reason.
      CREATE TABLE processing.set_aside (
        lane_id         integer  NOT NULL,
        position        bigint   NOT NULL,
        commit_no       bigint   NOT NULL,
        disposition     smallint NOT NULL,
        code            text     NOT NULL,
        reason          text     NOT NULL,
        event_id        text,
        first_position  bigint,
        vector          bytea,
        PRIMARY KEY (lane_id, position)
      );
      CREATE INDEX set_aside_by_code ON processing.set_aside (lane_id, disposition, position);
    `);
    // The guard of a commit: it raises unless exactly one lane row is at the expected term and position.
    await runner.query(`
      CREATE FUNCTION processing.advance_lane(
        p_lane integer, p_term bigint, p_from bigint, p_to bigint, p_commit_no bigint, p_max_time bigint, p_head bytea, p_books bigint[]
      ) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE processing.lane SET
          position = p_to, commit_no = commit_no + 1, max_time = p_max_time, head = p_head,
          book_predicted = book_predicted + p_books[1], book_observed = book_observed + p_books[2], book_joined = book_joined + p_books[3],
          book_parked = book_parked + p_books[4], book_unmatched = book_unmatched + p_books[5], book_late = book_late + p_books[6],
          book_duplicate = book_duplicate + p_books[7], book_quarantined = book_quarantined + p_books[8]
        WHERE id = p_lane AND term = p_term AND position = p_from AND commit_no = p_commit_no - 1;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'lane % is not at term %, position %', p_lane, p_term, p_from USING ERRCODE = 'MR001';
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA processing CASCADE');
  }
}
