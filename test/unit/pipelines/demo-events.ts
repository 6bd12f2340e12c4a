import type { DemoEvent } from '../../../pipelines/card-fraud/generator/events.js';

export const timeOf = (e: DemoEvent) => Date.parse(e.type === 'payment' ? e.event.occurred_at : e.event.reported_at);
export const paymentsOf = (events: DemoEvent[]) => events.flatMap((e) => (e.type === 'payment' ? [e.event] : []));
export const chargebacksOf = (events: DemoEvent[]) => events.flatMap((e) => (e.type === 'chargeback' ? [e.event] : []));
export const isSorted = (times: number[]) => times.every((t, i) => i === 0 || times[i - 1] <= t);
