// A state under a bound, its images and deltas in an embedded PostgreSQL: FOLDER EVENTS KEYS DISTRIBUTION BYTES. One line of JSON on stdout.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { memoryUsage } from 'node:process';
import { built } from '../../bench/built.js';
import { keyDrawer } from '../../bench/stream/key-payments.js';
import { randomOf } from '../../bench/stream/random.js';
import { Checksum } from '../../bench/stream/checksum.js';
import { openStore } from './state-store.js';

/** @type {typeof import('../../src/definition/index.js')} */
const { bindPlan, formatTimeUs } = await built('definition/index.js');
/** @type {typeof import('../../src/cli/load-pipeline.js')} */
const { loadPipeline } = await built('cli/load-pipeline.js');
/** @type {typeof import('../../src/processing/domain/index.js')} */
const { NO_RETRIES, PredictionIds, StepComputer } = await built('processing/domain/index.js');
/** @type {typeof import('../../src/processing/application/checkpointer.js')} */
const { Checkpointer } = await built('processing/application/checkpointer.js');
/** @type {typeof import('../../src/processing/application/recover-state.js')} */
const { recoverState } = await built('processing/application/recover-state.js');
/** @type {typeof import('../../src/processing/application/resident-keys.js')} */
const { ResidentKeys } = await built('processing/application/resident-keys.js');
/** @type {typeof import('../../src/processing/application/state-budget.js')} */
const { StateBudget } = await built('processing/application/state-budget.js');

const BATCH = 4096;
const SAMPLES = 20;
const START_US = Date.parse('2025-01-01T00:00:00Z') * 1000;
const SPAN_US = 60 * 86_400_000_000;
const LATE_SHARE = 0.05;
const LATEST_US = 600_000_000;
const TERMINALS = 10_000;

const [folder, ...numbers] = process.argv.slice(2);
const [events, keys] = numbers.map(Number);
const distribution = numbers[2] === 'zipf' ? 'zipf' : 'uniform';
const bytes = Number(numbers[3]);

const { plan } = await loadPipeline(join(import.meta.dirname, '..', '..', 'bench', 'stream', 'pipeline'));
const bound = bindPlan(plan);
const { store, stateId, close } = await openStore(folder);
const budget = new StateBudget(bytes);
const ports = { store, budget, idKey: Buffer.alloc(32, 1) };
const { state, residency } = await recoverState(bound, stateId, 0, ports);
const computer = new StepComputer(state, new PredictionIds(ports.idKey, plan.pipeline));
let [images, broughtBack] = [0, 0];
const checkpointer = new Checkpointer(
  state,
  residency,
  (checkpoint) => {
    images += checkpoint.images.length;
    return store.checkpointFollower(stateId, checkpoint);
  },
  0,
);
const resident = new ResidentKeys(residency, checkpointer, budget, async (wanted) => {
  const found = await store.keyImages(stateId, wanted);
  broughtBack += found.length;
  return found;
});

const random = randomOf(3);
const draw = keyDrawer(distribution, keys, random);

/** Payments over 60 days in log order, some of them out of order of time. @param {number} from @param {number} count */
function payments(from, count) {
  return Array.from({ length: count }, (_, i) => {
    const position = from + i;
    const nowUs = START_US + Math.floor((position * SPAN_US) / events);
    const timeUs = random() < LATE_SHARE ? nowUs - Math.floor(random() * LATEST_US) : nowUs;
    const amount = Math.ceil(random() * 20_000) / 100;
    const terminal = `t${Math.floor(random() * TERMINALS)}`;
    const event = { tx: `k${position}`, occurred_at: formatTimeUs(timeUs), card: `c${draw()}`, terminal, amount, currency: 'EUR', channel: 'chip' };
    const digest = Buffer.alloc(16);
    digest.writeDoubleLE(position);
    return { position, appendedAtUs: START_US + 2 * SPAN_US, type: 'payment', digest, body: '', event };
  });
}

const checksum = new Checksum();
/** @type {import('./state.js').Sample[]} */
const samples = [];
const peak = { bytes: 0, rss: 0, batchSeconds: 0 };
let underWay = Promise.resolve();
let [seconds, sampledSeconds] = [0, 0];
const before = process.cpuUsage();
for (let from = 0; from < events; from += BATCH) {
  const records = payments(from, Math.min(BATCH, events - from));
  const start = performance.now();
  await resident.prepare(records, NO_RETRIES, from, () => underWay);
  const to = from + records.length;
  state.commitNo = to;
  const step = computer.compute(records);
  if (step.candidates.length !== records.length) throw new Error(`an event was set aside: ${JSON.stringify(step.setAside[0])}`);
  checkpointer.afterStep(records.length, to);
  await underWay;
  underWay = store.follow(stateId, { commitNo: to, from, delta: step.delta }).then(() => checkpointer.afterCommit(to, step.maxTimeUs));
  const took = (performance.now() - start) / 1000;
  seconds += took;
  checksum.add(step.vectors);
  const { rss } = memoryUsage();
  peak.bytes = Math.max(peak.bytes, residency.bytes);
  peak.rss = Math.max(peak.rss, rss);
  peak.batchSeconds = Math.max(peak.batchSeconds, took);
  if (to >= ((samples.length + 1) * events) / SAMPLES) {
    const last = samples.at(-1)?.position ?? 0;
    const perSecond = (to - last) / (seconds - sampledSeconds);
    sampledSeconds = seconds;
    const sample = { position: to, perSecond, rss, stateBytes: residency.bytes, resident: residency.resident, evicted: residency.absent, images, broughtBack };
    samples.push(sample);
    console.error(JSON.stringify(sample));
  }
}
await underWay;
await checkpointer.settled();
const { user, system } = process.cpuUsage(before);

// What is stored is enough to go on from, under the same bound.
const startedMs = performance.now();
const again = await recoverState(bound, stateId, events, { ...ports, budget: new StateBudget(bytes) });
const recovered = {
  seconds: (performance.now() - startedMs) / 1000,
  bytes: again.residency.bytes,
  resident: again.residency.resident,
  evicted: again.residency.absent,
  same: hashOf(again.state.maxTimeUs) === hashOf(state.maxTimeUs),
};
await close();
console.log(
  JSON.stringify({
    events,
    keys,
    distribution,
    checksum: checksum.toString(),
    seconds,
    cpuSeconds: (user + system) / 1e6,
    images,
    broughtBack,
    peak,
    samples,
    recovered,
  }),
);

/** @param {number} value */
function hashOf(value) {
  return createHash('sha256').update(String(value)).digest('hex');
}
