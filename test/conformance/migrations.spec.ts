import 'reflect-metadata';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../src/app.module.js';
import { type TestControlPlane, openControlPlane } from '../e2e/control-plane.js';
import { type TestPostgres, postgresForTests } from '../e2e/postgres.js';

const SCHEMAS = "('governance', 'ingestion', 'inference', 'processing')";
/** In the order in which they run: by the time in their names. */
const ordered = migrations
  .map((Migration) => ({ name: Migration.name, at: Number(/\d{13}$/.exec(Migration.name)?.[0]), one: new Migration() as MigrationInterface }))
  .toSorted((a, b) => a.at - b.at);

/** What an installation has written when states became things of their own: two lanes, each with deltas and images. */
const OLD_DATA = `
  INSERT INTO processing.pipeline_version (pipeline, hash, state_hash, plan, document, number) VALUES ('p', 'h1', 's1', '{}', 'd', 1), ('p', 'h2', 's2', '{}', 'd', 2);
  INSERT INTO processing.run (name, pipeline, log, version_id, live) VALUES ('p', 'p', 'l', 1, true), ('p@a', 'p', 'l@a', 2, false);
  INSERT INTO processing.lane (run, state_hash, head, position, commit_no) VALUES ('p', 's1', '\\x00', 8, 2), ('p@a', 's2', '\\x01', 4, 1);
  INSERT INTO processing.state_delta VALUES (1, 1, 0, '\\x11'), (1, 2, 5, '\\x12'), (2, 1, 0, '\\x21');
  INSERT INTO processing.state_image VALUES (1, 0, 'k', 1, '\\x31'), (2, 0, 'k', 1, '\\x32');
  INSERT INTO processing.set_aside (lane_id, position, commit_no, disposition, code, reason) VALUES (1, 3, 1, 6, 'late', 'r');
  INSERT INTO ingestion.log (name) VALUES ('l');
  INSERT INTO ingestion.producer VALUES (1, 'producer', 7);
  INSERT INTO inference.model_version (name, version, digest, format, size, artifact) VALUES ('m', 1, repeat('a', 64), 'onnx', 1, '\\x01');
`;

describe('the migrations of the database', () => {
  let server: TestPostgres;
  let plane: TestControlPlane;
  let runner: QueryRunner;
  /** Schema and rows before each migration, by its name. */
  const before = new Map<string, { schema: unknown; rows: unknown }>();
  beforeAll(async () => {
    server = await postgresForTests();
    plane = await openControlPlane(server.connection, []);
    runner = plane.dataSource.createQueryRunner();
  });
  afterAll(async () => {
    await runner?.release();
    await plane?.close();
    await server?.stop();
  });

  /** Columns, constraints, indexes and functions, in an order of their own. */
  async function schema(): Promise<unknown> {
    return runner.query(`
      SELECT 'column ' || table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || coalesce(identity_generation, '') AS what
        FROM information_schema.columns WHERE table_schema IN ${SCHEMAS}
      UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace::regnamespace::text IN ${SCHEMAS} AND contype <> 'n'
      UNION ALL SELECT 'index ' || regexp_replace(indexdef, ' INDEX \\S+', ' INDEX') FROM pg_indexes WHERE schemaname IN ${SCHEMAS}
      UNION ALL SELECT 'function ' || oid::regprocedure FROM pg_proc WHERE pronamespace::regnamespace::text IN ${SCHEMAS}
      ORDER BY what`);
  }
  async function rows(): Promise<Record<string, unknown>> {
    const tables: { name: string }[] = await runner.query(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ${SCHEMAS} ORDER BY 1`,
    );
    const all: Record<string, unknown> = {};
    for (const { name } of tables) all[name] = await runner.query(`SELECT to_jsonb(t) AS row FROM ${name} t ORDER BY to_jsonb(t)::text`);
    return all;
  }
  const up = async () => {
    for (const { name, one } of ordered) {
      if (name.startsWith('States') && before.size < ordered.length) await runner.query(OLD_DATA);
      before.set(name, { schema: await schema(), rows: await rows() });
      await one.up(runner);
    }
  };

  it('take what is there along', async () => {
    await up();
    expect(await runner.query('SELECT id, lane_id, state_hash, version_id FROM processing.state ORDER BY id')).toEqual([
      { id: 1, lane_id: 1, state_hash: 's1', version_id: 1 },
      { id: 2, lane_id: 2, state_hash: 's2', version_id: 2 },
    ]);
    expect(await runner.query('SELECT id, state_id FROM processing.lane ORDER BY id')).toEqual([
      { id: 1, state_id: 1 },
      { id: 2, state_id: 2 },
    ]);
    expect(await runner.query('SELECT state_id, as_of::int FROM processing.state_delta ORDER BY 1, 2')).toHaveLength(3);
    // The next state has a number that none has.
    const [{ id }] = await runner.query("INSERT INTO processing.state (lane_id, state_hash, version_id) VALUES (1, 's3', 2) RETURNING id");
    expect(id).toBe(3);
  });

  it('go back one by one, on the same data, to the schema and the rows of before', async () => {
    // The state that follows beside the lane's own has rows too; they go with it.
    await runner.query("INSERT INTO processing.state_delta VALUES (3, 8, 0, '\\x44'); INSERT INTO processing.state_parked VALUES (3, 2, 0)");
    const untouched = new Set<string>();
    for (const { name, one } of ordered.toReversed()) {
      await one.down(runner);
      expect([name, await schema()]).toEqual([name, before.get(name)?.schema]);
      if (name.startsWith('States')) expect(await rows()).toEqual(before.get(name)?.rows);
      untouched.add(name);
    }
    expect([untouched.size, await rows()]).toEqual([ordered.length, {}]);
  });

  it('keep of a lane that has gone over the state that it commits to, under the number of the lane', async () => {
    before.clear();
    await up();
    // The lanes' states changed numbers: the first commits to 2, the second to a new one, 3.
    await runner.query(`
      UPDATE processing.lane SET state_id = NULL;
      UPDATE processing.state SET lane_id = 1, state_hash = 's2' WHERE id = 2;
      INSERT INTO processing.state (id, lane_id, state_hash, version_id) VALUES (3, 2, 's3', 2);
      INSERT INTO processing.state_delta VALUES (3, 9, 0, '\\x55');
      UPDATE processing.lane SET state_id = id + 1`);
    for (const { name, one } of ordered.toReversed()) {
      await one.down(runner);
      if (name.startsWith('States')) break;
    }
    const kept = await runner.query("SELECT lane_id, encode(delta, 'hex') AS delta FROM processing.state_delta ORDER BY 1");
    expect(kept).toEqual([
      { lane_id: 1, delta: '21' },
      { lane_id: 2, delta: '55' },
    ]);
    expect(await runner.query('SELECT state_hash FROM processing.lane ORDER BY id')).toEqual([{ state_hash: 's2' }, { state_hash: 's3' }]);
  });
});
