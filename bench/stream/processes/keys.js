// Millrace over very many keys, features only: EVENTS KEYS DISTRIBUTION. One line of JSON on stdout; making the events is not timed.
import { memoryUsage } from 'node:process';
import { Checksum } from '../checksum.js';
import { keyPayments } from '../key-payments.js';
import { openLane } from '../lane.js';

const BATCH = 4096;
const SAMPLES = 20;

const events = Number(process.argv[2]);
const keys = Number(process.argv[3]);
const distribution = process.argv[4] === 'zipf' ? 'zipf' : 'uniform';
const { lane, take } = openLane();
const checksum = new Checksum();
/** @type {import('../keys.js').Sample[]} */
const samples = [];
const slowest = { seconds: 0, position: 0 };
const working = { user: 0, system: 0 };
for (const lines of keyPayments({ events, keys, distribution, batch: BATCH })) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  take(lines, (vectors) => checksum.add(vectors));
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  working.user += used.user;
  working.system += used.system;
  if (seconds > slowest.seconds) Object.assign(slowest, { seconds, position: lane.position });
  if (lane.position >= ((samples.length + 1) * events) / SAMPLES) {
    const { rss, heapUsed, arrayBuffers } = memoryUsage();
    const all = lane.doorSeconds + lane.featureSeconds;
    const last = samples.at(-1) ?? { position: 0, seconds: 0 };
    samples.push({ position: lane.position, seconds: all, perSecond: (lane.position - last.position) / (all - last.seconds), rss, heapUsed, arrayBuffers });
  }
}
const cpuSeconds = (working.user + working.system) / 1e6;
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(
  JSON.stringify({
    events: lane.position,
    checksum: checksum.toString(),
    seconds: lane.doorSeconds + lane.featureSeconds,
    cpuSeconds,
    partSeconds: { door: lane.doorSeconds, features: lane.featureSeconds },
    slowestBatch: { records: BATCH, ...slowest },
    peakBytes,
    samples,
  }),
);
