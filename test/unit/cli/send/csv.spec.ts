import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter } from '../../../../src/cli/send/csv.js';

interface Read {
  readonly line: number;
  readonly fields: string[];
  readonly fault?: string;
}

/** Feeds a text cut after the given newlines, as a file is read. */
function read(text: string, cut: (line: number) => boolean = () => false): Read[] {
  const splitter = new CsvSplitter();
  const records: Read[] = [];
  const drain = (ended: boolean): void => {
    for (let fields = splitter.next(ended); fields !== undefined; fields = splitter.next(ended)) {
      records.push({ line: splitter.line, fields, ...(splitter.fault === undefined ? {} : { fault: splitter.fault }) });
    }
  };
  let start = 0;
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (!cut(++line)) continue;
    splitter.feed(text.slice(start, at + 1));
    drain(false);
    start = at + 1;
  }
  splitter.feed(text.slice(start));
  drain(true);
  return records;
}

const fieldsOf = (text: string): string[][] => read(text).map((record) => record.fields);

describe('CsvSplitter', () => {
  it('splits plain lines, with and without a last newline', () => {
    expect(fieldsOf('a,b\n1,2\n3,\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', ''],
    ]);
    expect(fieldsOf('a,b\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('takes CR LF for an end of line, also beside quotes', () => {
    expect(fieldsOf('a,b\r\n1,"2"\r\n"3",4\r\n5,"x"y\r\n')).toEqual([['a', 'b'], ['1', '2'], ['3', '4'], []]);
  });

  it('reads quoted fields with commas, doubled quotes and newlines', () => {
    expect(fieldsOf('"a,b","say ""hi""","two\nlines"\n')).toEqual([['a,b', 'say "hi"', 'two\nlines']]);
    expect(fieldsOf('"",x\n')).toEqual([['', 'x']]);
  });

  it('lets a quote inside an unquoted field stand for itself', () => {
    expect(fieldsOf('5" pipe,2\n')).toEqual([['5" pipe', '2']]);
  });

  it('tells the line where each record began', () => {
    expect(read('h\n\n"a\nb"\nc\n').map((record) => record.line)).toEqual([1, 3, 5]);
  });

  it('gives up the one line that is broken and goes on after it', () => {
    const records = read('a,b\n"x"y,1\n2,3\n');
    expect(records.map((record) => record.fault)).toEqual([undefined, 'text follows the closing quote of a field', undefined]);
    expect(records[2]).toEqual({ line: 3, fields: ['2', '3'] });
  });

  it('gives up a line whose quote is never closed', () => {
    const records = read('a,b\n"x,1\n2,3\n', () => true);
    expect(records.map((record) => [record.line, record.fault])).toEqual([
      [1, undefined],
      [2, 'a quoted field is not closed'],
      [3, undefined],
    ]);
  });

  it('gives back what was written, however the text is cut', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' '), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, cuts, end) => {
          const text = rows.map((row) => row.map(written).join(',') + end).join('');
          expect(read(text, (line) => cuts[line % cuts.length]).map((record) => record.fields)).toEqual(rows);
        },
      ),
    );
  });
});

function written(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
