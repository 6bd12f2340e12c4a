import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression, eventScope } from '../../../../src/definition/expression/index.js';
import { parseTimeUs } from '../../../../src/definition/index.js';

const schema = {
  type: 'object',
  properties: {
    at: { type: 'string', format: 'date-time' },
    later: { type: 'string', format: 'date-time' },
    amount: { type: 'number' },
    limit: { type: 'number' },
    count: { type: 'integer' },
    share: { type: 'integer' },
    name: { type: 'string' },
    other: { type: 'string' },
    flag: { type: 'boolean' },
    card: { type: 'object', properties: { age: { type: 'integer' } } },
    tags: { type: 'array', items: { type: 'string' } },
  },
};

/** The library's own evaluator, which shares nothing with ours but the parser. */
const library = new Environment().registerVariable('event', {
  schema: {
    at: 'google.protobuf.Timestamp',
    later: 'google.protobuf.Timestamp',
    amount: 'double',
    limit: 'double',
    count: 'int',
    share: 'int',
    name: 'string',
    other: 'string',
    flag: 'bool',
    card: { age: 'int' },
    tags: 'list<string>',
  },
} as never);

const event = fc.record({
  at: fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2254-01-01T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString()),
  later: fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2254-01-01T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString()),
  amount: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1, -1, 0.1, 220)),
  limit: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1, -1, 0.1, 220)),
  count: fc.integer({ min: -1_000, max: 1_000 }),
  share: fc.integer({ min: -10, max: 10 }),
  name: fc.string({ unit: 'grapheme', maxLength: 6 }),
  other: fc.string({ maxLength: 3 }),
  flag: fc.boolean(),
  card: fc.record({ age: fc.integer({ min: 0, max: 90 }) }),
  tags: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
});

function ours(text: string, value: unknown): unknown {
  const { run, faults } = compileExpression(text, eventScope(schema));
  if (faults.length > 0) throw new Error(`${text}: ${faults[0].message}`);
  try {
    return run(value, undefined);
  } catch {
    return 'error';
  }
}

function theirs(text: string, { at, later, count, share, card, ...rest }: Record<string, unknown>): unknown {
  const values = {
    ...rest,
    at: new Date(String(at)),
    later: new Date(String(later)),
    count: BigInt(Number(count)),
    share: BigInt(Number(share)),
    card: { age: BigInt((card as { age: number }).age) },
  };
  try {
    const result: unknown = library.evaluate(text, { event: values });
    // Ours end at 2^53, as those of events do.
    if (typeof result === 'bigint') return Number.isSafeInteger(Number(result)) ? Number(result) : 'error';
    return result instanceof Date ? result.getTime() * 1_000 : result;
  } catch {
    return 'error';
  }
}

const EXPRESSIONS = [
  'event.amount',
  'event.amount > 220.0 ? 0.9 : 0.01',
  'event.amount >= 0.0 && event.count < 10 || event.flag',
  'event.amount + event.limit * 2.0 - 1.5',
  'event.amount / event.limit',
  '-event.amount < event.limit',
  'event.count + event.share * 3',
  'event.count / event.share',
  'event.count % event.share',
  'event.count - -event.share',
  'event.amount > 3',
  'event.count <= 2.5',
  'event.count == event.share',
  'event.count != 7',
  'event.share in [0, 6, -3]',
  'event.name in ["a", "b"]',
  '"a" in event.tags',
  'event.tags[0]',
  'size(event.tags) + event.tags.size()',
  'event.name + event.other',
  'event.name == event.other',
  'event.name.startsWith(event.other) || event.name.endsWith("a") || event.name.contains(event.other)',
  'event.name.size()',
  'size(event.name)',
  'event.at.getDayOfWeek() in [0, 6]',
  'event.at.getHours() <= 6',
  'event.at.getFullYear() * 10000 + event.at.getMonth() * 100 + event.at.getDate()',
  'event.at.getDayOfMonth() + event.at.getMinutes() * event.at.getSeconds()',
  'event.at.getMilliseconds()',
  'event.at < event.later',
  'event.at == event.later',
  'event.at + duration("36h") > event.later',
  'int(event.amount)',
  'double(event.count) + 0.5',
  'string(event.count) + string(event.flag)',
  '!event.flag',
  'event.flag == true ? event.count : event.share',
  'event.card.age >= 18',
  'event.count / event.share > 2 || event.flag',
  'event.count / event.share > 2 && event.flag',
  'event.flag && event.count / event.share > 2',
  'timestamp("2018-04-01T00:00:00Z") + duration("1.5h")',
  'timestamp(86400)',
  '[event.count, event.share, 3][1]',
  '(event.amount > 1.0) == event.flag',
];

describe('an expression', () => {
  it.each(EXPRESSIONS)('%s gives what the library gives', (text) => {
    fc.assert(
      fc.property(event, (value) => {
        expect(ours(text, value)).toEqual(theirs(text, value));
      }),
      { numRuns: 200 },
    );
  });

  it('counts the days of a year in UTC, whatever the zone of the machine', () => {
    expect(
      ['2024-01-01T00:00:00Z', '2024-12-31T23:59:59Z', '2025-12-31T00:00:00Z', '2024-03-01T00:00:00+14:00'].map((at) =>
        ours('event.at.getDayOfYear()', { at }),
      ),
    ).toEqual([0, 365, 364, 59]);
  });

  it('gives a time in seconds, which the library has not', () => {
    expect(ours('int(event.at)', { at: '1970-01-02T00:00:01.999Z' })).toBe(86_401);
  });

  it('orders texts by code points', () => {
    // U+FF41 is below U+1F600, whose UTF-16 units are not.
    expect(ours('event.name < event.other', { name: '\uff41', other: '\u{1f600}' })).toBe(true);
    expect(ours('event.name < event.other', { name: 'ab', other: 'a' })).toBe(false);
  });

  it('changes the case of ASCII letters alone', () => {
    expect(ours('event.name.upperAscii() + event.name.lowerAscii()', { name: 'aÄßB' })).toBe('AÄßBaÄßb');
  });

  it('knows what is there', () => {
    expect(
      [{}, { card: null }, { card: {} }, { card: { age: null } }, { card: { age: 0 } }].map((value) =>
        ours('has(event.card) ? (has(event.card.age) ? 2 : 1) : 0', value),
      ),
    ).toEqual([0, 0, 1, 1, 2]);
    expect(ours('has(event.card.age)', {})).toBe(false);
  });

  it('keeps microseconds, which the library cuts', () => {
    expect(ours('event.at + duration("1us")', { at: '2026-01-31T09:30:00.000001Z' })).toBe(parseTimeUs('2026-01-31T09:30:00.000002Z'));
    expect(ours('event.later - event.at > duration("1us")', { at: '2026-01-31T09:30:00Z', later: '2026-01-31T09:30:00.000002Z' })).toBe(true);
  });
});

describe('duration()', () => {
  it.each([
    ['1s', 1_000_000],
    ['0.1s', 100_000],
    ['-1.5h', -5_400_000_000],
    ['2h45m', 9_900_000_000],
    ['1500ms', 1_500_000],
    ['1us500ns', 1],
    ['0.000001s', 1],
    ['0.0000019s', 1],
    ['+3m', 180_000_000],
    ['31536000s', 31_536_000_000_000],
  ])('%s', (text, us) => {
    expect(ours(`event.at + duration("${text}") - event.at == duration("${us}us")`, { at: '2020-01-01T00:00:00Z' })).toBe(true);
  });

  it.each(['', '5', 's', '1.5', '1d', '1 s', '--1s', '1s-', '1e3s'])('%j is none', (text) => {
    expect(compileExpression(`duration("${text}")`, eventScope(schema)).faults).toMatchObject([{ code: 'expression_value' }]);
  });
});

describe('an evaluation that fails', () => {
  const run = (text: string, value: unknown) => () => compileExpression(text, eventScope(schema)).run(value, undefined);

  it.each([
    ['event.count / 0', { count: 1 }, 'expression_failed'],
    ['event.count % event.share', { count: 1, share: 0 }, 'expression_failed'],
    ['event.count * event.count', { count: 2 ** 40 }, 'expression_failed'],
    ['event.count + 1', { count: Number.MAX_SAFE_INTEGER }, 'expression_failed'],
    ['int(event.name)', { name: '1.5' }, 'expression_failed'],
    ['int(event.name)', { name: '0x10' }, 'expression_failed'],
    ['double(event.name)', { name: 'inf' }, 'expression_failed'],
    ['double(event.name)', { name: '' }, 'expression_failed'],
    ['int(event.amount)', { amount: Infinity }, 'expression_failed'],
    ['event.tags[2]', { tags: ['a'] }, 'expression_failed'],
    ['event.amount', {}, 'field_absent'],
    ['event.card.age', {}, 'field_absent'],
    ['event.at', { at: null }, 'field_absent'],
    ['event.at - duration("1h")', { at: '1970-01-01T00:30:00Z' }, 'time_out_of_range'],
    ['timestamp(event.name)', { name: 'today' }, 'time_malformed'],
  ])('%s of %j is %s', (text, value, code) => {
    expect(run(text, value)).toThrow(expect.objectContaining({ code, kind: 'poison' }));
  });

  it('does not tell the value', () => {
    expect(run('int(event.name)', { name: 'secret' })).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') as string }));
  });
});
