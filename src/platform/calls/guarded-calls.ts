import {
  BrokenCircuitError,
  BulkheadRejectedError,
  ConsecutiveBreaker,
  ExponentialBackoff,
  bulkhead,
  circuitBreaker,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';

/** Why a call was not made at all, or not in time. */
export type Refusal = 'resting' | 'full' | 'late';

export interface GuardOptions {
  /** Calls under way at most, and calls that wait for one of them. */
  readonly mostAtOnce: number;
  readonly mostWaiting: number;
  /** Whether an error says that the peer is away or hangs: so many in a row and it is left alone for a while. */
  readonly isOutage: (error: unknown) => boolean;
  readonly outagesInARow: number;
  readonly restMs: number;
  /** Whether the call surely did nothing, or may be made twice: then it is made once more. */
  readonly mayRepeat: (error: unknown) => boolean;
  readonly refused: (why: Refusal) => Error;
}

const REPEAT_AFTER_MS = 20;

/** Calls to one peer: bounded at once, repeated once where that is safe, and spared while the peer is away. */
export class GuardedCalls {
  private readonly guard;

  constructor(private readonly options: GuardOptions) {
    const { mostAtOnce, mostWaiting, isOutage, outagesInARow, restMs, mayRepeat } = options;
    const again = retry(handleWhen(mayRepeat), { maxAttempts: 1, backoff: new ExponentialBackoff({ initialDelay: REPEAT_AFTER_MS }) });
    const breaker = circuitBreaker(handleWhen(isOutage), { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(outagesInARow) });
    this.guard = wrap(bulkhead(mostAtOnce, mostWaiting), breaker, again);
  }

  /** @param call is told how many milliseconds are left of the deadline, and keeps to them. */
  async run<T>(deadlineMs: number, call: (leftMs: number) => Promise<T>): Promise<T> {
    const untilMs = performance.now() + deadlineMs;
    try {
      return await this.guard.execute(() => {
        const leftMs = untilMs - performance.now();
        if (leftMs <= 0) throw this.options.refused('late');
        return call(leftMs);
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw this.options.refused('resting');
      if (error instanceof BulkheadRejectedError) throw this.options.refused('full');
      throw error;
    }
  }
}
