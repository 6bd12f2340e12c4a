import type { Writable } from 'node:stream';

/** Messages to the other side of a call, for any number of writers at once: none goes on before the stream takes more. */
export class Outbox {
  private waiting: (() => void)[] = [];

  constructor(private readonly call: Writable) {
    for (const event of ['drain', 'close']) call.on(event, () => this.wake());
  }

  /** Resolves once the stream takes the next message, or takes none any more because the other side is gone. */
  async write(message: object): Promise<void> {
    if (this.call.destroyed || this.call.write(message)) return;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
