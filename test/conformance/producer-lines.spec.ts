import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppendQueue } from '../../src/ingestion/application/append-queue.js';
import { ingestionMigrations } from '../../src/ingestion/index.js';
import type { AppendItem, LogReader, LogWriter } from '../../src/ingestion/ports/log.port.js';
import { createPool } from '../../src/platform/database/index.js';
import { type TestControlPlane, openControlPlane } from '../e2e/control-plane.js';
import { type TestPostgres, postgresForTests } from '../e2e/postgres.js';
import { LOG_SYSTEMS, type LogSystem } from './log-systems.js';

let server: TestPostgres;
let plane: TestControlPlane;
let pool: pg.Pool;
let logs = 0;

beforeAll(async () => {
  server = await postgresForTests();
  plane = await openControlPlane(server.connection, ingestionMigrations);
  const [{ name }] = await plane.dataSource.query<{ name: string }[]>('SELECT current_database() AS name');
  const { connection } = server;
  const url = 'url' in connection ? new URL(connection.url) : undefined;
  if (url) url.pathname = `/${name}`;
  pool = createPool(url ? { connectionString: url.toString() } : { ...connection, database: name });
});

afterAll(async () => {
  await pool.end();
  await plane.close();
  await server.stop();
});

/** Lines of a producer as one item; a line in `refused` is no event. */
function lines(first: number, last: number, refused: readonly number[] = []): AppendItem {
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const taken = all.filter((line) => !refused.includes(line));
  return {
    events: taken.map((line) => ({ type: 'e', digest: Buffer.alloc(16), body: `{"line":${line}}`, event: { line } })),
    refused: refused.map((line) => ({ line, code: 'schema' })),
    producer: { name: 'file', firstLine: first, lastLine: last, lines: taken },
  };
}

describe.each(LOG_SYSTEMS)('lines of a producer, the log on $name', ({ open }) => {
  let system: LogSystem;
  beforeAll(async () => {
    system = await open();
  });
  afterAll(() => system?.close());

  async function newLog(): Promise<{ log: LogWriter & LogReader; name: string; kept: () => Promise<number[]> }> {
    const log = system.make(pool, () => Date.now() * 1000);
    const name = `log-${++logs}`;
    await log.open(name);
    const reader = system.make(pool, () => 0);
    return { log, name, kept: async () => (await reader.read(name, 0, 0, 1000)).map((record) => (JSON.parse(record.body) as { line: number }).line) };
  }

  it('takes a repeat once and tells the positions of the first time', async () => {
    const { log, name, kept } = await newLog();
    expect(await log.append(name, [lines(1, 3)])).toMatchObject([{ firstPosition: 0, records: 3, repeated: 0 }]);
    expect(await log.append(name, [lines(4, 6)])).toMatchObject([{ firstPosition: 3, records: 3, repeated: 0 }]);
    expect(await log.append(name, [lines(4, 6)])).toMatchObject([{ firstPosition: 3, records: 3, repeated: 3 }]);
    expect(await log.append(name, [lines(5, 8)])).toMatchObject([{ firstPosition: 4, records: 4, repeated: 2 }]);
    expect(await kept()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await log.lastLine(name, 'file')).toBe(8);
  });

  it('takes nothing beyond a gap, so that the missing lines are still new when they come', async () => {
    const { log, name, kept } = await newLog();
    expect(await log.append(name, [lines(1, 3), lines(7, 9)])).toMatchObject([{ records: 3 }, { records: 0, gapAfter: 3 }]);
    expect(await log.append(name, [lines(4, 6), lines(7, 9)])).toMatchObject([
      { records: 3, repeated: 0 },
      { records: 3, repeated: 0 },
    ]);
    expect(await kept()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('loses nothing when the database fails between batches of one stream', async () => {
    const { log, name, kept } = await newLog();
    let failures = 1;
    const flaky = new Proxy(log, {
      get: (target, property) =>
        property === 'append'
          ? (...args: Parameters<LogWriter['append']>) =>
              args[1][0].producer?.firstLine === 4 && failures-- > 0 ? Promise.reject(new Error('connection lost')) : target.append(...args)
          : Reflect.get(target, property),
    });
    const queue = new AppendQueue(flaky, 1e9);
    await queue.append(name, lines(1, 3));
    const failing = queue.append(name, lines(4, 6));
    failing.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    const following = queue.append(name, lines(7, 9));
    await expect(failing).rejects.toThrow('connection lost');
    expect(await following).toMatchObject({ gapAfter: 3 });
    await queue.append(name, lines(4, 9));
    expect(await kept()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('books what was refused once, also when part of it is sent again', async () => {
    const { log, name } = await newLog();
    await log.append(name, [lines(1, 4, [2])]);
    await log.append(name, [lines(1, 6, [2, 6])]);
    expect(await log.refused(name)).toEqual({ schema: 2 });
  });
});
