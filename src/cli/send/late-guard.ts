import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '../../definition/index.js';
import type { Status } from '../answers.js';
import { amount } from '../books.js';
import type { Client } from '../client.js';
import { count, counted } from '../terminal.js';

/** From this share on, late events are no accident. */
export const LATE_SHARE = 0.05;
/** So many are judged before that is said. */
const LEAST_EVENTS = 200;
/** Lines of one request: what is sent too much is no more than this. */
export const GUARDED_LINES = 500;
const POLL_MS = 25;
const PATIENCE_MS = 5_000;

/** Stops a live send whose events are late: they would be booked and never predicted. It knows by the pipeline's books. */
export class LateGuard {
  constructor(
    private readonly client: Pick<Client, 'get'>,
    private readonly before: Pick<Status, 'name' | 'books'>,
    private readonly file: string,
    private readonly runName: string,
  ) {}

  /** Waits until what was sent so far is judged, as long as is reasonable. Error: `mostly_late` (poison). */
  async check(signal: AbortSignal): Promise<void> {
    const { books } = await this.judged(signal);
    const events = amount(books, 'records') - amount(this.before.books, 'records');
    const late = amount(books, 'late') - amount(this.before.books, 'late');
    if (events < LEAST_EVENTS || late < events * LATE_SHARE) return;
    throw new MillraceError(
      'mostly_late',
      'poison',
      `stopped: ${count(late)} of the ${counted(events, 'event')} so far are late, so they are not predicted; what was sent stays in the log. ` +
        `A file of the past is a run of its own: millrace send ${this.file} --run ${this.runName}, and --map or --as as before, without --live`,
    );
  }

  private async judged(signal: AbortSignal): Promise<Status> {
    const path = `/v1/pipelines/${encodeURIComponent(this.before.name)}`;
    const start = performance.now();
    let status = await this.client.get<Status>(path, signal);
    // What others send meanwhile is not waited for.
    for (const end = status.log_end; status.position < end && performance.now() - start < PATIENCE_MS; status = await this.client.get<Status>(path, signal))
      await sleep(POLL_MS);
    return status;
  }
}
