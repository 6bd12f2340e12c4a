import { Logger } from '@nestjs/common';
import type { FleetStore, FleetView, Member } from '../ports/fleet-store.port.js';

const BEAT_MS = 250;

/** Looks again and again at the processes that share the database, and at the lanes that each of them owns. */
export class Fleet {
  private readonly logger = new Logger('fleet');
  private readonly listeners = new Set<(view: FleetView) => void>();
  private running: Promise<void> | undefined;
  private stopping = false;
  private wake: (() => void) | undefined;
  private failing = false;

  constructor(
    private readonly store: FleetStore,
    readonly self: Member,
  ) {}

  /** Tells of every look, in the order in which they were taken. */
  subscribe(listener: (view: FleetView) => void): void {
    this.listeners.add(listener);
  }

  /** Resolves after the first look. */
  async start(): Promise<void> {
    await this.look();
    this.running = this.keepLooking();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.running;
    await this.store.leave(this.self.id).catch(() => undefined);
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopping) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, BEAT_MS).unref();
      });
      if (!this.stopping)
        await this.look().then(
          () => (this.failing = false),
          (error: unknown) => this.failed(error),
        );
    }
  }

  private async look(): Promise<void> {
    const view = await this.store.beat(this.self);
    for (const listener of this.listeners) listener(view);
  }

  private failed(error: unknown): void {
    if (!this.failing) this.logger.warn(`the other processes cannot be seen: ${error instanceof Error ? error.message : String(error)}`);
    this.failing = true;
  }
}
