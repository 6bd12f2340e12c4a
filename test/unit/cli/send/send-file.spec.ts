import 'reflect-metadata';
import { gzipSync } from 'node:zlib';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../../src/cli/client.js';
import { openInput } from '../../../../src/cli/send/input-file.js';
import { producerName } from '../../../../src/cli/send/producer.js';
import { type Sent, sendFile } from '../../../../src/cli/send/send-file.js';
import { summaryLines } from '../../../../src/cli/send/send-summary.js';
import type { Plan } from '../../../../src/definition/index.js';
import { LineLog } from './log-server.js';

/** Only the names of the types are read for NDJSON. */
const plan = { on: 'payment', events: [{ type: 'payment' }] } as unknown as Plan;
const LINES = 30_000;

describe('sending a file', () => {
  let folder: string;
  let file: string;
  let log: LineLog;
  const lines = Array.from({ length: LINES }, (_, i) => JSON.stringify({ type: 'payment', event: { tx: `t${i}`, amount: i / 100 } }));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-send-'));
    file = join(folder, 'payments.ndjson');
    await writeFile(file, lines.join('\n') + '\n');
    log = new LineLog();
    await log.server.listen();
  });

  afterEach(async () => {
    await log.server.kill();
    await rm(folder, { recursive: true });
  });

  const send = async (signal = new AbortController().signal, as?: string): Promise<Sent> => {
    const client = await connect({ url: log.server.url, key: 'key', environment: {} });
    const input = await openInput(file);
    const mapping = { as };
    return sendFile(client, { input, mapping, plan, source: 'payments@a', producer: await producerName(input, []), signal }, () => undefined);
  };

  it('sends every line once, in order, and a repeat of the whole file sends nothing', async () => {
    const sent = await send();
    expect(log.lines).toEqual(lines);
    expect(sent).toMatchObject({ sent: LINES, repeated: 0, skipped: 0, complete: true });
    const before = log.requests;
    const again = await send();
    expect(again).toMatchObject({ sent: 0, lines: 0, skipped: LINES });
    expect(log.requests).toBe(before);
    expect(summaryLines({ file, run: 'p@a', source: '', producer: '', sent: again, seconds: 1 })[0]).toMatch(/nothing to send: p@a has all 30,000 lines/);
  });

  it('unpacks gzip and sends the same', async () => {
    await writeFile(file, gzipSync(lines.join('\n')));
    await send();
    expect(log.lines).toEqual(lines);
  });

  it('goes on where an interruption stopped it', async () => {
    const interrupt = new AbortController();
    log.after = () => {
      if (log.lines.length > LINES / 3) interrupt.abort();
    };
    const first = await send(interrupt.signal);
    expect(first.complete).toBe(false);
    expect(first.sent).toBe(log.lines.length);
    expect(first.sent).toBeLessThan(LINES);
    const second = await send();
    expect(second).toMatchObject({ skipped: first.sent, sent: LINES - first.sent });
    expect(log.lines).toEqual(lines);
  });

  it('doubles and loses nothing when the server takes lines, dies before it answers, and comes back', async () => {
    let kills = 0;
    log.after = (server) => {
      if (log.requests % 3 !== 2 || kills >= 2) return;
      kills++;
      void server.kill().then((port) => setTimeout(() => void server.listen(port), 120));
    };
    const sent = await send();
    expect(kills).toBe(2);
    expect(log.lines).toEqual(lines);
    expect(sent.repeated).toBeGreaterThan(0);
    expect(sent.sent + sent.repeated).toBe(LINES);
  });

  it('waits while the log is full', async () => {
    log.before = () => (log.requests % 2 === 1 ? { status: 429, body: { code: 'intake_full', detail: 'full' }, headers: { 'retry-after': '0' } } : undefined);
    await send();
    expect(log.lines).toEqual(lines);
  });

  it('tells refused lines by the line of the file, empty lines counted', async () => {
    await writeFile(file, ['', lines[0], '', 'oops', lines[1]].join('\n'));
    const sent = await send();
    expect(sent.sent).toBe(2);
    expect(sent.refusals.first).toEqual([{ line: 4, code: 'malformed', message: 'the event is not JSON' }]);
    expect(summaryLines({ file, run: 'p@a', source: '', producer: '', sent, seconds: 1 }).join('\n')).toMatch(
      /refused 1 line \(1 malformed\):\n {2}line 4: malformed/,
    );
  });

  it('posts to the type that was given with --as, and knows the nearest name of another', async () => {
    const paths: string[] = [];
    log.before = (request) => void paths.push(request.path);
    await send(undefined, 'payment');
    expect(new Set(paths)).toEqual(new Set(['/v1/events/payments%40a/payment']));
    await expect(send(undefined, 'paymnt')).rejects.toThrow(/no event type "paymnt": did you mean "payment"/);
  });

  it('refuses a JSON array, a damaged archive and what is not UTF-8', async () => {
    await writeFile(file, '[{"a":1}]');
    await expect(send()).rejects.toThrow(/JSON array/);
    await writeFile(file, gzipSync(lines.join('\n')).subarray(0, 2000));
    await expect(send()).rejects.toThrow(/cannot be unpacked/);
    await writeFile(file, Buffer.from([0x7b, 0xff, 0x7d, 0x0a]));
    await expect(send()).rejects.toThrow(/not UTF-8/);
  });
});

describe('producerName', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'millrace-name-'))));
  afterEach(() => rm(folder, { recursive: true }));
  const nameOf = async (text: string, how: string[] = []): Promise<string> => {
    const file = join(folder, 'März 2026.csv.gz');
    await writeFile(file, text);
    return producerName(await openInput(file), how);
  };

  it('is the same for the same file, and another for other content or another map', async () => {
    const name = await nameOf('a\n1\n');
    expect(name).toMatch(/^M-rz-2026-[0-9a-f]{12}$/);
    expect(await nameOf('a\n1\n')).toBe(name);
    expect(await nameOf('a\n2\n')).not.toBe(name);
    expect(await nameOf('a\n1\n', ['map'])).not.toBe(name);
  });
});
