import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Numbers an append whose positions were written into its rows before it was sent: it raises unless the log goes on from there. */
export class TakePositions1764000013000 implements MigrationInterface {
  readonly name = 'TakePositions1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION ingestion.take_positions(p_log integer, p_from bigint, p_count integer) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE ingestion.log_partition SET next = next + p_count WHERE log_id = p_log AND partition = 0 AND next = p_from;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'log % does not go on from position %', p_log, p_from USING ERRCODE = 'MR002';
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ingestion.take_positions');
  }
}
