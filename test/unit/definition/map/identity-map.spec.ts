import { describe, expect, it } from 'vitest';
import { MillraceError, identityMap, parseTimeUs } from '../../../../src/definition/index.js';
import { planOf, small } from '../documents.js';

const map = identityMap(planOf(small), 'payment');
const row = {
  tx: 'a',
  at: '2026-01-31T09:30:00+01:00',
  customer: '007',
  terminal: '7',
  amount: '57.16',
  count: '3',
  contactless: 'true',
  tags: '',
  rate: '',
  more: 'x',
};

describe('columns named like the fields', () => {
  it('take the types of the schema; other columns and empty cells are left out', () => {
    expect(map.apply(row)).toEqual([
      {
        type: 'payment',
        event: { tx: 'a', at: '2026-01-31T09:30:00+01:00', customer: '007', terminal: 7, amount: 57.16, count: 3, contactless: true },
        timeUs: parseTimeUs('2026-01-31T08:30:00Z'),
        afterUs: 0,
      },
    ]);
  });

  it.each([
    [{ terminal: '7.5' }, 'map_value', 'terminal'],
    [{ terminal: 'x' }, 'map_value', 'terminal'],
    [{ terminal: '9007199254740993' }, 'map_value', 'terminal'],
    [{ amount: '1,5' }, 'map_value', 'amount'],
    [{ contactless: 'yes' }, 'map_value', 'contactless'],
    [{ at: '31.01.2026' }, 'time_malformed', 'RFC 3339'],
  ])('refuse %j', (values, code, message) => {
    expect(() => map.apply({ ...row, ...values })).toThrow(
      expect.objectContaining({ code, kind: 'poison', message: expect.stringContaining(message) as string }),
    );
  });

  it('need a type that the pipeline has', () => {
    expect(() => identityMap(planOf(small), 'refund')).toThrow(MillraceError);
  });
});
