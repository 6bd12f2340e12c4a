/** The streams that are open: a shutdown asks each to end, where a call without a stream ends by itself. */
export class OpenStreams {
  private readonly stops = new Set<() => void>();
  private draining = false;

  /**
   * @param stop asks the stream to end; called once, at the shutdown, or now if that has begun.
   * @returns what to call when the stream has ended.
   */
  enter(stop: () => void): () => void {
    if (this.draining) stop();
    else this.stops.add(stop);
    return () => this.stops.delete(stop);
  }

  /** Asks every stream to end, and each that comes. */
  drain(): void {
    this.draining = true;
    for (const stop of this.stops) stop();
  }
}
