import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, PAYMENTS, PREDICTIONS, type TestApp, payment, startApp, until } from './app.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (ms: number) => new Date(ms).toISOString();

describe('predictions over HTTP', () => {
  let app: TestApp;
  const start = Date.now() - 4 * HOUR_MS;
  const first = payment('first', { occurred_at: at(start), customer: 'C-first' });

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());
  const predict = (body: Json | string) => app.call('POST', PREDICTIONS, { body });

  it('answers with score, decision, features by name, model, pipeline and position', async () => {
    const answer = await predict(first);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      event_id: 'first',
      key: 'C-first',
      score: expect.any(Number),
      decision: 'pass',
      features: { amount: 57.16, customer_tx_count_1d: 1, customer_avg_amount_30d: 57.16, terminal_risk_7d: 0 },
      model: { name: 'card-fraud', version: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      pipeline: { name: 'card-fraud', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ...{ run: 'card-fraud', source: 'payments', partition: 0, position: 0, degraded: null },
    });
    expect(Object.keys(answer.json['features'] as Json)).toHaveLength(15);
    expect(new Date(answer.json['time'] as string).getTime()).toBe(start);
    expect(answer.headers.get('location')).toBe(`${PREDICTIONS}/${String(answer.json['id'])}`);
  });

  it('gives the same event the same bytes, in whatever order its members come', async () => {
    const [once, again] = [await predict(first), await predict(Object.fromEntries(Object.entries(first).toReversed()))];
    expect([again.status, again.text]).toEqual([200, once.text]);
    const { occurred_at: _, ...timeless } = payment('timeless');
    const [now, later] = [await predict(timeless), await predict(timeless)];
    expect([later.status, later.text]).toEqual([200, now.text]);
    expect(now.json['event_id']).toBe('timeless');
  });

  it('refuses another event under a used id', async () => {
    await predict(payment('used'));
    const used = await predict(payment('used', { amount: 1 }));
    expect([used.status, used.json]).toEqual([409, expect.objectContaining({ code: 'id_reused', disposition: 'quarantined', position: expect.any(Number) })]);
    // An id is held for the lateness: nothing older can come after that, and what is newer is another event.
    expect((await predict({ ...first, occurred_at: at(Date.now()) })).status).toBe(200);
  });

  it('tells the disposition of what it does not predict, and the stored answer of what it did', async () => {
    const late = await predict(payment('old', { occurred_at: '2018-04-01T00:00:31Z' }));
    expect([late.status, late.headers.get('content-type')]).toEqual([422, expect.stringContaining('application/problem+json')]);
    expect(late.json).toMatchObject({ status: 422, code: 'late', disposition: 'late', title: 'late', detail: expect.any(String), type: expect.any(String) });
    expect((await predict(first)).json).toMatchObject({ event_id: 'first', position: 0 });
    expect(await predict({ ...first, amount: 3 })).toMatchObject({ status: 422, json: { code: 'late' } });
    expect(await predict(payment('ahead', { occurred_at: at(Date.now() + HOUR_MS) }))).toMatchObject({
      status: 422,
      json: { code: 'future', disposition: 'quarantined' },
    });
    expect(await predict(payment('negative', { amount: -1 }))).toMatchObject({
      status: 422,
      json: { code: 'rule', disposition: 'quarantined', detail: expect.stringContaining('event.amount >= 0.0') },
    });
    const faults = [{ path: '/amount', message: expect.any(String) }];
    expect(await predict(payment('words', { amount: 'much' }))).toMatchObject({ status: 422, json: { code: 'schema', faults } });
  });

  it('lets nobody in without the key, and helps with names', async () => {
    for (const key of [null, 'wrong', `mr_12345678901_${'a'.repeat(43)}`]) {
      const refused = await app.call('POST', PREDICTIONS, { body: first, key });
      expect([refused.status, refused.json['code'], refused.headers.get('www-authenticate')]).toEqual([401, 'unauthenticated', 'Bearer']);
    }
    expect(await app.call('POST', '/v1/pipelines/card-frod/predictions', { body: first })).toMatchObject({
      status: 404,
      json: { code: 'pipeline_unknown', detail: expect.stringContaining('did you mean "card-fraud"?') },
    });
    expect(await app.call('GET', `${PREDICTIONS}/00000000-0000-8000-8000-000000000000`)).toMatchObject({ status: 404, json: { code: 'prediction_unknown' } });
    expect(await app.call('GET', `${PREDICTIONS}/nonsense`)).toMatchObject({ status: 404, json: { code: 'prediction_unknown' } });
  });

  it('finds predictions by id, and by key and time in pages', async () => {
    const base = Date.now() - MINUTE_MS;
    const made: Json[] = [];
    for (let i = 0; i < 5; i++) made.push((await predict(payment(`page-${i}`, { customer: 'C-pages', occurred_at: at(base + (i >> 1) * 1000) }))).json);
    expect((await app.call('GET', `${PREDICTIONS}/${String(made[2]['id'])}`)).json).toEqual(made[2]);
    const found: Json[] = [];
    for (let cursor: unknown = ''; cursor !== null;) {
      const page = await app.call('GET', `${PREDICTIONS}?key=C-pages&limit=2${cursor === '' ? '' : `&cursor=${String(cursor)}`}`);
      expect(page.status).toBe(200);
      found.push(...(page.json['predictions'] as Json[]));
      cursor = page.json['next_cursor'];
    }
    expect(found).toEqual(made.toReversed());
    const range = await app.call('GET', `${PREDICTIONS}?key=C-pages&from=${at(base + 1000)}&to=${at(base + 2000)}`);
    expect(range.json).toEqual({ predictions: [made[3], made[2]], next_cursor: null });
    expect((await app.call('GET', `${PREDICTIONS}?key=nobody`)).json).toEqual({ predictions: [], next_cursor: null });
    for (const query of ['limit=x', 'cursor=abc', 'from=yesterday', 'key=%00'])
      expect([query, (await app.call('GET', `${PREDICTIONS}?${query}`)).status]).toEqual([query, 400]);
  });

  it('joins outcomes, sets repeats aside and explains what it answered', async () => {
    const outcome = { tx: 'page-0', reported_at: at(Date.now()), fraud: 1 };
    const chargeback = '/v1/events/payments/chargeback';
    expect((await app.call('POST', chargeback, { body: outcome })).status).toBe(202);
    expect((await app.call('POST', chargeback, { body: outcome })).status).toBe(202);
    expect((await app.call('POST', chargeback, { body: { ...outcome, tx: 'not-seen-yet' } })).status).toBe(202);
    const status = await app.settled();
    expect(status.books).toMatchObject({ joined: 1, parked: 1 });
    const { json } = await app.call('GET', '/v1/pipelines/card-fraud/set-aside?disposition=duplicate');
    expect((json['records'] as Json[])[0]).toMatchObject({ disposition: 'duplicate', position: status.position - 2, first_position: status.position - 3 });
    const answer = await predict(payment('explained', { customer: 'C-pages', amount: 400 }));
    const why = await app.call('GET', `${PREDICTIONS}/${String(answer.json['id'])}/why`);
    expect(why.json).toMatchObject({
      equal: true,
      prediction: answer.json,
      score: { equal: true, rebuilt: answer.json['score'] },
      decision: { equal: true },
      event: { tx: 'explained' },
    });
    expect(why.json['features']).toMatchObject({ customer_tx_count_1d: { stored: 6, rebuilt: 6, equal: true } });
    const counted = (why.json['behind'] as Json[]).find(({ feature }) => feature === 'customer_tx_count_1d');
    expect(counted).toMatchObject({ key: 'C-pages', total: 6, until: answer.json['time'] });
    const ids = ['page-0', 'page-1', 'page-2', 'page-3', 'page-4', 'explained'];
    expect(counted?.['events']).toMatchObject(ids.map((id) => ({ event_id: id })));
  });

  it('has books that balance after all of it, and all of it in the log', async () => {
    // A duplicate through the log: the door of predictions would have answered it from what is stored.
    const repeat = payment('repeat');
    for (const _ of [1, 2]) expect((await app.call('POST', PAYMENTS, { body: repeat })).status).toBe(202);
    const { books, position } = await until(
      () => app.settled(),
      (status) => status.books['duplicate'] >= 2,
    );
    const { records, balanced, ...counts } = books;
    expect([balanced, records]).toEqual([true, position]);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(position);
    // predicted: first, timeless, used, first under a new time, five pages, explained, repeat.
    expect(counts).toEqual({ predicted: 11, observed: 0, joined: 1, parked: 1, unmatched: 0, late: 2, duplicate: 3, quarantined: 3 });
  });
});

describe('a deadline that is too short', () => {
  it('answers 504 with the id and the place where the prediction will be', async () => {
    const app = await startApp({ yaml: 'limits: { deadlineMs: 1 }' });
    try {
      let late: Awaited<ReturnType<TestApp['call']>> | undefined;
      for (let n = 0; n < 50 && !late; n++) {
        const answer = await app.call('POST', PREDICTIONS, { body: payment(`hurry-${n}`) });
        if (answer.status === 504) late = answer;
      }
      expect(late?.json).toMatchObject({ code: 'deadline', id: expect.any(String), position: expect.any(Number) });
      expect(late?.headers.get('location')).toBe(`${PREDICTIONS}/${String(late?.json.id)}`);
      await app.settled();
      const recorded = await app.call('GET', late?.headers.get('location') ?? '');
      expect(recorded.status).toBe(200);
      expect(recorded.json).toMatchObject({ id: late?.json.id, position: late?.json.position });
    } finally {
      await app.stop();
    }
  });

  it('books what the door refuses', async () => {
    const app = await startApp();
    try {
      expect((await app.call('POST', PREDICTIONS, { body: payment('bad', { amount: 'much' }) })).status).toBe(422);
      expect((await app.settled()).refused).toEqual({ schema: 1 });
    } finally {
      await app.stop();
    }
  });
});
