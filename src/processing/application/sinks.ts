import type { RunSink } from './run-sink.js';

/** Every sink of this application. */
export class Sinks {
  constructor(private readonly sinks: readonly RunSink[]) {}

  start(): void {
    for (const sink of this.sinks) sink.start();
  }

  /** After the batch under way. */
  async stop(): Promise<void> {
    await Promise.all(this.sinks.map((sink) => sink.stop()));
  }
}
