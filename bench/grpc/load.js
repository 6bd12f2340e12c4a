import { Metadata, credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import { contract } from './contract.js';

/** @typedef {{ perSecond: number, p50Ms: number, p99Ms: number }} Round */
/**
 * @typedef {object} PredictClient
 * @property {(event: object) => Promise<unknown>} predict
 * @property {() => void} close
 */

/** @param {string} address @param {string} key @returns {PredictClient} */
export function connect(address, key) {
  const Client = makeGenericClientConstructor(contract(), 'Millrace');
  const client = new Client(address, credentials.createInsecure());
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${key}`);
  const predict = (/** @type {object} */ event) =>
    new Promise((done, fail) => {
      const request = { pipeline: 'card-fraud', json: Buffer.from(JSON.stringify(event)) };
      client['predict'](request, metadata, (/** @type {Error | null} */ error, /** @type {unknown} */ answer) => (error ? fail(error) : done(answer)));
    });
  return { predict, close: () => client.close() };
}

/**
 * Asks with so many requests under way until all are answered.
 * @param {PredictClient} client
 * @param {{ requests: number, concurrency: number, name: string }} load `name` makes the ids new
 * @returns {Promise<Round>}
 */
export async function measureRound(client, { requests, concurrency, name }) {
  const occurred_at = new Date().toISOString();
  const tookMs = new Float64Array(requests);
  let next = 0;
  const ask = async () => {
    for (let n = next++; n < requests; n = next++) {
      const start = performance.now();
      await client.predict({ tx: `${name}-${n}`, occurred_at, customer: `C${n % 997}`, terminal: `T${n % 499}`, amount: 57.16 });
      tookMs[n] = performance.now() - start;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, ask));
  const seconds = (performance.now() - start) / 1000;
  tookMs.sort();
  const at = (/** @type {number} */ share) => tookMs[Math.min(requests - 1, Math.floor(requests * share))];
  return { perSecond: requests / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}
