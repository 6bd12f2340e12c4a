import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { history } from '../../pipelines/card-fraud/demo.js';
import { type Json, NDJSON, PREDICTIONS, type TestApp, lines, startApp } from './app.js';

const SET = '/v1/pipelines/card-fraud/training-set';
/** The least that can be set: a part of what the state of the demonstration takes. */
const BOUND = 1024 * 1024;
/** Two commits of so many take a part of that: what a commit needs is kept even where the bound has no room for it. */
const RECORDS = 16;

describe('an application with little room for its state', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ yaml: `limits: { batchRecords: ${RECORDS}, stateBytes: ${BOUND} }` });
    const events = [...history({ now: Date.now() - 3_600_000, days: 40, customers: 150, terminals: 100 })];
    expect(await app.call('POST', '/v1/events/payments', { body: lines(...events), headers: NDJSON })).toMatchObject({ json: { accepted: events.length } });
    await app.settled();
  });
  afterAll(() => app?.stop());

  it('keeps under it, tells what it has and what waits, and its books balance', async () => {
    const { json } = await app.call('GET', '/v1/pipelines/card-fraud');
    const { state, books } = json as { state: { keys: number; evicted: number; bytes: number }; books: Json };
    expect(state.evicted).toBeGreaterThan(40);
    expect(state.keys).toBeGreaterThan(0);
    expect(state.bytes).toBeLessThan(BOUND);
    expect(books['balanced']).toBe(true);
  });

  it('served what a replay of its log comes to, with as little room', async () => {
    const { status, text } = await app.call('GET', `${SET}?format=ndjson`);
    expect(status, text.slice(0, 300)).toBe(200);
    const all = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    const summary = all.at(-1)?.['summary'] as Json;
    expect(summary).toMatchObject({ rows: all.length - 1, compared: all.length - 1, different: 0 });
    expect(all.length).toBeGreaterThan(1000);
  });

  it('explains a prediction', async () => {
    const { json } = await app.call('GET', PREDICTIONS);
    const [{ id }] = json['predictions'] as [{ id: string }];
    const why = await app.call('GET', `${PREDICTIONS}/${id}/why`);
    expect([why.status, why.json['equal']], why.text.slice(0, 300)).toEqual([200, true]);
  });
});
