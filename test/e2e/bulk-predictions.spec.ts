import { type IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, type Json, NDJSON, PREDICTIONS, type TestApp, lines, payment, startApp } from './app.js';

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);

describe('lines of events to lines of predictions', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  it('answers every line in its order: a prediction, or a problem with its line', async () => {
    const sent = [payment('a'), 'no json', '', payment('b', { amount: 'much' }), payment('c'), payment('a', { amount: 3 }), payment('d', { amount: -1 })];
    const answer = await app.call('POST', PREDICTIONS, { body: lines(...sent), headers: NDJSON });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    expect(linesOf(answer.text)).toMatchObject([
      { event_id: 'a', score: expect.any(Number) },
      { line: 2, status: 400, code: 'malformed' },
      { line: 4, status: 422, code: 'schema' },
      { event_id: 'c', score: expect.any(Number) },
      { line: 6, status: 409, code: 'id_reused' },
      { line: 7, status: 422, code: 'rule' },
    ]);
    expect((await app.call('POST', PREDICTIONS, { body: sent[0] })).json).toEqual(linesOf(answer.text)[0]);
  });

  it('gives thousands of lines one answer each, in order, each as it would come alone', async () => {
    const sent = Array.from({ length: 2000 }, (_, i) => payment(`bulk-${i}`, { customer: `B${i % 5}` }));
    const answers = linesOf((await app.call('POST', PREDICTIONS, { body: lines(...sent), headers: NDJSON })).text);
    expect(answers.map((one) => one['event_id'])).toEqual(sent.map((one) => one['tx']));
    const { books } = await app.settled();
    expect(books['balanced']).toBe(true);
    const found = await app.call('GET', `${PREDICTIONS}/${String(answers[1234]['id'])}`);
    expect(found.json).toEqual(answers[1234]);
  });

  it('answers a line while the next has not come yet', async () => {
    const call = request(app.server.url + PREDICTIONS, { method: 'POST', headers: { ...NDJSON, authorization: `Bearer ${ADMIN_KEY}` } });
    call.write(lines(payment('talk-0')));
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    response.setEncoding('utf8');
    for (let i = 0; i < 3; i++) {
      const [text] = (await once(response, 'data')) as [string];
      expect(JSON.parse(text)).toMatchObject({ event_id: `talk-${i}` });
      if (i < 2) call.write(lines(payment(`talk-${i + 1}`)));
    }
    call.end();
    response.resume();
    await once(response, 'end');
  });

  it('goes through pages of all predictions by their links, each once, while others come', async () => {
    const total = (await app.settled()).books['predicted'];
    const seen: string[] = [];
    for (let path: string | undefined = `${PREDICTIONS}?limit=700`; path !== undefined;) {
      const page = await app.call('GET', path);
      expect(page.status, page.text).toBe(200);
      seen.push(...(page.json['predictions'] as Json[]).map(({ id }) => String(id)));
      path = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
      await app.call('POST', PREDICTIONS, { body: payment(`between-${seen.length}`) });
    }
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
    const asides: number[] = [];
    for (let path: string | undefined = '/v1/pipelines/card-fraud/set-aside?limit=1'; path !== undefined;) {
      const page = await app.call('GET', path);
      asides.push(...(page.json['records'] as Json[]).map(({ position }) => Number(position)));
      path = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(asides.length).toBe(2);
    expect(asides).toEqual(asides.toSorted((a, b) => b - a));
    for (const query of ['limit=0', 'limit=1001', 'cursor=!', 'cursor=MQ', 'limit=1&limit=2'])
      expect((await app.call('GET', `${PREDICTIONS}?${query}`)).status, query).toBe(400);
  });
});
