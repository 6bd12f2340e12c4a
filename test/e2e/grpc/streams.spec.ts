import { status } from '@grpc/grpc-js';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, type TestApp, payment, startApp, until } from '../app.js';
import { type Ended, type MillraceClient, type StreamAnswer, clientOf, failure, json, keyed, predict, send } from './client.js';
import { heldUp, logEnd } from './held-up.js';

const MANY = 10_000;
const ASKED = 2_000;
const UNDER_WAY = 64;
const STILL_LOOKS = 5;

let app: TestApp;
let client: MillraceClient;
beforeAll(async () => {
  // A queue before the log that is full after a few hundred events.
  app = await startApp({ yaml: 'limits: { queueBytes: 65536 }' });
  // For retries this client would take a megabyte from us without waiting for the server.
  client = clientOf(app.server.grpc ?? '', { 'grpc.per_rpc_retry_buffer_size': 1024 });
  await warm(client);
});
afterAll(async () => {
  client?.close();
  await app?.stop();
});
const pool = (): pg.Pool => app.server.app.get(pg.Pool);

/** The first prediction of a day makes the day's table: the locks of these tests would hold that up, and every read behind it. */
async function warm(cold: MillraceClient): Promise<void> {
  await predict(cold, { pipeline: 'card-fraud', ...json(payment('warm')) });
}

/** A stream of predictions: what came back so far, and how it ended. */
function openStream(): { call: ReturnType<MillraceClient['predictStream']>; answers: StreamAnswer[]; ended: Promise<Ended> } {
  const call = client.predictStream(keyed());
  const answers: StreamAnswer[] = [];
  call.on('data', (answer) => answers.push(answer));
  call.on('error', () => undefined);
  return { call, answers, ended: new Promise((done) => call.on('status', done)) };
}

interface Writable {
  write(message: Json): boolean;
  once(event: 'drain', listener: () => void): unknown;
}
/** Writes as fast as the stream takes it, never faster. */
function writeAll(call: Writable, messages: Iterable<Json>): { written: number; done: Promise<void> } {
  const progress = { written: 0, done: Promise.resolve() };
  progress.done = (async () => {
    for (const message of messages) {
      progress.written++;
      if (!call.write(message)) await new Promise<void>((resolve) => call.once('drain', resolve));
    }
  })();
  return progress;
}

/** The value once it has not changed for a few looks. */
async function still(value: () => number): Promise<number> {
  let last = -1;
  let same = 0;
  return until(
    async () => {
      same = value() === last ? same + 1 : 0;
      last = value();
      return last;
    },
    (now) => now > 0 && same >= STILL_LOOKS,
  );
}

describe('PredictStream', () => {
  it('gives each event its answer or its problem, with the correlation id, on one stream', async () => {
    const { call, answers, ended } = openStream();
    call.write({ correlation_id: 'a', pipeline: 'card-fraud', ...json(payment('stream-a')) });
    call.write({ correlation_id: 'b', ...json(payment('stream-b', { amount: 'much' })) });
    call.write({ correlation_id: 'c', pipeline: 'card-frod', ...json(payment('stream-c')) });
    call.write({ correlation_id: 'd', pipeline: 'card-fraud' });
    call.write({ correlation_id: 'e', ...json(payment('stream-e')) });
    call.end();
    expect((await ended).code).toBe(status.OK);
    const by = Object.fromEntries(answers.map((answer) => [answer.correlation_id, answer]));
    expect(Object.keys(by).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect([by['a']?.prediction, by['e']?.prediction]).toMatchObject([{ event_id: 'stream-a' }, { event_id: 'stream-e' }]);
    expect(by['b']?.problem).toMatchObject({ code: 'schema', status: status.INVALID_ARGUMENT, retryable: false, faults: [{ path: '/amount' }] });
    expect(by['c']?.problem).toMatchObject({ code: 'pipeline_unknown', status: status.NOT_FOUND });
    expect(by['d']?.problem).toMatchObject({ code: 'malformed' });
    expect(await predict(client, { pipeline: 'card-fraud', ...json({ ...payment('x'), ...{ tx: 'stream-f' } }) })).toMatchObject({ event_id: 'stream-f' });
  });

  it('puts the events of a stream into the log in their order, whatever becomes of each', async () => {
    const before = await logEnd(app);
    const { call, answers, ended } = openStream();
    const sent = Array.from({ length: 600 }, (_, n) => payment(`order-${n % 10 === 3 ? n - 1 : n}`, { occurred_at: new Date(Date.now() - n).toISOString() }));
    const events = sent.map((event, n) => (n % 7 === 0 ? { ...event, amount: 'much' } : event));
    for (const event of events) call.write({ correlation_id: String(event['tx']), pipeline: 'card-fraud', ...json(event) });
    call.end();
    expect((await ended).code).toBe(status.OK);
    const positions = new Map(answers.flatMap(({ prediction }) => (prediction ? [[prediction.event_id, prediction.position]] : [])));
    const inOrder = [...new Set(events.map((event) => String(event['tx'])))].flatMap((tx) => positions.get(tx) ?? []);
    expect(inOrder.length).toBeGreaterThan(400);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
    expect(Math.min(...inOrder)).toBeGreaterThanOrEqual(before);
  });

  it(`holds the sender of ${ASKED} events up while the server is slow, and loses none`, async () => {
    const before = await logEnd(app);
    const release = await heldUp(pool(), ['processing.prediction']);
    const { call, answers, ended } = openStream();
    const now = new Date().toISOString();
    const events = Array.from({ length: ASKED }, (_, n) => ({
      correlation_id: `n${n}`,
      pipeline: 'card-fraud',
      ...json(payment(`many-${n}`, { customer: `C${n % 500}`, occurred_at: now })),
    }));
    const progress = writeAll(call, events);
    await logEnd(app, before + UNDER_WAY);
    const written = await still(() => progress.written);
    const taken = (await logEnd(app)) - before;
    await release();
    expect(taken).toBe(UNDER_WAY);
    expect(written).toBeLessThan(ASKED / 2);
    await progress.done;
    call.end();
    expect((await ended).code).toBe(status.OK);
    expect(new Set(answers.map((answer) => answer.prediction?.event_id.replace('many-', 'n') === answer.correlation_id && answer.correlation_id))).toEqual(
      new Set(events.map((event) => event.correlation_id)),
    );
  });

  it('stops when the caller cancels', async () => {
    const { call, ended } = openStream();
    call.write({ correlation_id: 'a', pipeline: 'card-fraud', ...json(payment('cancelled-a')) });
    await logEnd(app);
    call.cancel();
    expect((await ended).code).toBe(status.CANCELLED);
    expect(await predict(client, { pipeline: 'card-fraud', ...json(payment('after-cancel')) })).toBeDefined();
  });
});

describe('Send', () => {
  const batch = (from: number, count: number, prefix: string): Json[] => Array.from({ length: count }, (_, n) => json(payment(`${prefix}-${from + n}`)));

  it('takes batches, tells what it refused by line, and does not take numbered lines twice', async () => {
    const messages = [
      { source: 'payments', type: 'payment', producer: 'lines', first_line: 1, events: batch(0, 3, 'send') },
      { events: [json('{'), {}, { type: 'chargeback', ...json({ tx: 'send-0', reported_at: new Date().toISOString(), fraud: 1 }) }, json(payment('send-9'))] },
    ];
    const first = await send(client, messages);
    expect(first).toMatchObject({ accepted: 5, repeated: 0, refused_count: 2, last_line: 7, first_position: expect.any(Number) });
    expect(first.refused).toMatchObject([
      { line: 4, code: 'malformed' },
      { line: 5, code: 'event_not_object' },
    ]);
    expect(await send(client, messages)).toMatchObject({ accepted: 5, repeated: 5, first_position: first.first_position });
    const gap = await failure(send(client, [{ source: 'payments', type: 'payment', producer: 'lines', first_line: 100, events: batch(100, 1, 'send') }]));
    expect([gap.code, gap.metadata.get('millrace-code')]).toEqual([status.FAILED_PRECONDITION, ['producer_gap']]);
  });

  it('counts lines from 1 where nobody numbers them', async () => {
    const answer = await send(client, [{ source: 'payments', type: 'payment', events: batch(0, 2, 'plain') }, { events: [json('no'), json('')] }]);
    expect(answer).toMatchObject({ accepted: 2, last_line: 4, refused: [{ line: 3 }, { line: 4 }] });
    expect(await send(client, [])).toMatchObject({ accepted: 0, refused_count: 0 });
  });

  it.each([
    ['no source', { type: 'payment', events: [{}] }, 'malformed'],
    ['an unknown source', { source: 'paymnts', type: 'payment', events: [{}] }, 'source_unknown'],
    ['an unknown type', { source: 'payments', type: 'paymant', events: [{}] }, 'type_unknown'],
    ['no type at all', { source: 'payments', events: [{}] }, 'malformed'],
    ['a producer with a space', { source: 'payments', type: 'payment', producer: 'a b', events: [{}] }, 'producer_header'],
    ['a negative line', { source: 'payments', type: 'payment', producer: 'p', first_line: -1, events: [{}] }, 'malformed'],
    ['too many at once', { source: 'payments', type: 'payment', events: Array.from({ length: 10_001 }, () => ({})) }, 'too_many_events'],
  ])('refuses %s', async (_, message, code) => {
    expect((await failure(send(client, [message]))).metadata.get('millrace-code')).toEqual([code]);
  });

  it('refuses another source or producer in the middle, and strangers', async () => {
    const first = { source: 'payments', type: 'payment', events: batch(0, 1, 'middle') };
    expect((await failure(send(client, [first, { source: 'other', events: [] }]))).metadata.get('millrace-code')).toEqual(['malformed']);
    expect((await failure(send(client, [first], null))).code).toBe(status.UNAUTHENTICATED);
  });

  it(`holds the sender of ${MANY} events up while the log is slow, and takes each once`, async () => {
    const release = await heldUp(pool(), ['ingestion.log_partition']);
    let progress: ReturnType<typeof writeAll> | undefined;
    const answer = new Promise<Json>((done, fail) => {
      const call = client.send(keyed(), {}, (error, summary) => (error ? fail(error) : done({ ...summary })));
      const messages = Array.from({ length: MANY / 100 }, (_, n) => ({ source: 'payments', type: 'payment', events: batch(n * 100, 100, 'flood') }));
      progress = writeAll(call, messages);
      void progress.done.then(() => call.end());
    });
    const written = await still(() => progress?.written ?? 0);
    await release();
    expect(written).toBeLessThan(MANY / 100 / 2);
    // Where it begins is not known before: an event of a stream that was broken off may still have been on its way.
    const summary = await answer;
    expect(summary).toMatchObject({ accepted: MANY, refused_count: 0, last_line: MANY });
    expect(await logEnd(app)).toBe(Number(summary['first_position']) + MANY);
  });
});

describe('a shutdown', () => {
  it('answers what was read, then ends the stream with the reason', async () => {
    const other = await startApp();
    const own = clientOf(other.server.grpc ?? '');
    try {
      await warm(own);
      const call = own.predictStream(keyed());
      const answers: StreamAnswer[] = [];
      const ended = new Promise<Ended>((done) => call.on('status', done));
      call.on('error', () => undefined);
      call.on('data', (answer) => answers.push(answer));
      const release = await heldUp(other.server.app.get(pg.Pool), ['processing.prediction']);
      for (let n = 0; n < 5; n++) call.write({ correlation_id: `${n}`, pipeline: 'card-fraud', ...json(payment(`shutdown-${n}`)) });
      await logEnd(other, 6);
      const stopped = other.stop();
      await release();
      const { code, metadata } = await ended;
      expect([code, metadata.get('millrace-code')]).toEqual([status.UNAVAILABLE, ['draining']]);
      expect(answers.map((answer) => answer.prediction?.event_id).toSorted()).toEqual([0, 1, 2, 3, 4].map((n) => `shutdown-${n}`));
      await stopped;
    } finally {
      own.close();
    }
  });
});
