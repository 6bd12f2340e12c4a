import type { Commit } from '../ports/commit-store.port.js';

/** Requests that wait for the commit of their own event. Told after the commit, never before. */
export class Waiters {
  private readonly byRun = new Map<string, Map<number, () => void>>();

  private open = 0;

  /** Keeps `settled` from resolving while a request is under way, also between two waits. */
  async during<T>(request: () => Promise<T>): Promise<T> {
    this.open++;
    try {
      return await request();
    } finally {
      this.open--;
    }
  }

  /** Resolves true when the record at `position` has been committed, false after `timeoutMs`. */
  wait(run: string, position: number, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiting = this.byRun.get(run) ?? new Map<number, () => void>();
      this.byRun.set(run, waiting);
      const timer = setTimeout(() => {
        waiting.delete(position);
        resolve(false);
      }, timeoutMs);
      waiting.set(position, () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** Resolves when no request is under way; each waits for its own deadline at most. */
  async settled(): Promise<void> {
    while (this.open > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  announce(run: string, commit: Pick<Commit, 'from' | 'to'>): void {
    const waiting = this.byRun.get(run);
    if (!waiting || waiting.size === 0) return;
    for (const [position, tell] of waiting) {
      if (position >= commit.to) continue;
      waiting.delete(position);
      tell();
    }
  }
}
