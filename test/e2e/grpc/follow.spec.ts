import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, PREDICTIONS, type TestApp, payment, startApp, until } from '../app.js';
import { type Ended, type MillraceClient, type Prediction, clientOf, failure, json, keyed, predict, send } from './client.js';

interface Step extends Json {
  readonly cursor: string;
  readonly prediction?: Prediction | null;
}
interface Follower {
  readonly steps: Step[];
  readonly events: () => string[];
  readonly ended: Promise<Ended>;
  readonly call: ReturnType<MillraceClient['follow']>;
}

let app: TestApp;
let client: MillraceClient;
beforeAll(async () => {
  app = await startApp();
  client = clientOf(app.server.grpc ?? '');
});
afterAll(async () => {
  client?.close();
  await app?.stop();
});

/** Follows; resolves once the stream has told where it begins. */
async function follow(request: Json = {}, from = client): Promise<Follower> {
  const call = from.follow({ pipeline: 'card-fraud', ...request }, keyed());
  const steps: Step[] = [];
  const ended = new Promise<Ended>((done) => call.on('status', done));
  call.on('error', () => undefined);
  call.on('data', (step) => steps.push(step as Step));
  const events = (): string[] => steps.flatMap(({ prediction }) => (prediction ? [prediction.event_id] : []));
  await until(
    async () => steps.length,
    (count) => count > 0,
  );
  return { steps, events, ended, call };
}

const has = (follower: Follower, count: number): Promise<string[]> =>
  until(
    async () => follower.events(),
    (events) => events.length >= count,
  );
const ask = (tx: string, changes: Json = {}): Promise<Prediction> => predict(client, { pipeline: 'card-fraud', ...json(payment(tx, changes)) });
const names = (prefix: string, from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `${prefix}-${from + n}`);

describe('Follow', () => {
  it('gives what is predicted from now on, as it was answered, and goes on behind a cursor', async () => {
    await ask('before');
    const live = await follow();
    expect(live.steps[0]?.prediction ?? null).toBeNull();
    const answered = [await ask('one'), await ask('two'), await ask('three')];
    await has(live, 3);
    live.call.cancel();
    expect((await live.ended).code).toBe(status.CANCELLED);
    expect(live.steps.flatMap(({ prediction }) => (prediction ? [prediction] : []))).toEqual(answered);
    const cursor = live.steps.find(({ prediction }) => prediction?.event_id === 'one')?.cursor;
    await ask('four');
    const again = await follow({ after: cursor });
    expect(await has(again, 3)).toEqual(['two', 'three', 'four']);
    again.call.cancel();
    const whole = await follow({ after: 'start' });
    expect(await has(whole, 5)).toEqual(['before', 'one', 'two', 'three', 'four']);
    whole.call.cancel();
  });

  it('gives those of one key, and moves the cursor over the others', async () => {
    const own = await follow({ key: 'C-own' });
    await ask('other-1', { customer: 'C-other' });
    await ask('own-1', { customer: 'C-own' });
    const last = await ask('other-2', { customer: 'C-other' });
    expect(await has(own, 1)).toEqual(['own-1']);
    const end = await until(
      async () => own.steps.at(-1)?.cursor,
      (cursor) => cursor?.endsWith(`-${last.position}`) === true,
    );
    expect([end?.split('-').at(-1), own.events()]).toEqual([String(last.position), ['own-1']]);
    own.call.cancel();
  });

  it('gives a reader that stops reading everything, once, when it reads on', async () => {
    const slow = await follow();
    slow.call.pause();
    const sent = names('slow', 0, 3000);
    const events = sent.map((tx, n) => json(payment(tx, { customer: `C${n % 50}` })));
    expect(await send(client, [{ source: 'payments', type: 'payment', events }])).toMatchObject({ accepted: 3000 });
    await app.settled();
    slow.call.resume();
    expect(await has(slow, sent.length)).toEqual(sent);
    slow.call.cancel();
  });

  it('refuses cursors that are none, unknown pipelines and strangers', async () => {
    const refused = (request: Json, key?: null): Promise<unknown[]> =>
      failure(
        new Promise((_, fail) => {
          const call = client.follow({ pipeline: 'card-fraud', ...request }, keyed(key));
          call.on('data', () => fail(new Error('an answer')));
          call.on('error', fail);
        }),
      ).then((error) => [status[error.code], error.metadata.get('millrace-code')[0]]);
    expect(await refused({ after: 'nonsense' })).toEqual(['INVALID_ARGUMENT', 'cursor']);
    expect(await refused({ after: '0-99999999-99999999' })).toEqual(['FAILED_PRECONDITION', 'cursor_ahead']);
    expect(await refused({ pipeline: 'nothing' })).toEqual(['NOT_FOUND', 'pipeline_unknown']);
    expect(await refused({}, null)).toEqual(['UNAUTHENTICATED', 'unauthenticated']);
  });

  it('ends at a shutdown, after the last commit, with the reason', async () => {
    const other = await startApp();
    const own = clientOf(other.server.grpc ?? '');
    const follower = await follow({}, own);
    await other.call('POST', PREDICTIONS, { body: payment('last') });
    await other.stop();
    const { code, metadata } = await follower.ended;
    expect([status[code], metadata.get('millrace-code'), follower.events()]).toEqual(['UNAVAILABLE', ['stopping'], ['last']]);
    own.close();
  });
});
