import { type ServiceError, status } from '@grpc/grpc-js';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Waiters } from '../../../src/processing/application/waiters.js';
import { type Json, PREDICTIONS, type TestApp, payment, startApp } from '../app.js';
import { type MillraceClient, type Prediction, clientOf, failure, json, keyed, predict } from './client.js';
import { heldUp, logEnd } from './held-up.js';

const WAIT_MS = 1000;
const HOUR_MS = 3_600_000;

let app: TestApp;
let client: MillraceClient;
beforeAll(async () => {
  app = await startApp({ yaml: 'limits: { bodyBytes: 65536, deadlineMs: 600000 }' });
  client = clientOf(app.server.grpc ?? '');
  // The first prediction of a day makes the day's table: a test below that locks it would hold that up, and every read behind it.
  await ask(payment('warm'));
});
afterAll(async () => {
  client?.close();
  await app?.stop();
});

const ask = (event: object | string, options = {}): Promise<Prediction> => predict(client, { pipeline: 'card-fraud', ...json(event) }, options);
const codeOf = (error: ServiceError): unknown[] => [status[error.code], error.metadata.get('millrace-code')[0]];
const micros = ({ seconds, nanos }: Record<string, number>): string =>
  new Date(seconds * 1000).toISOString().replace('000Z', `${String(nanos / 1000).padStart(6, '0')}Z`);

describe('Predict', () => {
  it('answers what REST answers for the same event', async () => {
    const event = payment('same');
    const { features, ...prediction } = await ask(event);
    const { json: rest } = await app.call('POST', PREDICTIONS, { body: event });
    expect(features).toEqual(rest['features']);
    expect(prediction).toMatchObject(only(rest, ['id', 'event_id', 'key', 'score', 'decision', 'model', 'pipeline', 'run', 'source', 'partition', 'position']));
    expect(new Date(micros(prediction['event_time'] as Record<string, number>))).toEqual(new Date(rest['time'] as string));
    expect([micros(prediction['arrived_at'] as Record<string, number>), micros(prediction['predicted_at'] as Record<string, number>)]).toEqual(
      [rest['arrived_at'], rest['predicted_at']].map((time) => String(time).replace(/(\.\d{3})Z$/, '$1000Z')),
    );
    expect('degraded' in prediction).toBe(false);
  });

  it('takes the event as a structure too, and gives the same event the same answer', async () => {
    const event = payment('structure');
    const fields = Object.fromEntries(
      Object.entries(event).map(([name, value]) => [name, typeof value === 'number' ? { numberValue: value } : { stringValue: value }]),
    );
    const first = await predict(client, { pipeline: 'card-fraud', event: { fields } });
    expect(await ask(event)).toEqual(first);
    const { occurred_at: _, ...timeless } = payment('timeless');
    expect(await ask(timeless)).toMatchObject({ event_id: 'timeless', event_time: expect.objectContaining({ seconds: expect.any(Number) }) });
  });

  it('has for each error the status, the code and the words', async () => {
    const old = payment('old', { occurred_at: '2018-04-01T00:00:31Z' });
    await ask(payment('used'));
    expect(codeOf(await failure(ask(old)))).toEqual(['FAILED_PRECONDITION', 'late']);
    expect(codeOf(await failure(ask(payment('ahead', { occurred_at: new Date(Date.now() + HOUR_MS).toISOString() }))))).toEqual([
      'FAILED_PRECONDITION',
      'future',
    ]);
    expect(codeOf(await failure(ask(payment('rule', { amount: -1 }))))).toEqual(['FAILED_PRECONDITION', 'rule']);
    expect(codeOf(await failure(ask(payment('used', { amount: 2 }))))).toEqual(['ALREADY_EXISTS', 'id_reused']);
    expect(codeOf(await failure(ask(payment('words', { amount: 'much' }))))).toEqual(['INVALID_ARGUMENT', 'schema']);
    const unknown = await failure(predict(client, { pipeline: 'card-frod', ...json(payment('x')) }));
    expect([...codeOf(unknown), unknown.details]).toEqual(['NOT_FOUND', 'pipeline_unknown', expect.stringContaining('did you mean "card-fraud"?')]);
  });

  it('lets nobody in without a key, whatever is called', async () => {
    for (const key of [null, 'wrong', `mr_12345678901_${'a'.repeat(43)}`])
      expect(codeOf(await failure(predict(client, { pipeline: 'card-fraud', ...json(payment('stranger')) }, { key })))).toEqual([
        'UNAUTHENTICATED',
        'unauthenticated',
      ]);
    expect((await app.call('GET', `${PREDICTIONS}?key=C-stranger`)).json['predictions']).toEqual([]);
  });
});

describe('bad input', () => {
  it.each([
    ['no JSON', '{', 'malformed'],
    ['no object', '[]', 'event_not_object'],
    ['nothing', '', 'malformed'],
    ['half a surrogate pair in a name', '{"\\ud800":1}', 'text_refused'],
    ['a member named __proto__', '{"__proto__":{"a":1}}', 'member_refused'],
    ['a number beyond 2^53', '{"amount":9007199254740993}', 'number_out_of_range'],
  ])('%s is refused', async (_, text, code) => {
    expect(codeOf(await failure(ask(text)))).toEqual(['INVALID_ARGUMENT', code]);
  });

  it('refuses structures that JSON could not say', async () => {
    const structure = (fields: Json): Promise<unknown> => predict(client, { pipeline: 'card-fraud', event: { fields } });
    expect(codeOf(await failure(structure({ amount: { numberValue: Number.NaN } })))).toEqual(['INVALID_ARGUMENT', 'number_out_of_range']);
    expect(codeOf(await failure(predict(client, { pipeline: 'card-fraud' })))).toEqual(['INVALID_ARGUMENT', 'malformed']);
    let deep: Json = { numberValue: 1 };
    for (let n = 0; n < 40; n++) deep = { structValue: { fields: { a: deep } } };
    expect(codeOf(await failure(structure({ deep })))).toEqual(['INVALID_ARGUMENT', 'event_too_deep']);
  });

  it('survives bytes that are no message, messages that are too large and methods that are none', async () => {
    const raw = (path: string, bytes: Buffer): Promise<unknown> =>
      new Promise((done, fail) => {
        const same = (value: Buffer): Buffer => value;
        client.makeUnaryRequest(path, same, same, bytes, keyed(), (error, answer) => (error ? fail(error) : done(answer)));
      });
    expect(status[(await failure(raw('/millrace.v1.Millrace/Predict', Buffer.from('ffffffff', 'hex')))).code]).toBe('INTERNAL');
    expect(status[(await failure(ask('x'.repeat(70_000)))).code]).toBe('RESOURCE_EXHAUSTED');
    expect(status[(await failure(raw('/millrace.v1.Millrace/Nothing', Buffer.alloc(0)))).code]).toBe('UNIMPLEMENTED');
    expect(await ask(payment('alive'))).toMatchObject({ event_id: 'alive' });
  });

  it('tells words that no header can carry as they are', async () => {
    const error = await failure(ask(payment('words-2', { ['ünïcödé\n'.repeat(400)]: 1 })));
    expect(codeOf(error)).toEqual(['INVALID_ARGUMENT', 'schema']);
    expect(error.details).toContain('ünïcödé');
  });
});

describe('a caller who does not wait', () => {
  const tables = ['processing.prediction'];
  const pool = (): pg.Pool => app.server.app.get(pg.Pool);

  it('hears at its deadline which prediction will be recorded, and finds it there', async () => {
    const release = await heldUp(pool(), tables);
    let told: ServiceError | undefined;
    let event = payment('hurry');
    // On a busy machine the caller's own clock may win once; then it does not hear the id.
    for (let n = 0; n < 10 && told?.metadata.get('millrace-code').length !== 1; n++) {
      event = payment(`hurry-${n}`);
      told = await failure(ask(event, { deadline: Date.now() + WAIT_MS }));
      expect(status[told.code]).toBe('DEADLINE_EXCEEDED');
    }
    await release();
    expect(told?.metadata.get('millrace-code')).toEqual(['deadline']);
    expect((await ask(event)).id).toBe(told?.metadata.get('millrace-prediction-id')[0]);
  });

  it('is not waited for once it has cancelled', async () => {
    const release = await heldUp(pool(), tables);
    const event = payment('gone');
    try {
      const waiters = app.server.app.get(Waiters, { strict: false });
      const records = await logEnd(app);
      const cancelled = new Promise<ServiceError | null>((done) => {
        const call = client.predict({ pipeline: 'card-fraud', ...json(event) }, keyed(), {}, done);
        void logEnd(app, records + 1).then(() => call.cancel());
      });
      expect((await cancelled)?.code).toBe(status.CANCELLED);
      // While the commit is still held up, nobody waits for it; the deadline of this application is ten minutes.
      await waiters.settled();
    } finally {
      await release();
    }
    expect(await ask(event)).toMatchObject({ event_id: 'gone' });
  });
});

function only(object: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}
