import { table, whole } from '../stream/page.js';

const MIB = 1024 * 1024;
const POINTS = 16;

/** @typedef {import('./measure.js').Load & { ratio: number, goal: number, without: Summary, with: Summary, phases: import('./measure.js').Phase[] }} Figures */
/** @typedef {{ p50Ms: number, p99Ms: number, mostMs: number, controlP99Ms: number, cpuPercent: number, peakBytes: number, kernelPeakBytes: number }} Summary */

/** @param {Figures} figures */
export function pageLines(figures) {
  const { sockets, bytesPerSecond, seconds, rounds, asksPerSecond, eventsPerSecond, ratio, goal, phases } = figures;
  const row = (/** @type {string} */ name, /** @type {Summary} */ of) => [
    name,
    ...[of.p50Ms, of.p99Ms, of.mostMs, of.controlP99Ms].map((ms) => ms.toFixed(1)),
    whole(of.cpuPercent),
    whole(of.peakBytes / MIB),
    whole(of.kernelPeakBytes / MIB),
  ];
  const taken = phases.flatMap(({ slow }) => slow?.taken.map(({ bytes }) => bytes / slow.seconds) ?? []);
  const checked = phases.flatMap((phase) => phase.checked ?? []);
  return [
    `${rounds} rounds of two phases of ${seconds} s, one without readers and one with ${sockets} sockets that follow \`GET .../predictions/stream\` and take ${whole(bytesPerSecond)} bytes a second each. In both, ${whole(eventsPerSecond)} events a second come in as NDJSON and ${whole(asksPerSecond)} predictions a second are asked for at a fixed rate; their latency counts from the moment at which each was due to the answer, which comes after the commit. The seconds in which the sockets fill are counted. The control is two commits of one row in the same server.`,
    '',
    ...table(
      ['', 'p50 ms', 'p99 ms', 'most ms', 'control p99 ms', 'CPU of the application, %', 'its memory at most, MiB', 'held by the kernel, MiB'],
      [row('without readers', figures.without), row(`with ${sockets} slow readers`, figures.with)],
    ),
    '',
    `p99 with the readers to p99 without, median of neighbours: **${ratio.toFixed(3)}** (goal: at most ${goal}).`,
    '',
    `The readers took ${whole(Math.min(...taken))} to ${whole(Math.max(...taken))} bytes a second each. ${checked.length} of them then took the rest as fast as it came: ${checked.filter(({ faults }) => faults.length === 0).length} had every prediction, once and in order.`,
    '',
    '## Memory of the application over each phase, MiB',
    '',
    ...table(
      ['phase', ...Array.from({ length: POINTS }, (_, i) => `${Math.round((100 * i) / (POINTS - 1))} %`)],
      phases.map(({ readers, memory }, i) => [
        `${i + 1}, ${readers ? 'with' : 'without'}`,
        ...spread(memory).map(({ residentBytes }) => whole(residentBytes / MIB)),
      ]),
    ),
  ];
}

/** So many of the samples, evenly. @template T @param {T[]} samples */
function spread(samples) {
  return Array.from({ length: POINTS }, (_, i) => samples[Math.round((i * (samples.length - 1)) / (POINTS - 1))]);
}
