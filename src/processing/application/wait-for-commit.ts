import type { RecordReader } from '../ports/record-reader.port.js';
import type { Waiters } from './waiters.js';

const POLL_MS = 50;

/** Waits to be told of the commit; asks the database too, in case the telling got lost or the worker is another process. False when the deadline came first. */
export async function committed(
  run: string,
  position: number,
  deadlineMs: number,
  { reader, waiters }: { readonly reader: RecordReader; readonly waiters: Waiters },
): Promise<boolean> {
  const deadline = performance.now() + deadlineMs;
  for (let first = true; performance.now() < deadline; first = false) {
    if (!first && ((await reader.lane(run))?.position ?? 0) > position) return true;
    const left = deadline - performance.now();
    if (await waiters.wait(run, position, Math.max(1, Math.min(POLL_MS, left)))) return true;
  }
  return ((await reader.lane(run))?.position ?? 0) > position;
}
