import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvEvents, uniqueNames } from '../../../../src/cli/send/csv-events.js';
import { LineSink } from '../../../../src/cli/send/line-sink.js';
import { type MappedEvent, MillraceError, type RowMap } from '../../../../src/definition/index.js';

const DAY_US = 86_400_000_000;

/** Payments by `t` in days; `fraud` announces a chargeback `after` days later. */
const map: RowMap = {
  apply(row): MappedEvent[] {
    if (row.t === 'bad') throw new MillraceError('map_failed', 'poison', 't is no number');
    const timeUs = Number(row.t) * DAY_US;
    const events: MappedEvent[] = [{ type: 'payment', event: { tx: row.tx }, timeUs, afterUs: 0 }];
    if (row.after !== '')
      events.push({ type: 'chargeback', event: { of: row.tx }, timeUs: timeUs + Number(row.after) * DAY_US, afterUs: Number(row.after) * DAY_US });
    return events;
  },
};

function linesOf(texts: readonly string[], skip = 0): { lines: string[]; firstLine: number; fileLines: readonly number[]; reader: CsvEvents } {
  const reader = new CsvEvents(() => map);
  const sink = new LineSink(skip);
  for (const text of texts) reader.feed(text, sink);
  reader.end(sink);
  const batch = sink.take(Infinity);
  return { lines: batch ? batch.body.trimEnd().split('\n') : [], firstLine: batch?.firstLine ?? 0, fileLines: batch?.fileLines ?? [], reader };
}

/** `p1` for payment 1, `c1` for its chargeback. */
const short = (line: string): string => {
  const { type, event } = JSON.parse(line) as { type: string; event: { tx?: string; of?: string } };
  return type === 'payment' ? `p${event.tx}` : `c${event.of}`;
};
const shortOf = (rows: string): string[] => linesOf([`tx,t,after\n${rows}`]).lines.map(short);

describe('CsvEvents', () => {
  it('sends what was announced before the first row of its time or later', () => {
    expect(shortOf('1,0,2\n2,1,\n3,2,\n4,3,\n')).toEqual(['p1', 'p2', 'c1', 'p3', 'p4']);
  });

  it('orders equal times by the line that announced them, and sends the rest at the end', () => {
    expect(shortOf('1,0,3\n2,1,2\n3,2,1\n4,2,9\n5,2,8\n')).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'c1', 'c2', 'c3', 'c5', 'c4']);
  });

  it('keeps the order of the file where its times go back', () => {
    expect(shortOf('1,5,\n2,1,\n3,4,\n')).toEqual(['p1', 'p2', 'p3']);
  });

  it('counts rows that are no events by the line of the file, and goes on', () => {
    const { lines, fileLines, reader } = linesOf(['tx,t,after\n1,0,\n2,bad,\n3,0\n4,0,\n']);
    expect(lines.map(short)).toEqual(['p1', 'p4']);
    expect(fileLines).toEqual([2, 5]);
    expect(reader.refusals.first).toEqual([
      { line: 3, code: 'map_failed', message: 't is no number' },
      { line: 4, code: 'malformed_row', message: 'the row has 2 fields, the first line names 3' },
    ]);
  });

  it('names columns without a name, and those whose name stands twice', () => {
    expect(uniqueNames(['', 'a', 'a', ' b ', 'a_2', '__proto__', 'column_1'])).toEqual({
      columns: ['column_1', 'a', 'a_2', 'b', 'a_2_2', 'column_6', 'column_1_2'],
      repeated: ['a', 'a_2', 'column_1'],
    });
  });

  it('sorts by time where that is asked for, what is announced too', () => {
    const reader = new CsvEvents(() => map, true);
    const sink = new LineSink(0);
    reader.feed('tx,t,after\n1,5,\n2,1,3\n3,4,\n4,1,\n', sink);
    reader.end(sink);
    expect(sink.take(Infinity)?.body.trimEnd().split('\n').map(short)).toEqual(['p2', 'p4', 'c2', 'p3', 'p1']);
  });

  it('stops when no row at all becomes an event', () => {
    expect(() => linesOf(['tx,t,after\n' + '1,bad,\n'.repeat(1000)])).toThrow(/first 1,000 rows.*t is no number/);
    expect(() => linesOf(['tx,t,after\n1,0,\n' + '1,bad,\n'.repeat(1000)])).not.toThrow();
  });

  const files = fc
    .array(fc.record({ t: fc.integer({ min: 0, max: 6 }), after: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), quoted: fc.boolean() }), {
      maxLength: 30,
    })
    .map((rows) => rows.map(({ t, after, quoted }, i) => `${quoted ? `"${i}"` : i},${t},${after ?? ''}\n`));

  it('makes a sequence that is a function of the file alone, however it is cut', () => {
    fc.assert(
      fc.property(files, fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), (rows, cuts) => {
        const texts = ['tx,t,after\n'];
        rows.forEach((row, i) => (cuts[i % cuts.length] ? texts.push(row) : (texts[texts.length - 1] += row)));
        expect(linesOf(texts).lines).toEqual(linesOf([texts.join('')]).lines);
      }),
    );
  });

  it('is the merge that the definition says', () => {
    fc.assert(
      fc.property(files, (rows) => {
        expect(shortOf(rows.join(''))).toEqual(naive(rows));
      }),
    );
  });

  it('goes on after any line as if it had never stopped', () => {
    fc.assert(
      fc.property(files, fc.nat(40), (rows, skip) => {
        const text = 'tx,t,after\n' + rows.join('');
        const whole = linesOf([text]).lines;
        const rest = linesOf([text], skip);
        expect(rest.lines).toEqual(whole.slice(skip));
        if (rest.lines.length > 0) expect(rest.firstLine).toBe(skip + 1);
      }),
    );
  });
});

/** For each row: first all announced events up to its time, by (time, line), found by looking at all of them. */
function naive(rows: readonly string[]): string[] {
  const out: string[] = [];
  let waiting: { time: number; line: number; name: string }[] = [];
  const due = (time: number): void => {
    const ready = waiting.filter((event) => event.time <= time).sort((a, b) => a.time - b.time || a.line - b.line);
    waiting = waiting.filter((event) => event.time > time);
    out.push(...ready.map((event) => event.name));
  };
  rows.forEach((row, line) => {
    const [, t, after] = row.trimEnd().split(',');
    due(Number(t));
    out.push(`p${line}`);
    if (after !== '') waiting.push({ time: Number(t) + Number(after), line, name: `c${line}` });
  });
  due(Infinity);
  return out;
}
