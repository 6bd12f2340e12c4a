import { QUARANTINED } from '../domain/index.js';
import type { Commit } from '../ports/commit-store.port.js';

const WINDOW_MS = 10_000;
const LATENCIES = 2048;

interface Sample {
  readonly atMs: number;
  readonly events: number;
  readonly predictions: number;
}

/** Rates over the last ten seconds and the latency of recent predictions: what the status page and the rolling line show. */
export class Throughput {
  private samples: Sample[] = [];
  private readonly latenciesUs = new Float64Array(LATENCIES);
  private readonly doneMs = new Float64Array(LATENCIES);
  private seen = 0;
  /** Quarantined since this process started. */
  quarantined = 0;

  add({ from, to, predictions, setAside }: Pick<Commit, 'from' | 'to' | 'predictions' | 'setAside'>): void {
    const events = to - from;
    for (const { disposition } of setAside) if (disposition === QUARANTINED) this.quarantined++;
    const now = performance.now();
    this.push(events, predictions.length);
    // The newest of a commit waited least and the oldest most: both ends are looked at.
    const step = Math.max(1, Math.floor(predictions.length / 16));
    const doneUs = Date.now() * 1000;
    for (let i = 0; i < predictions.length; i += step) {
      this.doneMs[this.seen % LATENCIES] = now;
      this.latenciesUs[this.seen++ % LATENCIES] = doneUs - predictions[i].arrivedAtUs;
    }
  }

  /** Of a lane that another process works on: only how many. */
  count(events: number, predictions: number): void {
    this.push(events, predictions);
  }

  private push(events: number, predictions: number): void {
    const now = performance.now();
    this.samples.push({ atMs: now, events, predictions });
    while (this.samples.length > 0 && this.samples[0].atMs < now - WINDOW_MS) this.samples.shift();
  }

  perSecond(): { events: number; predictions: number } {
    const now = performance.now();
    const recent = this.samples.filter((sample) => sample.atMs >= now - WINDOW_MS);
    if (recent.length === 0) return { events: 0, predictions: 0 };
    const seconds = Math.max(1, (now - recent[0].atMs) / 1000);
    return { events: sum(recent, 'events') / seconds, predictions: sum(recent, 'predictions') / seconds };
  }

  /** From arrival to durable prediction over the last ten seconds, milliseconds; undefined when there was none. */
  p99Ms(): number | undefined {
    const since = performance.now() - WINDOW_MS;
    const sorted = this.latenciesUs
      .slice(0, Math.min(this.seen, LATENCIES))
      .filter((_, i) => this.doneMs[i] >= since)
      .sort();
    const count = sorted.length;
    if (count === 0) return undefined;
    return sorted[Math.min(count - 1, Math.floor(count * 0.99))] / 1000;
  }
}

function sum(samples: readonly Sample[], field: 'events' | 'predictions'): number {
  return samples.reduce((total, sample) => total + sample[field], 0);
}
