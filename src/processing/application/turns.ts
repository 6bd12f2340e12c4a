/** Milliseconds of work that may be done at once after a rest. */
const MOST_MS = 2;

/**
 * Lets many work one after the other, in the order in which they ask, for at most a share of the time: what else the process does has the
 * rest, and the loop goes round between two turns. A turn is what is done, without waiting for input or output, right after `take`.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private leftMs = MOST_MS;
  private atMs: number;
  private running = false;

  /** @param share of the time, above 0 and at most 1. @param now milliseconds that never go back. */
  constructor(
    private readonly share: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.atMs = now();
  }

  /** Resolves when it is the caller's turn. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.running) return;
      this.running = true;
      void this.run();
    });
  }

  private async run(): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      this.earn();
      if (this.leftMs <= 0) await new Promise((resolve) => setTimeout(resolve, -this.leftMs / this.share));
      this.leftMs -= await this.turn(next);
    }
    this.running = false;
  }

  /** Two callbacks that follow each other: what lies between them is what was done in the first, to its last promise. */
  private turn(begin: () => void): Promise<number> {
    return new Promise((resolve) => {
      let began = 0;
      setImmediate(() => {
        began = this.now();
        begin();
      });
      setImmediate(() => resolve(this.now() - began));
    });
  }

  private earn(): void {
    const now = this.now();
    this.leftMs = Math.min(MOST_MS, this.leftMs + (now - this.atMs) * this.share);
    this.atMs = now;
  }
}
