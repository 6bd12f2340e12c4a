import type { FeedPlace } from '../domain/index.js';
import type { FeedSlice, StoredPrediction } from '../ports/record-reader.port.js';

/** What one commit, or one read of several, came to: predictions of the positions up to, not including, `to`. */
interface Chunk {
  readonly to: number;
  readonly predictions: readonly StoredPrediction[];
  readonly bytes: number;
}

/** What a stored prediction takes beside its buffers and texts, and once more for its text in an answer. */
const OVERHEAD_BYTES = 2048;

/** The newest predictions of a lane without a gap, bounded by count and bytes; what is older is in the database. */
export class RecentPredictions {
  private chunks: Chunk[] = [];
  private count = 0;
  private bytes = 0;
  private from = 0;
  private end: FeedPlace | undefined;

  constructor(
    private readonly mostPredictions: number,
    private readonly mostBytes: number,
  ) {}

  /** The last place that is known here; undefined before the first `add` or `begin`. */
  get newest(): FeedPlace | undefined {
    return this.end;
  }

  /** Forgets everything: what is known begins after `place`. */
  begin(place: FeedPlace): void {
    this.chunks = [];
    this.count = this.bytes = 0;
    this.from = place.position + 1;
    this.end = place;
  }

  /** Adds what follows; what begins later leaves a gap, so that everything before it is forgotten; what is known is passed over. */
  add(from: number, end: FeedPlace, predictions: readonly StoredPrediction[]): void {
    const next = this.end && this.end.position + 1;
    if (next !== undefined && from < next) return;
    if (next === undefined || from > next) this.begin({ ...end, position: from - 1 });
    this.end = end;
    if (predictions.length === 0) return;
    const bytes = predictions.reduce((sum, { vector, scores, eventId, key }) => sum + vector.length + scores.length + eventId.length + key.length, 0);
    const chunk = { to: end.position + 1, predictions, bytes: bytes + predictions.length * OVERHEAD_BYTES };
    this.chunks.push(chunk);
    this.count += predictions.length;
    this.bytes += chunk.bytes;
    this.forget();
  }

  /** As the reader's `predictionsAfter`, where all of it is here; undefined where it is not. */
  after(place: FeedPlace, limit: number): FeedSlice | undefined {
    if (!this.end || place.position + 1 < this.from || place.position > this.end.position) return undefined;
    const predictions: StoredPrediction[] = [];
    for (let i = this.firstAfter(place.position); i < this.chunks.length; i++) {
      for (const prediction of this.chunks[i].predictions) {
        if (prediction.position <= place.position) continue;
        predictions.push(prediction);
        const { commitNo, position } = prediction;
        if (predictions.length === limit) return { predictions, end: { partition: place.partition, commitNo, position } };
      }
    }
    return { predictions, end: this.end };
  }

  private firstAfter(position: number): number {
    let low = 0;
    for (let high = this.chunks.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.chunks[middle].to <= position + 1) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private forget(): void {
    while (this.count > this.mostPredictions || this.bytes > this.mostBytes) {
      const oldest = this.chunks.shift();
      if (!oldest) return;
      this.count -= oldest.predictions.length;
      this.bytes -= oldest.bytes;
      this.from = oldest.to;
    }
  }
}
