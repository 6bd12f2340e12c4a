import { type BoundPlan, type EventValue, formatTimeUs } from '../../definition/index.js';
import type { LogReader } from '../../ingestion/index.js';
import type { Behind, Run } from '../domain/index.js';

/** Positions this close are read in one go. */
const GAP = 64;
const MOST_A_READ = 1024;

/** The events behind a window feature, as clients get them. */
export interface BehindAnswer {
  readonly feature: string;
  readonly key: string;
  /** The window: event times after `after`, up to and including `until`. RFC 3339. */
  readonly after: string;
  readonly until: string;
  /** Events that the window covers; `events` holds the newest of them, oldest first. */
  readonly total: number;
  readonly events: readonly { readonly position: number; readonly event_id: string | null; readonly time: string; readonly value: number | string | null }[];
}

/** Puts the events' own ids, as the log has them, to what stands behind each feature. */
export async function behindAnswers(run: Run, partition: number, behind: readonly Behind[], log: LogReader): Promise<BehindAnswer[]> {
  const ids = await idsAt(run, partition, [...new Set(behind.flatMap(({ rows }) => rows.map(({ position }) => position)))], log);
  return behind.map(({ feature, key, fromUs, toUs, total, rows }) => ({
    ...{ feature, key, after: formatTimeUs(Math.max(0, fromUs)), until: formatTimeUs(Math.max(0, toUs)), total },
    events: rows.map(({ position, timeUs, value }) => ({ position, event_id: ids.get(position) ?? null, time: formatTimeUs(timeUs), value })),
  }));
}

async function idsAt(run: Run, partition: number, positions: number[], log: LogReader): Promise<Map<number, string | undefined>> {
  const wanted = new Set(positions);
  const sorted = positions.toSorted((a, b) => a - b);
  const ids = new Map<number, string | undefined>();
  for (let i = 0; i < sorted.length;) {
    const from = sorted[i];
    let last = from;
    while (i < sorted.length && sorted[i] - last <= GAP && sorted[i] - from < MOST_A_READ) last = sorted[i++];
    for (const { position, type, event, body } of await log.read(run.log, partition, from, last - from + 1))
      if (wanted.has(position)) ids.set(position, idOf(run.bound, type, event ?? (JSON.parse(body) as EventValue)));
  }
  return ids;
}

function idOf(bound: BoundPlan, type: string, event: EventValue): string | undefined {
  return bound.events.get(type)?.id(event);
}
