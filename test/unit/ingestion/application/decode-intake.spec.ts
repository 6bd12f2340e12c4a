import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bindEvent } from '../../../../src/definition/bind-event.js';
import { RefuseProtection } from '../../../../src/governance/application/refuse-protection.js';
import { IntakeDecoder } from '../../../../src/ingestion/application/decode-intake.js';
import { Sources } from '../../../../src/ingestion/application/sources.js';

const KEY = Buffer.alloc(32, 5);
const LIMIT = 3_000;

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'at'],
  properties: { id: { type: 'string', minLength: 1 }, at: { type: 'string', format: 'date-time' }, amount: { type: 'number' }, note: { type: 'string' } },
};

function newDecoder(): IntakeDecoder {
  const sources = new Sources(new RefuseProtection());
  const bound = bindEvent({ type: 'payment', schema, id: 'id', time: 'at', latenessUs: 0, aheadUs: 0, rules: [] });
  sources.declare('payments', 'p', [{ bound, schema }]);
  return new IntakeDecoder(sources, new RefuseProtection(), KEY, LIMIT);
}

const line = (id: string, more = ''): string => `{"id":"${id}","at":"2025-01-01T00:00:00Z"${more}}`;
const canonical = (id: string, more = ''): string => `{${more}"at":"2025-01-01T00:00:00Z","id":"${id}"}`;

/** Lines, and what comes of each: its canonical form, or the code of its refusal; undefined where it is passed over. */
const LINES: readonly (readonly [string, string | undefined])[] = [
  [line('a'), canonical('a')],
  [line('b', ',"amount":1.50'), canonical('b', '"amount":1.5,')],
  [line('é', ',"amount":1e2'), canonical('é', '"amount":100,')],
  ['', undefined],
  [line('c\\u0064'), canonical('cd')],
  ['{"id":"x"}', 'schema'],
  ['{"id":"x","at":"2300-01-01T00:00:00Z"}', 'time_out_of_range'],
  ['{"id":"x"', 'malformed'],
  [line('x', ',"other":1'), 'schema'],
  [line('x', `,"note":"${'n'.repeat(LIMIT)}"`), 'event_too_large'],
  [line('long', `,"note":"${'n'.repeat(2_000)}"`), `${canonical('long').slice(0, -1)},"note":"${'n'.repeat(2_000)}"}`],
  [line('e'), canonical('e')],
];

describe('decoding an intake', () => {
  it.each([1, 3, 700])('keeps lines, order and digests whether lines are read in one walk or not, %i times over', (times) => {
    const all = Array.from({ length: times }, () => LINES).flat();
    const { events, lines, refused } = newDecoder().decode({
      log: 'payments',
      type: 'payment',
      firstLine: 1,
      entries: all.map(([text]) => Buffer.from(text)),
    });
    const numbered = all.map(([, expected], i) => ({ expected, line: i + 1 })).filter(({ expected }) => expected !== undefined);
    const accepted = numbered.filter(({ expected }) => expected?.startsWith('{'));
    expect(events.map(({ body }) => body)).toEqual(accepted.map(({ expected }) => expected));
    expect(lines).toEqual(accepted.map(({ line: number }) => number));
    expect(refused.map((one) => ({ expected: one.code, line: one.line }))).toEqual(numbered.filter(({ expected }) => !expected?.startsWith('{')));
    for (const { body, digest, event, type } of events) {
      expect(event).toEqual(JSON.parse(body));
      expect(digest).toEqual(createHmac('sha256', KEY).update(body).digest().subarray(0, 16));
      expect(type).toBe('payment');
    }
  });

  it('refuses bytes that are no UTF-8, beside letters that are', () => {
    const entries = [Buffer.from(line('é😀')), Buffer.from(line('é').replace('é', '\xe9'), 'latin1'), Buffer.from(line('ü'))];
    const { events, refused } = newDecoder().decode({ log: 'payments', type: 'payment', entries });
    expect(events.map(({ body, event }) => [body, event.id])).toEqual([
      [canonical('é😀'), 'é😀'],
      [canonical('ü'), 'ü'],
    ]);
    expect(refused).toMatchObject([{ line: 2, code: 'invalid_utf8' }]);
  });

  it('lets events leave out their time only where it is their arrival', () => {
    const entries = [Buffer.from('{"id":"x"}')];
    expect(newDecoder().decode({ log: 'payments', type: 'payment', entries, timeless: true }).events[0].body).toBe('{"id":"x"}');
    expect(newDecoder().decode({ log: 'payments', type: 'payment', entries }).refused[0].code).toBe('schema');
  });

  it('keeps the digest of then for one that is tried again', () => {
    const digest = Buffer.alloc(16, 9);
    const { events } = newDecoder().decode({ log: 'payments', type: 'payment', entries: [Buffer.from(line('a'))], retry: { of: 3, digest } });
    expect(events).toMatchObject([{ digest, retryOf: 3 }]);
  });
});
