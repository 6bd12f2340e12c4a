import { history } from '../../pipelines/card-fraud/demo.js';
import type { Chargeback, DemoEvent } from '../../pipelines/card-fraud/generator/events.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** More than the longest window with its delay, lateness and maturity: whole sets begin in the middle of the log. */
const DAYS = 64;

interface Timed {
  readonly logMs: number;
  readonly event: DemoEvent;
}

/**
 * The example's payments and chargebacks up to `now` as a log has them: payments out of order within the lateness, chargebacks before
 * their payment (one of ten: at the very beginning of the log), taken back, and weeks late.
 */
export function trainingLog(now: number): DemoEvent[] {
  const timed: Timed[] = [];
  let n = 0;
  for (const event of history({ now, days: DAYS, customers: 60, terminals: 40, seed: 3 })) {
    n++;
    if (event.type === 'payment') {
      const atMs = Date.parse(event.event.occurred_at);
      timed.push({ logMs: atMs + ((n * 7919) % 9) * MINUTE_MS, event });
      // Of a payment that was no fraud, a report that comes weeks later: joined, or too late for any window.
      if (n % 37 === 0) timed.push(report(event.event.tx, atMs + (n % 2 === 0 ? 20 : 45) * DAY_MS, 1));
      continue;
    }
    const reportedMs = Date.parse(event.event.reported_at);
    const early = n % 10 === 0 ? 0 : n % 10 === 1 ? reportedMs - 6 * DAY_MS - MINUTE_MS : reportedMs;
    timed.push({ logMs: early, event });
    if (n % 7 === 0) timed.push(report(event.event.tx, reportedMs + DAY_MS, 0));
  }
  return timed
    .filter(({ logMs }) => logMs <= now)
    .sort((a, b) => a.logMs - b.logMs)
    .map(({ event }) => event);
}

function report(tx: string, reportedMs: number, fraud: 0 | 1): Timed {
  return { logMs: reportedMs, event: { type: 'chargeback', event: { tx, reported_at: new Date(reportedMs).toISOString(), fraud } } };
}

/** The last chargeback of each payment, in log order. */
export function lastReports(log: readonly DemoEvent[]): Map<string, Chargeback> {
  return new Map(log.flatMap((one) => (one.type === 'chargeback' ? [[one.event.tx, one.event] as const] : [])));
}
