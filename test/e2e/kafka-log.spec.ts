import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SharedBroker, kafkaForTests } from '../kafka/shared-broker.js';
import { NDJSON, PAYMENTS, PREDICTIONS, type TestApp, lines, payment, startApp, until } from './app.js';

let broker: SharedBroker;
let app: TestApp;

beforeAll(async () => {
  broker = await kafkaForTests();
  const kafka = { brokers: [broker.plain], topicPrefix: `test-${randomBytes(4).toString('hex')}.`, requestTimeoutMs: 1000 };
  app = await startApp({ yaml: JSON.stringify({ log: 'kafka', kafka, limits: { deadlineMs: 3000 } }) });
});
afterAll(() => app?.stop());

describe('the application with its log in Kafka', () => {
  it('predicts what is asked, answers the same again, and explains it from the topic', async () => {
    const first = await app.call('POST', PREDICTIONS, { body: payment('K1') });
    const again = await app.call('POST', PREDICTIONS, { body: first.json['event'] ?? payment('K2') });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(first.json).toMatchObject({ source: 'payments', position: 0 });
    const why = await app.call('GET', `${PREDICTIONS}/${first.json['id'] as string}/why`);
    expect(why.status).toBe(200);
  });

  it('takes lines of a producer once, and balances its books', async () => {
    const body = lines(...Array.from({ length: 300 }, (_, i) => payment(`L${i}`, { customer: `C${i % 7}` })));
    const headers = { ...NDJSON, 'millrace-producer': 'file-1', 'millrace-first-line': '1' };
    const sent = await app.call('POST', PAYMENTS, { body, headers });
    const echo = await app.call('POST', PAYMENTS, { body, headers });
    expect([sent.json, echo.json]).toMatchObject([
      { accepted: 300, repeated: 0 },
      { accepted: 300, repeated: 300 },
    ]);
    const { books } = await app.settled();
    expect([books['predicted'], books.balanced]).toEqual([302, true]);
  });

  it('tells how far it is behind', async () => {
    await app.settled();
    const { text } = await app.call('GET', '/metrics');
    expect(text).toContain('millrace_lag_records{run="card-fraud"} 0');
    expect(text).toContain('millrace_log_end{run="card-fraud"} 302');
  });

  it('refuses with a time to come back while the brokers are away, and goes on by itself', async ({ skip }) => {
    if (broker.pid === undefined) skip('a broker of others is not stopped');
    process.kill(broker.pid ?? 0, 'SIGSTOP');
    try {
      const refused = await app.call('POST', PAYMENTS, { body: payment('away') });
      expect([refused.status, refused.json['code'], refused.headers.get('retry-after')]).toEqual([503, 'log_unavailable', '1']);
      expect((await app.call('GET', '/health/ready')).status).toBe(503);
    } finally {
      process.kill(broker.pid ?? 0, 'SIGCONT');
    }
    const ready = await until(
      () => app.call('GET', '/health/ready'),
      ({ status }) => status === 200,
    );
    expect(ready.status).toBe(200);
    const back = await until(
      () => app.call('POST', PREDICTIONS, { body: payment('back') }),
      ({ status }) => status === 200,
    );
    expect(back.status).toBe(200);
    // The one that was refused may stand in the log all the same: then it is predicted, once.
    const { books } = await app.settled();
    expect(books.balanced).toBe(true);
    expect(books['predicted']).toBeGreaterThanOrEqual(303);
  });
});
