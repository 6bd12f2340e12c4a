import { MillraceError } from '../../definition/index.js';
import type { RecordReader } from '../ports/record-reader.port.js';
import { Shortly } from './shortly.js';
import type { Told, Waiters } from './waiters.js';

const POLL_MS = 50;
/** Any number of requests that wait ask the database as often as two would. */
const SHARED_MS = POLL_MS / 2;
const ELSEWHERE: Told = { prediction: undefined, unsure: true };

/** What the one who asks allows: read while waiting, never written. */
export interface Patience {
  /** How long the wait may be, ms; the application's own deadline where that is shorter. */
  readonly waitMs?: number;
  /** True once nobody waits for the answer any more. */
  readonly cancelled?: boolean;
}

/** Waits to be told of commits; asks the database too, in case the telling got lost or the worker is another process. */
export class CommitWait {
  private readonly positions = new Shortly<number>(SHARED_MS);

  constructor(
    private readonly waiters: Waiters,
    private readonly reader: Pick<RecordReader, 'lane'>,
  ) {}

  /** What is told of the record; undefined when the deadline came first; error `cancelled` (retryable) when the caller went away. */
  async told(run: string, position: number, waitMs: number, patience: Patience = {}): Promise<Told | undefined> {
    const deadline = performance.now() + waitMs;
    for (let first = true; performance.now() < deadline; first = false) {
      if (patience.cancelled) throw new MillraceError('cancelled', 'retryable', 'the caller went away; the event is in the log and will be recorded');
      // A database that is away for a moment is no answer: the event is in the log.
      if (!first && (await this.positions.get(run, () => this.position(run)).catch(() => -1)) > position) return ELSEWHERE;
      const left = deadline - performance.now();
      const told = await this.waiters.wait(run, position, Math.max(1, Math.min(POLL_MS, left)));
      if (told) return told;
    }
    return (await this.position(run)) > position ? ELSEWHERE : undefined;
  }

  private async position(run: string): Promise<number> {
    return (await this.reader.lane(run))?.position ?? 0;
  }
}
