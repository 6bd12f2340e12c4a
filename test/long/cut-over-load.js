import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_KEY } from './application.js';

/** @typedef {import('./application.js').Application} Application */

const REQUEST_MS = 20;
const BATCH = 1000;
const GIVE_UP_MS = 60_000;
const HEADERS = { authorization: `Bearer ${ADMIN_KEY}` };

/**
 * @param {Application} application
 * @param {string} method
 * @param {string} path
 * @param {string} [body]
 * @param {string} [type]
 */
export async function ask(application, method, path, body, type = 'application/json') {
  const answer = await fetch(application.url + path, { method, headers: { ...HEADERS, 'content-type': type }, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  return { status: answer.status, text, json: /** @type {Record<string, any>} */ (text.startsWith('{') ? JSON.parse(text) : {}) };
}

/** @param {number} n @param {number} timeMs */
const payment = (n, timeMs) => ({
  tx: `tx-${n}`,
  occurred_at: new Date(timeMs).toISOString(),
  customer: `C${n % 997}`,
  terminal: `T${n % 131}`,
  amount: (n % 900) + 0.25,
});

/** Payments of one application, each sent once and answered once, whatever happens to the application meanwhile. */
export class PaymentLoad {
  sent = 0;
  /** Longest time that a request waited for its prediction since this was set to 0, milliseconds. */
  longestMs = 0;
  /** @type {string[]} */
  faults = [];
  #open = 0;

  /** @param {() => Application} application the one that runs now */
  constructor(application) {
    this.application = application;
  }

  /** Payments of the past, many at once. @param {number} count @param {number} spanMs */
  async history(count, spanMs) {
    const start = Date.now() - spanMs;
    for (let done = 0; done < count; done += BATCH) {
      const lines = Array.from({ length: BATCH }, (_, i) => JSON.stringify(payment(this.sent + i, start + ((done + i) / count) * spanMs)));
      this.sent += BATCH;
      const { status, text } = await ask(this.application(), 'POST', '/v1/events/payments/payment', `${lines.join('\n')}\n`, 'application/x-ndjson');
      if (status >= 300) throw new Error(`history: ${status} ${text}`);
    }
  }

  /** Requests at a fixed rate, whether or not those before are answered; ends with the signal, once all are. @param {AbortSignal} signal */
  async run(signal) {
    while (!signal.aborted) {
      void this.#request(this.sent++);
      await sleep(REQUEST_MS);
    }
    while (this.#open > 0) await sleep(REQUEST_MS);
  }

  /** @param {number} n */
  async #request(n) {
    this.#open++;
    const [start, body] = [performance.now(), JSON.stringify(payment(n, Date.now()))];
    for (;;) {
      const { status, text } = await ask(this.application(), 'POST', '/v1/pipelines/card-fraud/predictions', body).catch((error) => ({
        status: 0,
        text: String(error),
      }));
      const waitedMs = performance.now() - start;
      this.longestMs = Math.max(this.longestMs, waitedMs);
      if (status === 200) break;
      // An application that was killed, or is starting, is asked again: the same payment gets the same answer.
      if ((status !== 0 && status !== 404 && status < 500) || waitedMs > GIVE_UP_MS) {
        this.faults.push(`payment ${n}: ${status} ${text.slice(0, 200)}`);
        break;
      }
      await sleep(100);
    }
    this.#open--;
  }
}
