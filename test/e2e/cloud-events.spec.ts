import { CloudEvent, HTTP, type Message, Mode, emitterFor, httpTransport } from 'cloudevents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, type Json, PREDICTIONS, type TestApp, payment, startApp } from './app.js';

const SOURCE = '/v1/events/payments';
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };
const authorised = { headers: { authorization: `Bearer ${ADMIN_KEY}` } };

describe('CloudEvents in', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.stop());

  const cloud = (data: Json, changes: Partial<{ id: string; type: string; time: string }> = {}) =>
    new CloudEvent({ id: `ce-${String(data['tx'])}`, source: '/till/7', type: 'com.example.shop.payment', data, ...changes });
  const post = (message: Message, path = SOURCE) => app.call('POST', path, { body: String(message.body), headers: message.headers as Record<string, string> });
  const stored = async (key: string) => (await app.call('GET', `${PREDICTIONS}?key=${key}`)).json['predictions'] as Json[];

  it("takes what the SDK's own emitter sends, in every mode", async () => {
    for (const [n, mode] of [Mode.BINARY, Mode.STRUCTURED].entries()) {
      const emit = emitterFor(httpTransport(app.server.url + SOURCE), { mode });
      const answer = (await emit(cloud(payment(`sdk-${n}`, { customer: 'C-sdk' })), authorised)) as { body: string };
      expect(JSON.parse(answer.body)).toMatchObject({ accepted: 1, repeated: 0, position: n });
    }
    await app.settled();
    expect((await stored('C-sdk')).map((one) => one['event_id']).toSorted()).toEqual(['sdk-0', 'sdk-1']);
  });

  it('fills id and time from the attributes where the data lacks them, and only there', async () => {
    const { tx: _, occurred_at: __, ...rest } = payment('', { customer: 'C-fill' });
    const time = new Date(Date.now() - 1000).toISOString();
    expect((await post(HTTP.structured(cloud(rest, { id: 'from-attribute', time })))).status).toBe(202);
    const own = payment('own-id', { customer: 'C-fill' });
    expect((await post(HTTP.binary(cloud(own, { id: 'not-this', time: '2020-01-01T00:00:00Z' })))).status).toBe(202);
    await app.settled();
    const found = await stored('C-fill');
    expect(found.map((one) => one['event_id']).toSorted()).toEqual(['from-attribute', 'own-id']);
    expect(found.map((one) => Date.parse(String(one['time']))).toSorted()).toEqual([Date.parse(time), Date.parse(String(own['occurred_at']))]);
  });

  it('takes a batch of several types, refuses its bad elements alone and books them', async () => {
    const before = (await app.settled()).refused;
    const bad = [
      { specversion: '1.0', id: 'x' },
      cloud(payment('unknown'), { type: 'com.example.paiment' }).toJSON(),
      cloud(payment('schema', { amount: 'much' })).toJSON(),
    ];
    const good = [cloud(payment('batch')).toJSON(), cloud({ tx: 'batch', reported_at: new Date().toISOString(), fraud: 1 }, { type: 'chargeback' }).toJSON()];
    const answer = await app.call('POST', SOURCE, { body: JSON.stringify([good[0], ...bad, good[1]]), headers: BATCH });
    expect(answer).toMatchObject({ status: 200, json: { accepted: 2, refused_count: 3 } });
    expect((answer.json['refused'] as Json[]).map(({ line, code }) => [line, code])).toEqual([
      [2, 'cloudevent'],
      [3, 'type_unknown'],
      [4, 'schema'],
    ]);
    const { refused, books } = await app.settled();
    expect(books).toMatchObject({ joined: 1, balanced: true });
    for (const code of ['cloudevent', 'type_unknown', 'schema']) expect(refused[code], code).toBe((before[code] ?? 0) + 1);
  });

  it('goes by the type of the path, whatever the attribute says', async () => {
    const message = HTTP.structured(cloud(payment('by-path'), { type: 'something.else' }));
    expect((await post(message, `${SOURCE}/payment`)).status).toBe(202);
    expect(await post(message)).toMatchObject({ status: 404, json: { code: 'type_unknown' } });
  });

  it('says what is wrong with what is none', async () => {
    const structured = { 'content-type': 'application/cloudevents+json' };
    for (const [body, code] of [
      ['{', 'cloudevent'],
      ['null', 'cloudevent'],
      ['[]', 'cloudevent'],
      ['{"specversion":"1.0","id":"a","source":"/s","type":"payment"}', 'cloudevent'],
      ['{"specversion":"1.0","id":"a","source":"/s","type":"payment","data":[1]}', 'cloudevent'],
      ['{"specversion":"1.0","id":"a","source":"/s","type":"payment","data_base64":"AAAA"}', 'cloudevent'],
      ['{"specversion":"1.0","source":"/s","type":"payment","data":{}}', 'cloudevent'],
      ['{"specversion":"1.0","id":"","source":"/s","type":"payment","data":{}}', 'cloudevent'],
    ] as const)
      expect(await app.call('POST', SOURCE, { body, headers: structured }), body).toMatchObject({ status: 400, json: { code } });
    for (const body of ['{}', '{', '"x"', '']) expect((await app.call('POST', SOURCE, { body, headers: BATCH })).status, body).toBe(400);
    const headers = { 'ce-specversion': '1.0', 'ce-id': 'a', 'ce-source': '/s' };
    expect(await app.call('POST', SOURCE, { body: payment('x'), headers })).toMatchObject({ status: 400, json: { code: 'cloudevent' } });
    expect(await app.call('POST', '/v1/events/nothing', { body: cloud(payment('x')).toString(), headers: structured })).toMatchObject({
      status: 404,
      json: { code: 'source_unknown' },
    });
  });
});
