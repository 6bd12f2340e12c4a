import type { Readable } from 'node:stream';

/**
 * Messages of a call, taken one at a time: what is not taken is not read, so the sender is held up by the flow control of HTTP/2.
 * Ends when the sender is done, when the call is cancelled, and at `stop`.
 */
export class Inbox<T> {
  private ended = false;
  /** True once `stop` has been called. */
  stopped = false;
  private wake: () => void = () => undefined;

  constructor(private readonly call: Readable) {
    call.on('readable', () => this.wake());
    for (const event of ['end', 'close', 'error']) {
      call.on(event, () => {
        this.ended = true;
        this.wake();
      });
    }
  }

  /** The next message; undefined at the end. */
  async next(): Promise<T | undefined> {
    while (!this.stopped) {
      const message = this.call.read() as T | null;
      if (message !== null) return message;
      if (this.ended) return undefined;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return undefined;
  }

  /** Lets nothing more in: a waiting `next` ends. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }
}
