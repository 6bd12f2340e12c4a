import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeProject } from '../../../../src/cli/init/write-project.js';
import { make } from './project.js';

const PAYMENTS = [
  ',Tx Id,When,customer,1st shop,amount,channel,is fraud',
  '0,a,2024-01-01 10:00:00,C1,S1,10.50,web,0',
  '1,b,2024-01-01 11:00:00,C1,S2,20.25,app,1',
  '2,c,2024-01-01 12:30:00,C2,S1,,web,0',
  '3,d,2024-01-03 12:00:00,C1,S1,NA,app,',
].join('\n');

describe('init', () => {
  it('finds id, time, key and entities by names and values, and computes the windows over them', async () => {
    const { draft, loaded, vectors, tried } = await make(PAYMENTS, {}, 'payments.csv');
    const [payment] = loaded.plan.events;
    expect(payment).toMatchObject({ type: 'payment', id: 'Tx_Id', time: 'When', key: 'customer' });
    expect(loaded.plan.groups.map((group) => group.name)).toEqual(['payment/customer', 'payment/c_1st_shop']);
    expect(tried.rows.map((row) => [row.eventId, row.key])).toEqual([
      ['a', 'C1'],
      ['b', 'C1'],
      ['c', 'C2'],
      ['d', 'C1'],
    ]);
    expect(vectors[1]).toMatchObject({ amount: 20.25, amount_missing: 0, customer_count_1h: 1, customer_count_1d: 2, hour: 11 });
    expect(vectors[2]).toMatchObject({ amount: 0, amount_missing: 1, c_1st_shop_count_1d: 2 });
    expect(vectors[3]).toMatchObject({ customer_count_1d: 1, customer_count_7d: 3, amount_missing: 1 });
    expect(draft.notes.find((note) => note.about === 'time')?.text).toMatch(/When, read as %Y-%m-%d %H:%M:%S in UTC/);
    expect(vectors[0]).not.toHaveProperty('column_1');
  });

  it('keeps amounts as decimals, so that sums are exact', async () => {
    const rows = ['id,user,price', ...Array.from({ length: 30 }, (_, i) => `t${i},u1,0.10`), 'x,u1,0.30'].join('\n');
    const { loaded, vectors } = await make(rows);
    expect(loaded.plan.events[0].schema.properties).toMatchObject({ price: { type: 'number', multipleOf: 0.01 } });
    expect(loaded.plan.groups[0].inputs).toEqual([]);
    const more = await make(rows.replace('0.30', '0.20').replace('t0,u1,0.10', 't0,u1,0.30'));
    expect(more.loaded.plan.groups[0].inputs).toEqual([{ kind: 'decimal', expression: 'event.price', digits: 2 }]);
    expect(vectors).toHaveLength(31);
    expect(more.vectors[29].user_mean_price_1000s).toBe(3.2 / 30);
  });

  it('makes the label an outcome that follows its event, and no feature of it', async () => {
    const { loaded, tried, vectors, files } = await make(PAYMENTS, { label: 'is fraud' }, 'payments.csv');
    expect(loaded.plan.events[1]).toMatchObject({ type: 'outcome', time: 'known_at', outcome: { of: 'payment', match: 'Tx_Id', value: 'event.is_fraud' } });
    expect(JSON.stringify(loaded.plan.events[0].schema)).not.toContain('is_fraud');
    // The label of b is known an hour after it, and read an hour after that: by d, in the windows that hold b.
    expect(vectors.map((vector) => vector.customer_outcome_7d)).toEqual([0, 0, 0, 0.5]);
    expect(vectors[2].c_1st_shop_outcome_1d).toBe(0);
    // The row without a label announces no outcome.
    expect(tried.records).toBe(7);
    expect(files.get('map.yaml')).toContain(`when: 'row["is fraud"] != ""'`);
  });

  it('numbers the classes of a label that is a text', async () => {
    const rows = (labels: readonly string[]) => ['id,user,kind', ...labels.map((label, i) => `t${i},u${i % 2},${label}`)].join('\n');
    const two = await make(rows(['churned', 'stayed', 'stayed']), { label: 'kind' });
    expect(two.files.get('map.yaml')).toContain('kind: \'row.kind == "churned" ? 1 : 0\'');
    const three = await make(rows(['c', 'a', 'b']), { label: 'kind' });
    expect(three.draft.notes.find((note) => note.about === 'label')?.text).toContain('classes 0 a, 1 b, 2 c');
    await expect(make(rows(Array.from({ length: 30 }, (_, i) => `text ${i}`)), { label: 'kind' })).rejects.toThrow('30 different texts');
  });

  it('says which of day and month comes first by the order of the rows', async () => {
    const { draft } = await make('id,day\na,01/02/2024\nb,02/02/2024\nc,03/02/2024\nd,01/03/2024\n');
    expect(draft.time.told).toMatch(/read as %d\/%m\/%Y.*%m\/%d\/%Y would fit too/);
    expect((await make('id,day\na,01/31/2024\nb,02/02/2024\n')).draft.time.told).toContain('%m/%d/%Y');
  });

  it('reads Unix times, seconds since an unnamed start, and date and clock in two columns', async () => {
    const first = async (text: string) => new Date((await make(text)).tried.rows[0].timeUs / 1000).toISOString();
    expect(await first('id,ts\na,1704067200\nb,1704067201\n')).toBe('2024-01-01T00:00:00.000Z');
    expect(await first('id,ts\na,1704067200123\nb,1704067201000\n')).toBe('2024-01-01T00:00:00.123Z');
    expect(await first('id,ts\na,1704067200.5\nb,1704067201.0\n')).toBe('2024-01-01T00:00:00.500Z');
    expect(await first('id,Time\na,60\nb,90\n')).toBe('2000-01-01T00:01:00.000Z');
    expect(await first('id,date,clock\na,2024-01-01,10:30\nb,2024-01-01,11:30\n')).toBe('2024-01-01T10:30:00.000Z');
  });

  it('makes up what a file has not: id, time and key', async () => {
    const { draft, tried, loaded } = await make('x,y\n0.5,1.5\n0.5,1.5\n');
    expect(tried.rows.map((row) => [row.eventId, row.key])).toEqual([
      ['2', 'all'],
      ['3', 'all'],
    ]);
    expect(tried.rows[1].timeUs - tried.rows[0].timeUs).toBe(1_000_000);
    expect(loaded.plan.groups[0].windows.map((window) => window.label)).toEqual(['10s', '100s', '1000s']);
    expect(draft.notes.filter((note) => note.text.includes('no column')).map((note) => note.about)).toEqual(['id', 'time', 'key']);
  });

  it('sorts what is not in the order of its time', async () => {
    const { draft, tried } = await make('id,at\na,2024-03-01\nb,2024-01-01\nc,2024-02-01\n');
    expect(draft.time.sort).toBe(true);
    expect(tried.rows.map((row) => row.eventId)).toEqual(['b', 'c', 'a']);
    expect(draft.notes.find((note) => note.about === 'order')?.text).toContain('--sort');
  });

  it('reads NDJSON, inner objects and absent members too', async () => {
    const lines = ['{"id":1,"at":"2024-01-01T00:00:00Z","user":{"id":"u1"},"n":1.5}', '{"id":2,"at":"2024-01-01T00:00:01Z","user":{"id":"u1"}}'].join('\n');
    const { vectors, loaded } = await make(lines, {}, 'clicks.ndjson');
    expect(loaded.plan.events[0]).toMatchObject({ type: 'click', id: 'id', time: 'at', key: 'user_id' });
    expect(vectors[1]).toMatchObject({ n: 0, n_missing: 1, user_id_count_1h: 2 });
  });

  it('splits by semicolon, tab or bar, trims, and knows the words for no value', async () => {
    const { vectors } = await make('id;user;n\n1; u1 ; 5\n2;u1;None\n');
    expect(vectors[1]).toMatchObject({ n: 0, n_missing: 1, user_count_10s: 2 });
    expect((await make('id\tn\na\t1\n')).vectors[0].n).toBe(1);
  });

  it('takes what is asked for, and says why it cannot', async () => {
    const text = 'a,b,c\n1,x,2024-01-01\n2,x,2024-01-02\n3,y,\n';
    expect((await make(text, { id: 'a', key: 'b' })).loaded.plan.events[0]).toMatchObject({ id: 'a', key: 'b' });
    await expect(make(text, { id: 'b' })).rejects.toThrow('the same value stands in several rows');
    await expect(make(text, { time: 'c' })).rejects.toThrow('some rows have no value there');
    await expect(make(text, { time: 'b' })).rejects.toThrow('are no times in a form that is known');
    await expect(make(text, { key: 'c' })).rejects.toThrow('every event needs its key');
    await expect(make(text.replace('a,b', 'amount,b'), { label: 'amuont' })).rejects.toThrow('did you mean "amount"?');
  });

  it('refuses what nothing can be learned from', async () => {
    await expect(make('')).rejects.toThrow('is empty');
    await expect(make('a,b\n')).rejects.toThrow('has no rows');
    await expect(make('[{"a":1}]')).rejects.toThrow('jq -c .[]');
  });

  it('takes no column for the id in which a word for no value stands', async () => {
    expect((await make('id,n\nC1,1\nNA,2\nNA,3\n')).loaded.plan.events[0].id).toBe('row_id');
  });

  it('overwrites nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-init-'));
    try {
      await writeFile(join(folder, 'pipeline.yaml'), 'mine');
      await expect(writeProject(folder, new Map([['pipeline.yaml', 'new']]))).rejects.toThrow(
        /is there already, and init overwrites nothing: give another NAME/,
      );
      expect(await readFile(join(folder, 'pipeline.yaml'), 'utf8')).toBe('mine');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
