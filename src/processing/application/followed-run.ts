import { FEED_START, type FeedPlace } from '../domain/index.js';
import type { FeedSlice, RecordReader, StoredPrediction } from '../ports/record-reader.port.js';
import { RecentPredictions } from './recent-predictions.js';
import { SharedPages } from './shared-pages.js';

/** Predictions kept of a followed run: a few seconds of a busy one. */
const KEPT = 4096;
const KEPT_BYTES = 16 * 1024 * 1024;
/** How often the database is asked while readers wait and nobody in this process commits. */
const POLL_MS = 200;
/** Records behind which it is not worth while to read up: readers do that for themselves. */
const TOO_FAR = 2 * KEPT;

interface Waiting {
  readonly position: number;
  readonly wake: () => void;
}

/** What the readers of one run share: its newest predictions, and one question to the database for all who wait. */
export class FollowedRun {
  readonly pages = new SharedPages();
  private readonly recent = new RecentPredictions(KEPT, KEPT_BYTES);
  private readonly waiting = new Set<Waiting>();
  private timer: NodeJS.Timeout | undefined;
  private asking: Promise<void> | undefined;
  private announcedMs = -Infinity;
  /** When it was last read, for whoever forgets runs that nobody follows. */
  readMs = performance.now();

  constructor(
    readonly run: string,
    private readonly reader: RecordReader,
  ) {}

  get waits(): boolean {
    return this.waiting.size > 0;
  }

  /** The last place that is known to be committed. */
  get newest(): FeedPlace | undefined {
    return this.recent.newest;
  }

  after(place: FeedPlace, limit: number): FeedSlice | undefined {
    this.readMs = performance.now();
    return this.recent.after(place, limit);
  }

  /** A commit of this process; undefined predictions: they are to be read from the database. */
  announce(from: number, end: FeedPlace, predictions: readonly StoredPrediction[] | undefined): void {
    this.announcedMs = performance.now();
    if (predictions) this.recent.add(from, end, predictions);
    else this.recent.begin(end);
    this.wake(end.position);
  }

  /** Resolves once something may lie after `position`, or after `waitMs`. */
  changed(position: number, waitMs: number): Promise<void> {
    if ((this.newest?.position ?? -1) > position) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting: Waiting = {
        position,
        wake: (): void => {
          clearTimeout(timer);
          this.waiting.delete(waiting);
          resolve();
        },
      };
      const timer = setTimeout(waiting.wake, waitMs);
      this.waiting.add(waiting);
      this.timer ??= setInterval(() => this.poll(), POLL_MS);
    });
  }

  /** Asks the database what it has beyond what is known here: commits of other processes. Who commits in this process needs no asking. */
  async refresh(): Promise<void> {
    if (performance.now() - this.announcedMs < POLL_MS) return;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    await this.asking;
  }

  /** Lets go of all who wait. */
  close(): void {
    for (const waiting of this.waiting) waiting.wake();
    clearInterval(this.timer);
  }

  private poll(): void {
    if (this.waiting.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    } else {
      // A database that is away is asked again at the next tick; readers that need it are told by their own reads.
      this.refresh().catch(() => undefined);
    }
  }

  private async ask(): Promise<void> {
    const lane = await this.reader.lane(this.run);
    if (!lane) return;
    const last = lane.position - 1;
    const known = this.recent.newest;
    if (!known || last - known.position > TOO_FAR) {
      // A commit of this process may have been announced meanwhile.
      if (this.recent.newest === known) this.recent.begin({ ...FEED_START, commitNo: lane.commitNo, position: last });
    } else if (last > known.position) {
      const { predictions, end } = await this.reader.predictionsAfter(this.run, known, KEPT);
      this.recent.add(known.position + 1, end, predictions);
    }
    this.wake(last);
  }

  private wake(position: number): void {
    for (const waiting of this.waiting) if (waiting.position < position) waiting.wake();
  }
}
