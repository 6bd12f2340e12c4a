// The load of the predictions: requests at a fixed rate while events stream in, and the control, as a process of its own. Its task comes as
// JSON in the first argument, what it saw goes to stdout as one line of JSON.
import { Agent, request } from 'node:http';
import pg from 'pg';
import { embeddedServer } from '../../../test/checker/database.js';
import { openLoop } from '../../open-loop.js';
import { latencies } from '../../statistics.js';
import { randomOf } from '../random.js';

/**
 * @typedef {object} Task
 * @property {string} url
 * @property {string} key
 * @property {string} dataDir
 * @property {number} asksPerSecond
 * @property {number} eventsPerSecond
 * @property {number} warmSeconds under load, not counted
 * @property {number} seconds
 * @property {number} timeMs event time of the first; it goes on with the clock
 * @property {number} [made] payments that were made before, whose ids are taken
 */

/** @type {Task} */
const task = JSON.parse(process.argv[2]);
const CONTROLS_PER_SECOND = 20;
const CONTROLS_ALONE = 500;
const LINES_A_REQUEST = 100;
const ANSWER_MS = 10_000;
const CONTROL_BODY = 'x'.repeat(300);

const random = randomOf(7);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const streamAgent = new Agent({ keepAlive: true, maxSockets: 4 });
const began = performance.now();
const before = task.made ?? 0;
let made = before;

function payment() {
  const card = Math.floor(random() * 5_000);
  const terminal = Math.floor(random() * 10_000);
  const time = new Date(task.timeMs + performance.now() - began).toISOString();
  const amount = Math.round(random() * 20_000) / 100;
  return `{"tx":"l${made++}","occurred_at":"${time}","card":"c${card}","terminal":"t${terminal}","amount":${amount},"currency":"EUR","channel":"chip"}`;
}

/**
 * @param {string} path
 * @param {string} type
 * @param {string} body
 * @param {Agent} by
 * @returns {Promise<number>} status
 */
function post(path, type, body, by) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${task.key}`, 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const asking = request(task.url + path, { method: 'POST', agent: by, headers, timeout: ANSWER_MS }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    asking.once('error', reject).once('timeout', () => asking.destroy(new Error(`no answer within ${ANSWER_MS} ms`)));
    asking.end(body);
  });
}

/**
 * Fires `work` at a rate and waits for what is under way.
 * @param {{ perSecond: number, seconds: number }} rate
 * @param {(n: number) => Promise<void>} work
 */
async function measured(rate, work) {
  /** @type {number[]} */
  const times = [];
  /** @type {Map<string, number>} */
  const errors = new Map();
  /** @type {number[]} */
  const lags = [];
  /** @type {Set<Promise<void>>} */
  const underWay = new Set();
  await openLoop(rate, (due, n) => {
    lags.push(performance.now() - due);
    const doing = work(n)
      .then(
        () => void times.push(performance.now() - due),
        (error) => void errors.set(String(error.message), (errors.get(String(error.message)) ?? 0) + 1),
      )
      .finally(() => underWay.delete(doing));
    underWay.add(doing);
  });
  await Promise.all(underWay);
  return { ms: latencies(times), generatorLagMs: latencies(lags), errors: Object.fromEntries(errors) };
}

/** @param {number} expected @param {Promise<number>} answer */
async function answered(expected, answer) {
  const status = await answer;
  if (status !== expected) throw new Error(`status ${status}`);
}

const ask = () => answered(200, post('/v1/pipelines/stream/predictions', 'application/json', payment(), agent));

function send() {
  let lines = '';
  for (let i = 0; i < LINES_A_REQUEST; i++) lines += payment() + '\n';
  return answered(200, post('/v1/events/payments/payment', 'application/x-ndjson', lines, streamAgent));
}

const client = new pg.Client(embeddedServer(task.dataDir));
await client.connect();
await client.query(
  'CREATE SCHEMA IF NOT EXISTS bench; CREATE TABLE IF NOT EXISTS bench.control (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)',
);

/** Two commits of one row, one after the other: what an answer that stands on two durable steps cannot do without. */
async function control() {
  for (let i = 0; i < 2; i++) await client.query({ name: 'control', text: 'INSERT INTO bench.control (body) VALUES ($1)', values: [CONTROL_BODY] });
}

async function controlAlone() {
  const times = [];
  for (let i = 0; i < CONTROLS_ALONE; i++) {
    const start = performance.now();
    await control();
    times.push(performance.now() - start);
  }
  return latencies(times);
}

/** @param {number} seconds */
async function underLoad(seconds) {
  const [asks, stream, controls] = await Promise.all([
    measured({ perSecond: task.asksPerSecond, seconds }, ask),
    measured({ perSecond: task.eventsPerSecond / LINES_A_REQUEST, seconds }, send),
    measured({ perSecond: CONTROLS_PER_SECOND, seconds }, control),
  ]);
  return { asks, stream, controls };
}

await controlAlone();
const alone = await controlAlone();
await underLoad(task.warmSeconds);
const { asks, stream, controls } = await underLoad(task.seconds);
await client.end();
agent.destroy();
streamAgent.destroy();
console.log(JSON.stringify({ asks, stream, controlAloneMs: alone, controlUnderLoad: controls, linesARequest: LINES_A_REQUEST, paymentsMade: made - before }));
