import { MillraceError } from '../../definition/index.js';
import type { AppendItem, AppendReceipt, LogWriter } from '../ports/log.port.js';

interface Waiting {
  readonly item: AppendItem;
  readonly bytes: number;
  resolve(receipt: AppendReceipt): void;
  reject(error: unknown): void;
}

/** Most events of one append: more would hold the first of them up without making the rest cheaper. */
const MOST_EVENTS = 8192;

/**
 * Bounded group commit before the log: while one append is under way the next gathers, so each takes what arrived during the last and
 * nothing waits for a clock.
 */
export class AppendQueue {
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly busy = new Set<string>();
  private readonly roomWaiters: (() => void)[] = [];
  private queuedBytes = 0;

  constructor(
    private readonly log: LogWriter,
    private readonly limitBytes: number,
  ) {}

  /** True while nothing is queued or under way. */
  get idle(): boolean {
    return this.queuedBytes === 0 && this.busy.size === 0;
  }

  /** Takes an item whole or refuses it: `intake_full` (retryable). Resolves once it is durable. */
  append(log: string, item: AppendItem): Promise<AppendReceipt> {
    const bytes = item.events.reduce((sum, event) => sum + event.body.length + 64, 64);
    if (this.queuedBytes > 0 && this.queuedBytes + bytes > this.limitBytes) {
      throw new MillraceError('intake_full', 'retryable', 'more is arriving than the log can take: try again in a moment');
    }
    this.queuedBytes += bytes;
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(log);
      if (queue) queue.push({ item, bytes, resolve, reject });
      else this.waiting.set(log, [{ item, bytes, resolve, reject }]);
      if (!this.busy.has(log)) void this.drain(log);
    });
  }

  /** Resolves when at most half of the room is taken: a stream waits here instead of being refused. */
  async room(): Promise<void> {
    while (this.queuedBytes * 2 > this.limitBytes) await new Promise<void>((resolve) => this.roomWaiters.push(resolve));
  }

  private async drain(log: string): Promise<void> {
    this.busy.add(log);
    // One turn of the loop lets requests that are already read join the first append.
    await new Promise((resolve) => setImmediate(resolve));
    for (let batch = this.take(log); batch.length > 0; batch = this.take(log)) await this.appendBatch(log, batch);
    this.busy.delete(log);
  }

  private async appendBatch(log: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const receipts = await this.log.append(
        log,
        batch.map((waiting) => waiting.item),
      );
      for (let i = 0; i < batch.length; i++) batch[i].resolve(receipts[i]);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
    for (const waiting of batch) this.queuedBytes -= waiting.bytes;
    for (const resolve of this.roomWaiters.splice(0)) resolve();
  }

  private take(log: string): Waiting[] {
    const queue = this.waiting.get(log);
    if (!queue) return [];
    let events = 0;
    let n = 0;
    while (n < queue.length && (n === 0 || events + queue[n].item.events.length <= MOST_EVENTS)) events += queue[n++].item.events.length;
    const batch = queue.splice(0, n);
    if (queue.length === 0) this.waiting.delete(log);
    return batch;
  }
}
