import type { CopyTopic } from './copy-topic.js';

/** Every topic that is copied into a log of this application. */
export class Copies {
  constructor(private readonly copies: readonly CopyTopic[]) {}

  start(): void {
    for (const copy of this.copies) copy.start();
  }

  /** After the batch under way. */
  async stop(): Promise<void> {
    await Promise.all(this.copies.map((copy) => copy.stop()));
  }
}
