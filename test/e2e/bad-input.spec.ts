import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Json, NDJSON, PAYMENTS, PREDICTIONS, type Status, type TestApp, lines, payment, startApp } from './app.js';

const MIB = 1024 * 1024;
const DEPTH = 100_000;

interface Bad {
  readonly what: string;
  readonly bytes: Buffer;
  readonly status: number;
  readonly code: string;
}

const text = (changes: Json) => Buffer.from(JSON.stringify(payment('bad', changes)));
const { tx: _, ...nameless } = payment('bad');
const half = text({ customer: 'C_' });
half[half.indexOf('C_') + 1] = 0xff;

/** Each with what one event sent alone is answered. */
const BAD: readonly Bad[] = [
  { what: 'broken JSON', bytes: Buffer.from('{"tx": "bad", '), status: 400, code: 'malformed' },
  { what: 'wrong types', bytes: text({ amount: '12.50', customer: 7 }), status: 422, code: 'schema' },
  { what: 'no id', bytes: Buffer.from(JSON.stringify(nameless)), status: 422, code: 'schema' },
  { what: 'a field that is not in the schema', bytes: text({ colour: 'red' }), status: 422, code: 'schema' },
  { what: '10 MiB', bytes: text({ customer: 'x'.repeat(10 * MIB) }), status: 413, code: 'event_too_large' },
  { what: 'the year 9999', bytes: text({ occurred_at: '9999-01-01T00:00:00Z' }), status: 422, code: 'time_out_of_range' },
  { what: 'the year -1', bytes: text({ occurred_at: '-0001-01-01T00:00:00Z' }), status: 422, code: 'schema' },
  { what: 'invalid UTF-8', bytes: half, status: 400, code: 'invalid_utf8' },
  { what: 'nesting 100,000 deep', bytes: Buffer.from(`{"tx":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`), status: 400, code: 'event_too_deep' },
  { what: 'NUL in a text', bytes: text({ customer: 'C\u00001' }), status: 400, code: 'text_refused' },
];

describe('bad input', () => {
  let app: TestApp;
  let before: Status;
  let good = 0;

  beforeAll(async () => {
    app = await startApp();
    before = await app.settled();
  });
  afterAll(() => app?.stop());
  afterEach(async () => {
    expect((await app.call('GET', '/health/ready')).status).toBe(200);
    const answer = await app.call('POST', PREDICTIONS, { body: payment(`after-${good++}`) });
    expect([answer.status, answer.json['event_id']]).toEqual([200, `after-${good - 1}`]);
  });

  const next = () => payment(`good-${good++}`);
  const grown = async (code: string): Promise<{ refused: number; records: number }> => {
    const now = await app.settled();
    const change = { refused: (now.refused[code] ?? 0) - (before.refused[code] ?? 0), records: now.log_end - before.log_end };
    before = now;
    return change;
  };

  describe.each(BAD)('$what', ({ bytes, status, code }) => {
    const problem = { status, code, title: expect.any(String), detail: expect.any(String), type: expect.any(String) };

    it('is refused alone, booked, and leaves nothing in the log', async () => {
      await grown(code);
      const answer = await app.call('POST', PAYMENTS, { body: bytes });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, expect.stringContaining('application/problem+json')]);
      expect(answer.json).toMatchObject(problem);
      if (code === 'schema') expect(answer.json['faults']).toContainEqual({ path: expect.any(String), message: expect.any(String) });
      expect(answer.text.length).toBeLessThan(4096);
      expect(await grown(code)).toEqual({ refused: 1, records: 0 });
    });

    it('is refused by predictions with the same words', async () => {
      await grown(code);
      const answer = await app.call('POST', PREDICTIONS, { body: bytes });
      expect([answer.status, answer.json]).toEqual([status, expect.objectContaining(problem)]);
      expect((await grown(code)).records).toBe(0);
    });

    it('does not hold up the lines around it', async () => {
      await grown(code);
      const answer = await app.call('POST', PAYMENTS, { body: lines(next(), bytes, next(), bytes, next()), headers: NDJSON });
      expect([answer.status, answer.text.length < 4096]).toEqual([200, true]);
      const refusal = { code, message: expect.any(String) };
      expect(answer.json).toMatchObject({
        accepted: 3,
        repeated: 0,
        refused_count: 2,
        refused: [
          { line: 2, ...refusal },
          { line: 4, ...refusal },
        ],
      });
      expect(await grown(code)).toEqual({ refused: 2, records: 3 });
    });

    it('does not hold up the other entries of an array, as long as that is JSON', async () => {
      await grown(code);
      const array = Buffer.concat([
        Buffer.from('['),
        Buffer.from(JSON.stringify(next())),
        Buffer.from(','),
        bytes,
        Buffer.from(','),
        Buffer.from(JSON.stringify(next())),
        Buffer.from(']'),
      ]);
      const answer = await app.call('POST', PAYMENTS, { body: array });
      // Where one entry spoils the text there are no entries to tell apart.
      if (code === 'malformed' || code === 'invalid_utf8') {
        expect([answer.status, answer.json]).toEqual([400, expect.objectContaining(problem)]);
        expect((await grown(code)).records).toBe(0);
        return;
      }
      expect([answer.status, answer.json]).toEqual([200, expect.objectContaining({ accepted: 2, refused_count: 1 })]);
      // The entries of an array were parsed together: its schema speaks before its size.
      const told = code === 'event_too_large' ? 'schema' : code;
      expect(answer.json['refused']).toMatchObject([{ line: 2, code: told }]);
      expect(await grown(code)).toEqual({ refused: told === code ? 1 : 0, records: 2 });
    });
  });

  it('sets a used id with other content aside, and goes on', async () => {
    const event = payment('twice');
    const answer = await app.call('POST', PAYMENTS, { body: lines(event, { ...event, amount: 2 }, next()), headers: NDJSON });
    expect(answer.json).toMatchObject({ accepted: 3, refused_count: 0 });
    const status = await app.settled();
    expect(status.books).toMatchObject({ balanced: true, quarantined: 1, duplicate: 0 });
    const { json } = await app.call('GET', '/v1/pipelines/card-fraud/set-aside');
    const first = answer.json['first_position'] as number;
    expect(json['records']).toEqual([
      expect.objectContaining({ disposition: 'quarantined', code: 'id_reused', event_id: 'twice', position: first + 1, first_position: first }),
    ]);
    expect(await app.call('POST', PREDICTIONS, { body: { ...event, amount: 3 } })).toMatchObject({ status: 409, json: { code: 'id_reused' } });
  });

  it('counts the lines of a long stream through, blank ones too', async () => {
    const many = Array.from({ length: 9_000 }, next);
    const answer = await app.call('POST', PAYMENTS, { body: lines('', 'x', ...many, '', 'y'), headers: NDJSON });
    expect(answer.json).toMatchObject({
      accepted: 9_000,
      refused_count: 2,
      refused: [
        { line: 2, code: 'malformed' },
        { line: 9_004, code: 'malformed' },
      ],
    });
  });

  it('refuses what is no body, no known kind of one, or too much of one', async () => {
    expect(await app.call('POST', PAYMENTS, { body: '' })).toMatchObject({ status: 400 });
    expect(await app.call('POST', PREDICTIONS, { body: '' })).toMatchObject({ status: 400 });
    expect(await app.call('POST', PREDICTIONS, { body: '[1]' })).toMatchObject({ status: 400, json: { code: 'event_not_object' } });
    expect(await app.call('POST', PAYMENTS, { body: 'a=b', headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 });
    expect(await app.call('POST', PAYMENTS, { body: Buffer.alloc(17 * MIB, 32) })).toMatchObject({ status: 413 });
    expect(await app.call('POST', '/v1/events/payments/paymnt', { body: next() })).toMatchObject({
      status: 404,
      json: { code: 'type_unknown', detail: expect.stringContaining('"payment"') },
    });
    expect(await app.call('POST', '/v1/events/paymens/payment', { body: next() })).toMatchObject({
      status: 404,
      json: { code: 'source_unknown', detail: expect.stringContaining('"payments"') },
    });
    const mixed = lines({ type: 'payment', event: next() }, next(), { type: 'nothing', event: {} });
    const answer = await app.call('POST', '/v1/events/payments', { body: mixed, headers: NDJSON });
    expect(answer.json).toMatchObject({
      accepted: 1,
      refused: [
        { line: 2, code: 'malformed' },
        { line: 3, code: 'type_unknown' },
      ],
    });
  });

  it('has balanced books after all of it', async () => {
    const { books, position, log_end: end } = await app.settled();
    expect([books.balanced, books['records'], position]).toEqual([true, end, end]);
  });
});
