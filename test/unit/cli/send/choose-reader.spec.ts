import { describe, expect, it } from 'vitest';
import { loadPipeline } from '../../../../src/cli/load-pipeline.js';
import { type Mapping, readerFor } from '../../../../src/cli/send/choose-reader.js';
import { LineSink } from '../../../../src/cli/send/line-sink.js';

const { plan } = await loadPipeline('pipelines/card-fraud');
const MAP = `
payment: { tx: row.id, occurred_at: 'timestamp("2018-04-01T00:00:00Z") + duration(row.t + "s")', customer: row.c, terminal: row.c, amount: double(row.amount) }
emit: [ { event: chargeback, when: 'row.fraud == "1"', after: 6d, fields: { tx: row.id, fraud: int(row.fraud) } } ]
`;

function eventsOf(text: string, mapping: Mapping): unknown[] {
  const sink = new LineSink(0);
  const reader = readerFor(text, plan, mapping);
  reader.feed(text, sink);
  reader.end(sink);
  return (sink.take(Infinity)?.body ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

describe('readerFor', () => {
  it('maps rows by a document, what is announced among them', () => {
    const rows = 'id,t,c,amount,fraud\n1,0,7,10,1\n2,518400,8,20,0\n';
    expect(eventsOf(rows, { map: { file: 'map.yaml', text: MAP } })).toEqual([
      { type: 'payment', event: { tx: '1', occurred_at: '2018-04-01T00:00:00Z', customer: '7', terminal: '7', amount: 10 } },
      { type: 'chargeback', event: { tx: '1', reported_at: '2018-04-07T00:00:00Z', fraud: 1 } },
      { type: 'payment', event: { tx: '2', occurred_at: '2018-04-07T00:00:00Z', customer: '8', terminal: '8', amount: 20 } },
    ]);
  });

  it('takes columns that are named as the fields, of the predicted type unless another is named', () => {
    expect(eventsOf('amount,terminal,customer,occurred_at,tx\n1.5,T,C,2026-01-01T00:00:00Z,9\n', {})).toEqual([
      { type: 'payment', event: { tx: '9', occurred_at: '2026-01-01T00:00:00Z', customer: 'C', terminal: 'T', amount: 1.5 } },
    ]);
    expect(eventsOf('tx,reported_at,fraud\n9,2026-01-01T00:00:00Z,1\n', { as: 'chargeback' })).toEqual([
      { type: 'chargeback', event: { tx: '9', reported_at: '2026-01-01T00:00:00Z', fraud: 1 } },
    ]);
  });

  it('says which columns are missing before anything is sent', () => {
    expect(() => eventsOf('tx,t\n1,2\n', {})).toThrow(
      /"payment" needs "occurred_at", "customer", "terminal", "amount", and the file has the columns tx, t: say with --map/,
    );
  });

  it('tells the faults of a map with their places', () => {
    expect(() => eventsOf('a\n1\n', { map: { file: 'm.yaml', text: 'payment:\n  txx: row.a\n' } })).toThrow(/m\.yaml:2:3: .*did you mean "tx"/s);
  });

  it('maps lines of JSON as rows of texts', () => {
    const line = '{"id":1,"t":0,"c":7,"amount":10.5,"fraud":1,"other":null}\n';
    expect(eventsOf(line, { map: { file: 'map.yaml', text: MAP } })).toEqual([
      { type: 'payment', event: { tx: '1', occurred_at: '2018-04-01T00:00:00Z', customer: '7', terminal: '7', amount: 10.5 } },
      { type: 'chargeback', event: { tx: '1', reported_at: '2018-04-07T00:00:00Z', fraud: 1 } },
    ]);
    expect(() => eventsOf(line, { as: 'payment', sorted: true })).toThrow('--sort needs a --map');
  });

  it('refuses to choose between two columns of one name', () => {
    expect(() => eventsOf('tx,occurred_at,customer,terminal,amount,amount\n', {})).toThrow(/two columns are named "amount".*row\.amount_2/);
  });

  it('splits by what stands in the first line', () => {
    expect(eventsOf('tx;reported_at;fraud\n"9;1";2026-01-01T00:00:00Z;1\n', { as: 'chargeback' })).toEqual([
      { type: 'chargeback', event: { tx: '9;1', reported_at: '2026-01-01T00:00:00Z', fraud: 1 } },
    ]);
  });
});
