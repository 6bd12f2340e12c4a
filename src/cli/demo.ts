import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ACCEPT, type Accept, LOG_READER, type LogReader } from '../ingestion/index.js';
import type { Server } from '../server.js';

const RATE_PER_SECOND = 20;
const BATCH_EVENTS = 1000;

/** One event of a pipeline's demo. */
interface DemoEvent {
  readonly type: string;
  readonly event: object;
}

/** What `demo.js` beside a pipeline offers. */
interface DemoModule {
  history(options: { now: number }): Iterable<DemoEvent>;
  live(options: { from: number; ratePerSecond: number; signal: AbortSignal }): AsyncIterable<DemoEvent>;
}

/** A pipeline that may have a demo: its document, and the log that it reads. */
export interface DemoPlace {
  readonly file: string;
  readonly log: string;
}

/**
 * Feeds each pipeline from the `demo.js` beside its document, where there is one, and no other pipeline: history until now, unless the
 * log has events already, then live events.
 */
export async function startDemo(places: readonly DemoPlace[], server: Server, signal: AbortSignal): Promise<void> {
  await Promise.all(places.map((place) => feed(place, server, signal)));
}

async function feed({ file, log }: DemoPlace, server: Server, signal: AbortSignal): Promise<void> {
  const demo = await loadDemo(dirname(file));
  if (!demo) return;
  const accept = server.app.get<Accept>(ACCEPT);
  const now = Date.now();
  // A log that has events already has its history: sending it again would only be late.
  const empty = (await server.app.get<LogReader>(LOG_READER).end(log, 0)) === 0;
  for (const batch of batches(empty ? demo.history({ now }) : [])) {
    if (signal.aborted) return;
    await accept({ log, entries: batch });
  }
  for await (const event of demo.live({ from: now, ratePerSecond: RATE_PER_SECOND, signal })) await accept({ log, entries: [event] });
}

function* batches(events: Iterable<DemoEvent>): Generator<DemoEvent[]> {
  let batch: DemoEvent[] = [];
  for (const event of events) {
    batch.push(event);
    if (batch.length < BATCH_EVENTS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function loadDemo(folder: string): Promise<DemoModule | undefined> {
  const file = join(resolve(folder), 'demo.js');
  try {
    await access(file);
  } catch {
    return undefined;
  }
  return (await import(pathToFileURL(file).href)) as DemoModule;
}
