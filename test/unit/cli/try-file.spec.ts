import { describe, expect, it } from 'vitest';
import { loadPipeline } from '../../../src/cli/load-pipeline.js';
import { inputOf } from '../../../src/cli/send/input-file.js';
import { type Tried, tryFile } from '../../../src/cli/try/try-file.js';
import { tryJson, tryLines } from '../../../src/cli/try/try-lines.js';
import { bindPlan } from '../../../src/definition/index.js';

const { plan } = await loadPipeline('pipelines/card-fraud');
const bound = bindPlan(plan);
const NOW_MS = Date.UTC(2026, 1, 1);
const HEADER = 'tx,occurred_at,customer,terminal,amount\n';

async function* chunksOf(text: string): AsyncGenerator<Buffer> {
  for (let at = 0; at < text.length; at += 1000) yield await Promise.resolve(Buffer.from(text.slice(at, at + 1000)));
}

async function attempt(text: string, rows = 5, as?: string, explained = 0): Promise<Tried & { bytesRead: number }> {
  const input = inputOf('payments.csv', text.length, chunksOf(text));
  return { ...(await tryFile(bound, input, { as }, rows, NOW_MS, explained)), bytesRead: input.bytesRead() };
}

describe('tryFile', () => {
  it('computes the features that the lane would, each with the events before it', async () => {
    const { rows } = await attempt(HEADER + 'a,2026-01-03T10:00:00Z,C1,T1,10\nb,2026-01-03T11:00:00Z,C1,T1,20\nc,2026-01-05T12:00:00Z,C1,T2,30\n');
    const json = tryJson(bound, { rows, asides: [], refused: [], records: 3 }) as {
      rows: { line: number; event_id: string; time: string; features: Record<string, number> }[];
    };
    expect(json.rows.map((row) => [row.line, row.event_id, row.time])).toEqual([
      [2, 'a', '2026-01-03T10:00:00Z'],
      [3, 'b', '2026-01-03T11:00:00Z'],
      [4, 'c', '2026-01-05T12:00:00Z'],
    ]);
    expect(json.rows[1].features).toMatchObject({ amount: 20, weekend: 1, night: 0, customer_tx_count_1d: 2, customer_avg_amount_1d: 15 });
    expect(json.rows[2].features).toMatchObject({ weekend: 0, customer_tx_count_1d: 1, customer_tx_count_7d: 3, customer_avg_amount_7d: 20 });
  });

  it('tells what is set aside and what is refused, by the line of the file', async () => {
    const tried = await attempt(
      HEADER +
        'a,2026-01-03T10:00:00Z,C1,T1,10\na,2026-01-03T10:00:00Z,C1,T1,10\nb,2026-01-01T10:00:00Z,C1,T1,10\nc,2026-01-03T10:00:00Z,C1,T1,ten\nd,2026-01-03T10:01:00Z,C1,T1,-5\ne,2026-01-03\n,2026-01-03T10:01:00Z,C1,T1,5\n',
    );
    expect(tried.asides.map(({ line, disposition, code }) => [line, disposition, code])).toEqual([
      [3, 'duplicate', 'duplicate'],
      [4, 'late', 'late'],
      [6, 'quarantined', 'rule'],
    ]);
    expect(tried.refused.map(({ line, code }) => [line, code])).toEqual([
      [5, 'map_value'],
      [7, 'malformed_row'],
      [8, 'schema'],
    ]);
    expect(tryLines(bound, tried, 200).join('\n')).toMatch(
      /line 4: late: .*\nline 6: quarantined: rule: .*\n1 feature vector from the first 4 events; nothing was stored/,
    );
  });

  it('reads no more of the file than it needs', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `t${i},2026-01-03T10:00:00Z,C1,T1,10\n`).join('');
    const tried = await attempt(HEADER + rows, 3);
    expect(tried.rows).toHaveLength(3);
    expect(tried.bytesRead).toBeLessThan(5000);
  });

  it('takes NDJSON with and without a type of its own', async () => {
    const event = { tx: 'a', occurred_at: '2026-01-03T10:00:00Z', customer: 'C1', terminal: 'T1', amount: 10 };
    expect((await attempt(JSON.stringify({ type: 'payment', event }))).rows).toHaveLength(1);
    expect((await attempt(JSON.stringify(event), 1, 'payment')).rows).toHaveLength(1);
    expect((await attempt(JSON.stringify(event))).refused[0]).toMatchObject({ line: 1, code: 'type_unknown' });
  });

  it('tells the events behind each number, the newest of them where there are many', async () => {
    const rows = Array.from({ length: 8 }, (_, i) => `t${i},2026-01-03T10:0${i}:00Z,C1,T1,${i}\n`).join('');
    const tried = await attempt(HEADER + rows, 8, undefined, 3);
    const last = tried.rows[7].behind.find(({ feature }) => feature === 'customer_avg_amount_1d');
    expect(last).toMatchObject({ key: 'C1', total: 8 });
    expect(last?.events.map(({ line, eventId, value }) => [line, eventId, value])).toEqual([
      [7, 't5', 5],
      [8, 't6', 6],
      [9, 't7', 7],
    ]);
    const text = tryLines(bound, tried, 200).join('\n');
    expect(text).toContain(
      'customer_avg_amount_1d = 3.5: 8 events of C1 after 2026-01-02T10:07:00Z, up to 2026-01-03T10:07:00Z, the newest 3 of them; and 5 more',
    );
    expect(text).toContain('    line 9  t7  2026-01-03T10:07:00Z  7');
    expect((await attempt(HEADER + rows, 1)).rows[0].behind).toEqual([]);
  });

  it('computes the features of a pipeline without a model', async () => {
    const { predict: _predict, ...features } = plan;
    const lines = HEADER + 'a,2026-01-03T10:00:00Z,C1,T1,10\n';
    const { rows } = await tryFile(bindPlan(features), inputOf('a.csv', lines.length, chunksOf(lines)), {}, 5, NOW_MS);
    expect(rows[0].vector).toHaveLength(plan.vector.length);
  });
});
