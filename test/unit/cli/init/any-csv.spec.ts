import fc from 'fast-check';
import { expect, it } from 'vitest';
import { make } from './project.js';

const name = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'id',
      'time',
      'amount',
      'customer',
      'in',
      'true',
      'null',
      '1st',
      'Größe (cm)',
      '金额',
      'a b',
      '',
      ' ',
      "it's",
      'constructor',
      'emit',
      'event',
      'row',
      'line',
      'a.b',
      '#',
      '- x',
      '💶',
      '__proto__',
      'x"y',
      'a,b',
      'two\nlines',
      'tab\tname',
      'NA',
      'date',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
);

const two = (n: number): string => String(n).padStart(2, '0');
const date = fc.integer({ min: 0, max: 2_000_000_000 }).map((s) => new Date(s * 1000));
const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((s) => s.replaceAll('\0', ''));
const kinds: Readonly<Record<string, fc.Arbitrary<string>>> = {
  integer: fc.integer().map(String),
  large: fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }).map(String),
  cents: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => (n / 100).toFixed(2)),
  double: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  truth: fc.constantFrom('true', 'false'),
  words: fc.constantFrom('Yes', 'no'),
  rfc: date.map((d) => d.toISOString()),
  pandas: date.map((d) => d.toISOString().slice(0, 19).replace('T', ' ')),
  day: date.map((d) => d.toISOString().slice(0, 10)),
  american: date.map((d) => `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()}`),
  german: date.map((d) => `${two(d.getUTCDate())}.${two(d.getUTCMonth() + 1)}.${d.getUTCFullYear()} ${two(d.getUTCHours())}:00`),
  seconds: date.map((d) => String(d.getTime() / 1000)),
  milliseconds: date.map((d) => String(d.getTime())),
  category: fc.constantFrom('web', 'app', "o'brien", 'a "b"', 'ünïcode'),
  entity: fc.integer({ min: 0, max: 5 }).map((n) => `C${n}`),
  text,
  padded: fc.integer().map((n) => ` ${n} `),
  empty: fc.constant(''),
  mixed: fc.oneof(fc.integer().map(String), text, fc.constantFrom('NA', 'null', 'NaN', '')),
};

const csv = fc
  .record({ rows: fc.integer({ min: 1, max: 30 }), columns: fc.integer({ min: 1, max: 8 }), gaps: fc.boolean(), label: fc.boolean() })
  .chain(({ rows, columns, gaps, label }) =>
    fc.record({
      label: fc.constant(label),
      names: fc.array(name, { minLength: columns, maxLength: columns }),
      values: fc.array(
        fc.constantFrom(...Object.keys(kinds)).chain((kind) => {
          const value = gaps ? fc.oneof({ weight: 4, arbitrary: kinds[kind] }, { weight: 1, arbitrary: fc.constantFrom('', 'NA') }) : kinds[kind];
          return fc.tuple(fc.constant(kind), fc.array(value, { minLength: rows, maxLength: rows }));
        }),
        { minLength: columns, maxLength: columns },
      ),
    }),
  );

const quoted = (field: string): string => (/[",\n\r;\t|]|^$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

it('makes of any table a pipeline without a fault, whose features can be computed', async () => {
  await fc.assert(
    fc.asyncProperty(csv, async ({ names, values, label }) => {
      const rows = values[0][1].map((_, r) => values.map(([, column]) => quoted(column[r])).join(','));
      const file = [names.map(quoted).join(','), ...rows].join('\n') + '\n';
      // The first column of integers is the label: others may have too many classes, which is told.
      const labelled = label ? values.findIndex(([kind, column]) => kind === 'integer' && column.some((one) => one !== '' && one !== 'NA')) : -1;
      const bare = labelled >= 0 ? names[labelled].trim() : '';
      const asked = bare !== '' && bare !== '__proto__' && names.filter((one) => one.trim() === bare).length === 1 ? bare : undefined;
      const { tried, loaded, draft } = await make(file, asked === undefined ? {} : { label: asked });
      expect(tried.refused).toEqual([]);
      expect(tried.asides).toEqual([]);
      expect(tried.rows).toHaveLength(rows.length);
      expect(tried.rows[0].vector).toHaveLength(loaded.plan.vector.length);
      expect(loaded.plan.events.length).toBe(asked === undefined ? 1 : 2);
      expect(draft.rows).toBe(rows.length);
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 60_000);
