import { describe, expect, it } from 'vitest';
import { type MappedEvent, MillraceError, type RowMap, bindPlan, compileMap, parseTimeUs } from '../../../../src/definition/index.js';
import { changed, examplePlan, planOf, small } from '../documents.js';

const text = `payment:
  tx: row.tx
  occurred_at: 'timestamp("2018-04-01T00:00:00Z") + duration(row.t + "s")'
  customer: row.customer
  terminal: row["terminal id"]
  amount: double(row.amount)
emit:
  - event: chargeback
    when: row.fraud == "1"
    after: 6d
    fields: { tx: row.tx, fraud: int(row.fraud) }
`;
const plan = examplePlan();
const row = { tx: 'a', t: '31', customer: '596', 'terminal id': '3156', amount: '57.16', fraud: '0' };

function compiled(map = text, of = plan): RowMap {
  const result = compileMap(map, of);
  if (!result.map) throw new Error(JSON.stringify(result.faults));
  return result.map;
}

const faults = (map: string, of = plan) =>
  compileMap(map, of).faults.map(({ code, line, nearest }) => `${code} ${line}` + (nearest === undefined ? '' : ` ${nearest}`));
const changedMap = (from: string, to: string) => {
  if (!text.includes(from)) throw new Error(`the map has no ${from}`);
  return text.replace(from, to);
};

function codeOf(run: () => unknown): string {
  try {
    return JSON.stringify(run());
  } catch (error) {
    return error instanceof MillraceError ? `${error.kind} ${error.code}` : String(error);
  }
}

describe('a map', () => {
  it('makes the event of a row', () => {
    expect(compiled().apply(row, 2)).toEqual<MappedEvent[]>([
      {
        type: 'payment',
        event: { tx: 'a', occurred_at: '2018-04-01T00:00:31Z', customer: '596', terminal: '3156', amount: 57.16 },
        timeUs: parseTimeUs('2018-04-01T00:00:31Z'),
        afterUs: 0,
      },
    ]);
  });

  it('makes what the row announces, with its time', () => {
    expect(compiled().apply({ ...row, fraud: '1' })[1]).toEqual<MappedEvent>({
      type: 'chargeback',
      event: { tx: 'a', fraud: 1, reported_at: '2018-04-07T00:00:31Z' },
      timeUs: parseTimeUs('2018-04-07T00:00:31Z'),
      afterUs: 6 * 86_400_000_000,
    });
  });

  it('makes events that keep their schemas', () => {
    const bound = bindPlan(plan);
    for (const { type, event } of compiled().apply({ ...row, fraud: '1' })) expect(bound.events.get(type)?.validate(event)).toBeUndefined();
  });

  it('makes several events of a row, in the order of the map', () => {
    const both = compiled(
      `chargeback: { tx: row.tx, reported_at: row.at, fraud: int(row.fraud) }\npayment: { tx: row.tx, occurred_at: timestamp(row.at), customer: row.c, terminal: row.c, amount: 1.5 }\n`,
    );
    expect(
      both.apply({ tx: 'a', at: '2026-01-31T09:30:00+01:00', c: 'x', fraud: '0' }).map(({ type, event }) => [type, event.reported_at ?? event.occurred_at]),
    ).toEqual([
      ['chargeback', '2026-01-31T09:30:00+01:00'],
      ['payment', '2026-01-31T08:30:00Z'],
    ]);
  });

  it('emits always without `when`, and keeps a time that the map sets', () => {
    const map = changedMap('    when: row.fraud == "1"\n', '').replace('fraud: int(row.fraud)', 'fraud: int(row.fraud), reported_at: row.reported');
    expect(compiled(map).apply({ ...row, reported: '2018-05-01T00:00:00Z' })[1].event).toEqual({ tx: 'a', fraud: 0, reported_at: '2018-05-01T00:00:00Z' });
  });

  it.each([
    ['86400', '2018-04-02T00:00:00Z'],
    ['0', '2018-04-01T00:00:00Z'],
    ['0.5', '2018-04-01T00:00:00.500Z'],
    ['-3600', '2018-03-31T23:00:00Z'],
    ['15811200', '2018-10-01T00:00:00Z'],
    ['1234567890', '2057-05-14T23:31:30Z'],
  ])('adds %s seconds', (t, time) => {
    expect(compiled().apply({ ...row, t })[0].event.occurred_at).toBe(time);
  });

  it.each([
    [{ amount: '' }, 'poison map_value'],
    [{ amount: '57,16' }, 'poison map_value'],
    [{ amount: ' 5' }, 'poison map_value'],
    [{ amount: '0x10' }, 'poison map_value'],
    [{ amount: 'Infinity' }, 'poison map_value'],
    [{ amount: '1e999' }, 'poison map_value'],
    [{ fraud: '1', t: 'x' }, 'poison map_value'],
    [{ t: '8000000000' }, 'poison time_out_of_range'],
    [{ t: '-8000000000' }, 'poison time_out_of_range'],
    [{ t: '99999999999' }, 'poison map_value'],
  ])('refuses the row with %j', (values, code) => {
    expect(codeOf(() => compiled().apply({ ...row, ...values }))).toBe(code);
  });

  it('says which expression failed, and of a column that is not there, its name', () => {
    const { customer: _customer, ...without } = row;
    expect(() => compiled().apply(without as typeof row)).toThrow('row.customer is absent');
    expect(() => compiled().apply({ ...row, amount: 'x' })).toThrow('double(row.amount)');
  });
});

describe('the faults of a map', () => {
  it.each([
    ['payment:', 'paymnt:', 'unknown_key 1 payment'],
    ['emit:', 'emitt:', 'unknown_key 7 emit'],
    ['  amount:', '  amuont:', 'unknown_key 6 amount'],
    ['  amount: double(row.amount)\n', '', 'missing 1'],
    ['double(row.amount)', 'row.amount', 'expression_type 6'],
    ['int(row.fraud)', 'row.fraud', 'expression_type 11'],
    ['row.customer', 'double(row.customer)', 'expression_type 4'],
    ['row.fraud == "1"', 'row.fraud', 'expression_type 9'],
    ['double(row.amount)', 'doubel(row.amount)', 'unknown_function 6 double'],
    ['double(row.amount)', 'double(event.amount)', 'unknown_name 6'],
    ['row.customer', '"row.customer +"', 'expression_syntax 4'],
    ['"2018-04-01T00:00:00Z"', '"2018-04-01"', 'expression_value 3'],
    ['event: chargeback', 'event: chargebak', 'unknown_type 8 chargeback'],
    ['after: 6d', 'after: six days', 'duration 10'],
    ['    when:', '    whn:', 'unknown_key 9 when'],
    [', fraud: int(row.fraud)', '', 'missing 11'],
    ['    fields: { tx: row.tx, fraud: int(row.fraud) }\n', '', 'missing 8'],
  ])('%j as %j: %s', (from, to, fault) => {
    expect(faults(changedMap(from, to))).toContain(fault);
  });

  it('are told all at once, and of the YAML', () => {
    expect(faults(changedMap('double(row.amount)', 'row.amount').replace('after: 6d', 'after: x').replace('row.tx', 'rwo.tx'))).toHaveLength(3);
    expect(faults('payment: [')).toEqual([expect.stringMatching(/^yaml /)]);
    expect(faults('')).toEqual(['missing 1']);
    expect(faults('emit: []')).toEqual(['missing 1']);
  });

  it('say that there must be a time for something to come after', () => {
    const timeless = planOf(changed('id: tx, time: at, key', 'id: tx, key'));
    const map =
      'payment: { tx: row.tx, at: row.at, customer: row.c, terminal: int(row.t), amount: double(row.a), count: int(row.n) }\nemit: [{ event: chargeback, after: 1d, fields: { tx: row.tx, fraud: int(row.f) } }]';
    expect(faults(map, timeless)).toEqual(['no_time 2']);
    expect(faults(map, planOf(small))).toEqual([]);
  });

  it('leaves a field out where its `when` is false', () => {
    const map = compiled(changedMap('amount: double(row.amount)', 'amount: { value: double(row.amount), when: \'row.amount != ""\' }'));
    expect(map.apply(row, 2)[0].event.amount).toBe(57.16);
    expect(map.apply({ ...row, amount: '' }, 2)[0].event).not.toHaveProperty('amount');
    expect(faults(changedMap('amount: double(row.amount)', 'amount: { when: row.x }'))).toEqual(['missing 6']);
  });

  it('knows the line of the row, other forms of times, and spaces around a text', () => {
    const map = compiled(changedMap('tx: row.tx', 'tx: string(line) + trim(row.tx)').replace(/occurred_at: .*/, `occurred_at: 'strptime(row.t, "%d.%m.%Y")'`));
    expect(map.apply({ ...row, tx: ' a ', t: '31.12.2025' }, 7)[0].event).toMatchObject({ tx: '7a', occurred_at: '2025-12-31T00:00:00Z' });
    expect(() => map.apply({ ...row, t: '2025' }, 7)).toThrow('no time of the form %d.%m.%Y');
  });
});
