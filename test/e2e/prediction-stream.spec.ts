import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, type Json, NDJSON, PAYMENTS, PREDICTIONS, type TestApp, lines, payment, startApp } from './app.js';
import { type EventReader, type StreamEvent, readEvents } from './event-stream.js';

const STREAM = `${PREDICTIONS}/stream`;

describe('the stream of predictions', () => {
  let app: TestApp;
  const open: EventReader[] = [];

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    for (const reader of open) await reader.close().catch(() => undefined);
    await app?.stop();
  });

  async function follow(path = STREAM, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
    const reader = await readEvents(app, ADMIN_KEY, path, headers);
    open.push(reader);
    return reader;
  }
  const predict = async (tx: string, changes: Json = {}) => (await app.call('POST', PREDICTIONS, { body: payment(tx, changes) })).json;
  const idsOf = (events: readonly StreamEvent[]) => events.map(({ data }) => data?.['event_id']);

  it('tells each prediction as it is answered, in commit order, with a cursor to come back with', async () => {
    const reader = await follow();
    expect([reader.response.status, reader.response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const answers: Json[] = [];
    for (let i = 0; i < 5; i++) answers.push(await predict(`live-${i}`));
    const events = await reader.take(5);
    expect(events.map(({ data }) => data)).toEqual(answers);
    expect(events.every(({ event, id }) => event === 'prediction' && /^0-\d+-\d+$/.test(String(id)))).toBe(true);
    expect(reader.text()).toMatch(/^retry: \d+\n\n/);
    for (const path of [`${STREAM}?after=${events[1].id}`, STREAM]) {
      const again = await follow(path, path === STREAM ? { 'last-event-id': String(events[1].id) } : {});
      expect((await again.take(3)).map(({ data }) => data)).toEqual(answers.slice(2));
    }
  });

  it('gives everything from the start, once, while events stream in', async () => {
    const reader = await follow(`${STREAM}?after=start`);
    const sent = Array.from({ length: 3000 }, (_, i) => payment(`many-${i}`, { customer: `C${i % 7}` }));
    expect((await app.call('POST', PAYMENTS, { body: lines(...sent), headers: NDJSON })).json).toMatchObject({ accepted: 3000 });
    const { books } = await app.settled();
    const events = await reader.take(books['predicted']);
    const positions = events.map(({ data }) => Number(data?.['position']));
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
    expect(idsOf(events).filter((id) => String(id).startsWith('many-'))).toHaveLength(3000);
  });

  it('filters by key, also what was before, and gives CloudEvents when asked', async () => {
    const reader = await follow(`${STREAM}?after=start&key=C3`);
    expect((await reader.take(400)).every(({ data }) => data?.['key'] === 'C3')).toBe(true);
    const [byFormat, byHeader] = [
      await follow(`${STREAM}?format=cloudevents&key=C-cloud`),
      await follow(`${STREAM}?key=C-cloud`, { accept: 'application/cloudevents+json' }),
    ];
    const answer = await predict('cloud', { customer: 'C-cloud' });
    for (const stream of [byFormat, byHeader]) {
      const [{ data }] = await stream.take(1);
      expect(data).toEqual({
        ...{ specversion: '1.0', id: answer['id'], source: '/v1/pipelines/card-fraud', type: 'dev.millrace.prediction', subject: 'C-cloud' },
        ...{ time: answer['predicted_at'], datacontenttype: 'application/json', data: answer },
      });
    }
  });

  it('refuses what it cannot follow before the stream begins', async () => {
    for (const [query, status, code] of [
      ['after=nonsense', 400, 'cursor'],
      ['after=0-1-99999999', 409, 'cursor_ahead'],
      ['format=xml', 400, 'query'],
      ['key=%00', 400, 'query'],
      ['key=a&key=b', 400, 'query'],
    ] as const)
      expect(await app.call('GET', `${STREAM}?${query}`), query).toMatchObject({ status, json: { code } });
    expect(await app.call('GET', STREAM, { key: null })).toMatchObject({ status: 401 });
    expect(await app.call('GET', '/v1/pipelines/card-frod/predictions/stream')).toMatchObject({ status: 404 });
  });

  it('holds up nobody for a reader that takes nothing, and ends every stream when it stops', async () => {
    const { hostname, port } = new URL(app.server.url);
    const stuck = connect(Number(port), hostname);
    stuck.on('error', () => undefined);
    stuck.pause();
    stuck.write(`GET ${STREAM}?after=start HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ADMIN_KEY}\r\n\r\n`);
    const waiting = await follow();
    const answer = await predict('last');
    expect((await waiting.take(1)).map(({ data }) => data)).toEqual([answer]);
    const ended = waiting.next();
    await app.stop();
    expect(await ended).toBeUndefined();
    stuck.destroy();
    app = await startApp();
  });
});
