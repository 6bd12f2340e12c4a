import { MillraceError } from '../../definition/index.js';
import type { RecordReader } from '../ports/record-reader.port.js';
import type { Waiters } from './waiters.js';

const POLL_MS = 50;

/** What the one who asks allows: read while waiting, never written. */
export interface Patience {
  /** How long the wait may be, ms; the application's own deadline where that is shorter. */
  readonly waitMs?: number;
  /** True once nobody waits for the answer any more. */
  readonly cancelled?: boolean;
}

/** Waits to be told of the commit; asks the database too, in case the telling got lost or the worker is another process. False when the deadline came first; error `cancelled` (retryable) when the caller went away. */
export async function committed(
  run: string,
  position: number,
  waitMs: number,
  { reader, waiters }: { readonly reader: RecordReader; readonly waiters: Waiters },
  patience: Patience = {},
): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  for (let first = true; performance.now() < deadline; first = false) {
    if (patience.cancelled) throw new MillraceError('cancelled', 'retryable', 'the caller went away; the event is in the log and will be recorded');
    if (!first && ((await reader.lane(run))?.position ?? 0) > position) return true;
    const left = deadline - performance.now();
    if (await waiters.wait(run, position, Math.max(1, Math.min(POLL_MS, left)))) return true;
  }
  return ((await reader.lane(run))?.position ?? 0) > position;
}
