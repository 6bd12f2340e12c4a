import { type FeedPlace, formatCursor } from '../domain/index.js';
import type { FeedSlice } from '../ports/record-reader.port.js';

/** Pages kept: some megabytes, enough for readers that come along one after the other. */
const KEPT = 64;

/**
 * Pages of one run that its readers share, each one object for all: what is made of it can be shared too. Those who lag walk through the
 * same places, since a page ends where the next one of everybody begins.
 */
export class SharedPages {
  private readonly pages = new Map<string, FeedSlice>();
  private readonly reading = new Map<string, Promise<FeedSlice>>();
  private queue: Promise<unknown> = Promise.resolve();

  /** How many predictions to read after `place`, so that pages of at most `most` end at the same positions where positions have no gaps. */
  static limit({ position }: FeedPlace, most: number): number {
    return most - ((position + 1) % most);
  }

  /** The page after `place`; undefined where none is kept, or where more may have come since: `newest` is the last position that is known. */
  find(place: FeedPlace, limit: number, newest: number): FeedSlice | undefined {
    const page = this.pages.get(keyOf(place, limit));
    return page && (page.predictions.length === limit || page.end.position >= newest) ? page : undefined;
  }

  /** The page that is kept, if it is as long as this one; this one is kept otherwise. */
  share(place: FeedPlace, limit: number, page: FeedSlice): FeedSlice {
    const key = keyOf(place, limit);
    const kept = this.pages.get(key);
    if (kept && kept.end.position >= page.end.position) return kept;
    this.pages.delete(key);
    this.pages.set(key, page);
    const [oldest] = this.pages.keys();
    if (this.pages.size > KEPT && oldest !== undefined) this.pages.delete(oldest);
    return page;
  }

  /** Reads a page once for all who ask for it meanwhile, one page after the other: readers that lag have one connection between them. */
  read(place: FeedPlace, limit: number, read: () => Promise<FeedSlice>): Promise<FeedSlice> {
    const key = keyOf(place, limit);
    const known = this.reading.get(key);
    if (known) return known;
    const reading = this.queue
      .then(read)
      .then((page) => this.share(place, limit, page))
      .finally(() => this.reading.delete(key));
    this.queue = reading.catch(() => undefined);
    this.reading.set(key, reading);
    return reading;
  }
}

/** A cursor names its commit too: one that somebody made up finds only what it would find in the database. */
function keyOf(place: FeedPlace, limit: number): string {
  return `${formatCursor(place)}/${limit}`;
}
