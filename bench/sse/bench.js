import { median } from '../statistics.js';
import { measure } from './measure.js';
import { pageLines } from './page.js';

const GOAL = 1.1;

/** @type {import('../run.js').Bench} */
export const bench = {
  summary: 'predictions answered while sockets follow the stream at 1 kB/s each, and without them, in turn',
  usage: `    --sockets 200      that read --bytes 1024 a second each
    --seconds 30       of a phase; --rounds 3 of one without the readers and one with them
    --asks 200         synchronous predictions a second, --stream 2000 events a second
    --history 50000    events before`,
  options: Object.fromEntries(
    ['sockets', 'bytes', 'seconds', 'rounds', 'asks', 'stream', 'history'].map((name) => [name, { type: /** @type {const} */ ('string') }]),
  ),
  async run(values) {
    const load = {
      sockets: number('sockets', values['sockets'] ?? '200'),
      bytesPerSecond: number('bytes', values['bytes'] ?? '1024'),
      seconds: number('seconds', values['seconds'] ?? '30'),
      rounds: number('rounds', values['rounds'] ?? '3'),
      asksPerSecond: number('asks', values['asks'] ?? '200'),
      eventsPerSecond: number('stream', values['stream'] ?? '2000'),
      history: number('history', values['history'] ?? '50000'),
    };
    const { phases, faults } = await measure(load);
    const of = (/** @type {boolean} */ readers) => summary(phases.filter((phase) => phase.readers === readers));
    const [without, withReaders] = [of(false), of(true)];
    // Neighbours in time are compared with each other: a machine that slows down slows both.
    const p99s = phases.map(({ seen }) => seen.asks.ms.p99);
    const ratio = median(Array.from({ length: load.rounds }, (_, round) => p99s[2 * round + 1] / p99s[2 * round]));
    const figures = { ...load, ratio, goal: GOAL, without, with: withReaders, phases };
    return { title: 'Slow readers of the stream of predictions', figures, lines: pageLines(figures), faults };
  },
};

/** @param {import('./measure.js').Phase[]} phases of one kind */
function summary(phases) {
  const middle = (/** @type {(phase: import('./measure.js').Phase) => number} */ of) => median(phases.map(of));
  return {
    p50Ms: middle(({ seen }) => seen.asks.ms.p50),
    p99Ms: middle(({ seen }) => seen.asks.ms.p99),
    mostMs: middle(({ seen }) => seen.asks.ms.most),
    controlP99Ms: middle(({ seen }) => seen.controlUnderLoad.ms.p99),
    cpuPercent: middle(({ applicationCpuPercent }) => applicationCpuPercent),
    peakBytes: Math.max(...phases.flatMap(({ memory }) => memory.map(({ residentBytes }) => residentBytes))),
    kernelPeakBytes: Math.max(...phases.flatMap(({ memory }) => memory.map(({ kernelBytes }) => kernelBytes))),
  };
}

/**
 * @param {string} name
 * @param {string} text
 */
function number(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a whole number above 0, not ${text}`);
  return Number(text);
}
