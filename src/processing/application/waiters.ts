import type { Run } from '../domain/index.js';
import type { Commit, PredictionRow } from '../ports/commit-store.port.js';
import type { StoredPrediction } from '../ports/record-reader.port.js';
import { announcedPrediction } from './announced.js';

/** What one who waits for the commit of a record is told of it. */
export interface Told {
  readonly prediction: StoredPrediction | undefined;
  /** True where there may be a prediction all the same: the database knows. */
  readonly unsure: boolean;
}

type Tell = (told: Told | undefined) => void;

/** Requests that wait for the commit of their own event. Told after the commit, never before. */
export class Waiters {
  private readonly byRun = new Map<string, Map<number, Tell>>();

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

  /** Resolves when the record at `position` has been committed, to undefined after `timeoutMs` or when it is time to look. */
  wait(run: string, position: number, timeoutMs: number): Promise<Told | undefined> {
    return new Promise((resolve) => {
      const waiting = this.byRun.get(run) ?? new Map<number, Tell>();
      this.byRun.set(run, waiting);
      const timer = setTimeout(() => {
        waiting.delete(position);
        resolve(undefined);
      }, timeoutMs);
      waiting.set(position, (told) => {
        clearTimeout(timer);
        resolve(told);
      });
    });
  }

  /** Resolves when no request is under way; each waits for its own deadline at most. */
  async settled(): Promise<void> {
    while (this.open > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Tells those whose records the commit holds what it says of them; whoever waits for one before asks the database. */
  announce({ run, claim }: { readonly run: Run; readonly claim: { readonly partition: number } }, commit: Commit): void {
    const waiting = this.byRun.get(run.name);
    if (!waiting || waiting.size === 0) return;
    for (const [position, tell] of waiting) {
      if (position >= commit.to) continue;
      waiting.delete(position);
      const row = rowAt(commit.predictions, position);
      const prediction = row && announcedPrediction(run, claim.partition, commit, row);
      tell({ prediction, unsure: position < commit.from || (row !== undefined && !prediction) });
    }
  }

  /** Something may have been committed: each looks for itself. A hint is never taken for the truth. */
  look(run: string): void {
    const waiting = this.byRun.get(run);
    if (!waiting) return;
    const told = [...waiting.values()];
    waiting.clear();
    for (const tell of told) tell(undefined);
  }
}

/** The rows of a commit stand in the order of their positions. */
function rowAt(rows: readonly PredictionRow[], position: number): PredictionRow | undefined {
  let from = 0;
  for (let to = rows.length; from < to;) {
    const middle = (from + to) >>> 1;
    if (rows[middle].position < position) from = middle + 1;
    else to = middle;
  }
  return rows[from]?.position === position ? rows[from] : undefined;
}
