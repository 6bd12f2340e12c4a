import { DAY_US } from './fraud-plan.js';

export interface OracleEvent {
  readonly tx: string;
  readonly t: number;
  readonly customer: string;
  readonly terminal: string;
  readonly amount: number;
}

export interface OracleRecord {
  readonly type: 'payment' | 'chargeback';
  readonly event: Record<string, unknown>;
}

interface Kept extends OracleEvent {
  outcome: number | undefined;
}

/** What the features must be, from their definition alone: re-reads everything before each event, keeps no state but the log. */
export function oracle(
  records: readonly OracleRecord[],
  windows: readonly number[],
  delayUs: number,
  latenessUs: number,
  maturesUs: number,
): Map<string, number[]> {
  const result = new Map<string, number[]>();
  const kept: Kept[] = [];
  const waiting: { tx: string; value: number; until: number }[] = [];
  const ids = new Set<string>();
  let max = -Infinity;
  for (const { type, event } of records) {
    if (type === 'chargeback') {
      const span = Math.max(...windows) + delayUs + latenessUs;
      const found = kept.findLast((one) => one.tx === event.tx && one.t > max - span);
      if (found) found.outcome = event.fraud as number;
      else if (max <= (event.t as number) + maturesUs)
        waiting.push({ tx: event.tx as string, value: event.fraud as number, until: (event.t as number) + maturesUs });
      continue;
    }
    const payment = event as unknown as OracleEvent;
    if (payment.t < max - latenessUs) continue;
    max = Math.max(max, payment.t);
    if (ids.has(payment.tx)) continue;
    ids.add(payment.tx);
    const joined = waiting.findLast((one) => one.tx === payment.tx && one.until >= max);
    kept.push({ ...payment, outcome: joined?.value });
    result.set(
      payment.tx,
      windows.flatMap((over) => customerWindow(kept, payment, over)).concat(windows.flatMap((over) => terminalWindow(kept, payment, over, delayUs))),
    );
  }
  return result;
}

function customerWindow(kept: readonly Kept[], { customer, t }: OracleEvent, over: number): number[] {
  const cents = kept.filter((one) => one.customer === customer && one.t > t - over && one.t <= t).map((one) => Math.round(one.amount * 100));
  const sum = cents.reduce((total, value) => total + value, 0);
  return [cents.length, sum / 100, sum / (cents.length * 100), Math.min(...cents) / 100, Math.max(...cents) / 100];
}

function terminalWindow(kept: readonly Kept[], { terminal, t }: OracleEvent, over: number, delayUs: number): number[] {
  const inside = kept.filter((one) => one.terminal === terminal && one.t > t - delayUs - over && one.t <= t - delayUs);
  const sum = inside.reduce((total, one) => total + (one.outcome ?? 0), 0);
  return [inside.length, inside.length === 0 ? 0 : sum / inside.length];
}

export const HOUR_US = DAY_US / 24;
