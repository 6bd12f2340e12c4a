/** Bounds how much is under way at once. For one taker. */
export class Slots {
  private used = 0;
  private wake: () => void = () => undefined;

  constructor(private readonly count: number) {}

  /** Takes a slot once there is a free one. */
  async take(): Promise<void> {
    while (this.used >= this.count) await this.changed();
    this.used++;
  }

  release(): void {
    this.used--;
    this.wake();
  }

  /** Resolves when nothing is under way. */
  async free(): Promise<void> {
    while (this.used > 0) await this.changed();
  }

  private changed(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
}
