import type { Place } from './ask-prediction.js';

/** Gives places in the order in which they are asked for; each passes the turn on, whether its event comes to the log or not. */
export class Places {
  private last = Promise.resolve();

  /** Calls `work` at once with the next place. */
  async next<T>(work: (place: Place) => Promise<T>): Promise<T> {
    const turn = this.last;
    let taken = (): void => undefined;
    this.last = new Promise((resolve) => (taken = resolve));
    try {
      return await work({ turn, taken });
    } finally {
      // What is refused or answered before the log lets the next pass too, when its own turn has come.
      void turn.then(taken);
    }
  }
}
