import { createHash } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppendItem, LogEvent, LogRecord } from '../../src/ingestion/ports/log.port.js';
import { type DataPlane, openDataPlane } from './data-plane.js';
import { LOG_SYSTEMS, type LogSystem } from './log-systems.js';

const ALL = 100_000;
const timeUs = 1_700_000_000_000_000;

function eventOf(id: string): LogEvent {
  const body = JSON.stringify({ id });
  return { type: 'thing', digest: createHash('sha256').update(body).digest().subarray(0, 16), body, event: { id } };
}
const ids = (name: string, count: number, from = 1) => Array.from({ length: count }, (_, i) => `${name}-${i + from}`);
const item = (names: readonly string[]): AppendItem => ({ events: names.map(eventOf), refused: [] });
const numbered = (name: string, firstLine: number, names: readonly string[]): AppendItem => ({
  ...item(names),
  producer: { name, firstLine, lastLine: firstLine + names.length - 1, lines: names.map((_, i) => firstLine + i) },
});
const idOf = (record: LogRecord) => (JSON.parse(record.body) as { id: string }).id;

describe.each(LOG_SYSTEMS)('the log on $name', ({ name: system, open: openSystem }) => {
  let plane: DataPlane;
  let logs: LogSystem;
  let first: pg.Pool;
  let second: pg.Pool;
  let serial = 0;

  beforeAll(async () => {
    plane = await openDataPlane();
    [first, second] = [plane.pool(), plane.pool()];
    logs = await openSystem();
  });
  afterAll(async () => {
    await logs?.close();
    await plane?.close();
  });

  const adapter = (pool: pg.Pool) => logs.make(pool, () => timeUs);
  // What others promise in another way is no test of theirs, rather than one that is left out.
  const onPostgres: (name: string, test: () => Promise<void>) => void = system === 'PostgreSQL' ? it : () => undefined;
  /** A new log, seen by two processes, and by a third that has nothing in memory. */
  async function open() {
    const name = `log-${serial++}`;
    const [one, two] = [adapter(first), adapter(second)];
    await Promise.all([one.open(name), two.open(name)]);
    const stored = () => adapter(first).read(name, 0, 0, ALL);
    return { name, one, two, stored };
  }

  /** Holds the log's counter, so that appends stand before it; call the answer to let them go. */
  async function holdPartition(name: string) {
    const blocker = await second.connect();
    await blocker.query('BEGIN');
    const held = await blocker.query('SELECT 1 FROM ingestion.log_partition WHERE log_id = (SELECT id FROM ingestion.log WHERE name = $1) FOR UPDATE', [name]);
    expect(held.rowCount).toBe(1);
    return async () => {
      await blocker.query('ROLLBACK');
      blocker.release();
    };
  }
  /** As the server tells it: so many connections stand at a lock. */
  async function untilWaiting(count: number) {
    const asked = () =>
      first.query<{ n: number }>("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    while ((await asked()).rows[0].n < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it('numbers densely from 0 under appenders of two processes, each append whole and in its order', async () => {
    const { name, one, two, stored } = await open();
    const sizes = [1, 3, 47, 48, 200];
    const appends = Array.from({ length: 60 }, (_, i) => ids(`append-${i}`, sizes[i % sizes.length]));
    const receipts = await Promise.all(appends.map((names, i) => [one, two][i % 2].append(name, [item(names)])));
    const records = await stored();
    expect(records.map(({ position }) => position)).toEqual(Array.from({ length: appends.flat().length }, (_, i) => i));
    expect(await one.end(name, 0)).toBe(records.length);
    appends.forEach((names, i) => {
      const [{ firstPosition = -1, records: count, repeated }] = receipts[i];
      expect([count, repeated, records.slice(firstPosition, firstPosition + names.length).map(idOf)]).toEqual([names.length, 0, names]);
    });
    for (const reader of [one, two]) {
      const read: LogRecord[] = [];
      for (let page = await reader.read(name, 0, 0, 100); page.length > 0; page = await reader.read(name, 0, read.length, 100)) read.push(...page);
      expect(read.map(({ position, body, type }) => [position, body, type])).toEqual(records.map(({ position, body, type }) => [position, body, type]));
    }
  });

  it('gives each item of an append its own receipt', async () => {
    const { name, one } = await open();
    const receipts = await one.append(name, [item(['a']), item([]), item(['b', 'c'])]);
    expect(receipts.map(({ firstPosition, records }) => [firstPosition, records])).toEqual([
      [0, 1],
      [undefined, 0],
      [1, 2],
    ]);
    const [record] = await one.read(name, 0, 2, 10);
    expect({ ...record, event: undefined }).toEqual({
      position: 2,
      appendedAtUs: timeUs,
      type: 'thing',
      digest: eventOf('c').digest,
      body: '{"id":"c"}',
      event: undefined,
    });
  });

  onPostgres('shows nothing that is not durable', async () => {
    const { name, one, two } = await open();
    const free = await holdPartition(name);
    let durable = false;
    const appending = Promise.all([one.append(name, [item(['waits'])]), one.append(name, [item(ids('waits', 60))])]).then(() => (durable = true));
    await untilWaiting(2);
    for (const reader of [one, two]) expect([await reader.read(name, 0, 0, ALL), await reader.end(name, 0)]).toEqual([[], 0]);
    expect(durable).toBe(false);
    await free();
    await appending;
    expect(await two.read(name, 0, 0, ALL)).toHaveLength(61);
  });

  onPostgres('takes an append whole or not at all, and leaves no hole', async () => {
    const { name, one, stored } = await open();
    const spoiled = { ...eventOf('nul'), body: '{"id":"\u0000"}' };
    for (const count of [1, 60]) {
      await expect(one.append(name, [item(ids('lost', count)), { events: [spoiled], refused: [] }])).rejects.toMatchObject({
        code: 'log_unavailable',
        kind: 'retryable',
      });
    }
    expect(await stored()).toEqual([]);
    expect((await one.append(name, [item(['kept'])]))[0].firstPosition).toBe(0);
  });

  it('goes on where it stopped, and where another process did', async () => {
    const { name, one, two, stored } = await open();
    const many = (append: string) => [item(ids(append, 60))];
    const firsts = [];
    for (const log of [one, one, two, one, two, two, one]) firsts.push((await log.append(name, many(`append-${firsts.length}`)))[0].firstPosition);
    expect(firsts).toEqual([0, 60, 120, 180, 240, 300, 360]);
    const records = await stored();
    expect(records.map(idOf)).toEqual(firsts.flatMap((_, i) => ids(`append-${i}`, 60)));
    expect(records.map(({ position }) => position)).toEqual(records.map((_, i) => i));
  });

  onPostgres('takes nothing of many rows of which one cannot be stored, and goes on after', async () => {
    const { name, one, stored } = await open();
    const spoiled = { ...eventOf('nul'), body: '{"id":"\u0000"}' };
    await one.append(name, [item(ids('before', 60))]);
    await expect(one.append(name, [item(ids('lost', 60)), { events: [spoiled], refused: [] }])).rejects.toMatchObject({ code: 'log_unavailable' });
    expect((await one.append(name, [item(ids('after', 60))]))[0].firstPosition).toBe(60);
    expect((await stored()).map(idOf)).toEqual([...ids('before', 60), ...ids('after', 60)]);
  });

  onPostgres('keeps no hole when the connections of appends are killed under them', async () => {
    const { name, one, stored } = await open();
    const free = await holdPartition(name);
    const appends = [2, 60].map((count) =>
      one.append(name, [item(ids('killed', count))]).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      ),
    );
    await untilWaiting(2);
    await first.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    expect(await Promise.all(appends)).toEqual(['log_unavailable', 'log_unavailable']);
    await free();
    expect([await stored(), (await one.append(name, [item(['next'])]))[0].firstPosition]).toEqual([[], 0]);
  });

  it('takes a producer line once, whichever process it comes to, and tells where it stood', async () => {
    const { name, one, two, stored } = await open();
    const lines = ids('line', 10);
    expect(await one.lastLine(name, 'sender')).toBe(0);
    await one.append(name, [item(['other']), numbered('sender', 1, lines.slice(0, 4))]);
    const [echo] = await two.append(name, [numbered('sender', 1, lines.slice(0, 4))]);
    expect(echo).toMatchObject({ firstPosition: 1, records: 4, repeated: 4 });
    const [overlap] = await two.append(name, [numbered('sender', 3, lines.slice(2))]);
    expect(overlap).toMatchObject({ firstPosition: 3, records: 8, repeated: 2 });
    expect((await stored()).map(idOf)).toEqual(['other', ...lines]);
    expect(await one.lastLine(name, 'sender')).toBe(10);
    const [other] = await two.append(name, [numbered('someone else', 1, ['line-1'])]);
    expect(other).toMatchObject({ firstPosition: 11, repeated: 0 });
  });

  it('takes the lines that two processes send at once only once', async () => {
    const { name, one, two, stored } = await open();
    const lines = ids('race', 80);
    for (let round = 0; round < 10; round++)
      await Promise.all([one, two, one, two].map((log) => log.append(name, [numbered('racer', 1 + round * 8, lines.slice(round * 8, round * 8 + 8))])));
    expect((await stored()).map(idOf)).toEqual(lines);
  });

  it('takes nothing past a gap of a producer', async () => {
    const { name, one, stored } = await open();
    await one.append(name, [numbered('gap', 1, ['gap-1'])]);
    const past = one.append(name, [numbered('gap', 3, ['gap-3'])]).then(
      ([receipt]) => receipt.records,
      () => 0,
    );
    expect([await past, (await stored()).map(idOf), await one.lastLine(name, 'gap')]).toEqual([0, ['gap-1'], 1]);
  });

  it('reads what another process appended in between', async () => {
    const { name, one, two } = await open();
    await one.append(name, [item(['1', '2'])]);
    await two.append(name, [item(['3'])]);
    await one.append(name, [item(['4'])]);
    const read: string[] = [];
    for (let page = await one.read(name, 0, 0, 10); page.length > 0; page = await one.read(name, 0, read.length, 10)) read.push(...page.map(idOf));
    expect(read).toEqual(['1', '2', '3', '4']);
    await one.changed(name, 0, 3, ALL);
  });

  it('knows no log that was not opened', async () => {
    await expect(adapter(first).append('nowhere', [item(['x'])])).rejects.toMatchObject({ code: 'log_unknown', kind: 'poison' });
  });
});
