import type { Tensor } from '../domain/tensor.js';

const MOST_SAMPLES = 8;
const MOST_BYTES = 64 * 1024;
const EVERY = 512;

/** A few of the requests that came, to warm the next version with. */
export class Samples {
  private readonly kept: (readonly Tensor[])[] = [];
  private seen = 0;

  /** Keeps the first ones, then one in many; large ones are not kept. */
  note(inputs: readonly Tensor[]): void {
    const turn = this.seen++;
    if (turn >= MOST_SAMPLES && turn % EVERY !== 0) return;
    const bytes = inputs.reduce((sum, { data }) => sum + ('byteLength' in data ? data.byteLength : data.length * 64), 0);
    if (bytes > MOST_BYTES) return;
    // The request's buffer holds more than the tensor: what is kept is a copy.
    this.kept[Math.floor(turn / (turn < MOST_SAMPLES ? 1 : EVERY)) % MOST_SAMPLES] = inputs.map((tensor) => ({ ...tensor, data: tensor.data.slice() }));
  }

  all(): (readonly Tensor[])[] {
    return this.kept.filter((inputs) => inputs !== undefined);
  }
}
