import { MillraceError } from '../../definition/index.js';
import { FEED_START, type FeedPlace, formatCursor, parseCursor } from '../domain/index.js';
import type { Commit } from '../ports/commit-store.port.js';
import { FEED_NOW, type FeedPage, type PredictionFeed } from '../ports/prediction-feed.port.js';
import type { FeedSlice, RecordReader } from '../ports/record-reader.port.js';
import { announcedPredictions } from './announced.js';
import { FollowedRun } from './followed-run.js';
import type { Lane } from './lane.js';
import { SharedPages } from './shared-pages.js';
import { Turns } from './turns.js';

/** A run that nobody has read for so long is no longer kept in memory. */
const FORGET_MS = 60_000;
/** Of the time of this process that readers may take, however many they are: commits and requests have the rest. */
const READERS_SHARE = 0.25;

/**
 * The feed over what is committed: from memory where readers keep up, from the database where they lag. Whatever a reader does with a page
 * before it waits for something is its turn.
 */
export class FollowPredictions implements PredictionFeed {
  private readonly followed = new Map<string, FollowedRun>();
  private readonly turns = new Turns(READERS_SHARE);
  private closed = false;

  constructor(private readonly reader: RecordReader) {}

  /** To be told of every commit of this process, after it. Costs nothing where nobody reads. */
  announce({ run, claim }: Pick<Lane, 'run' | 'claim'>, commit: Commit): void {
    const followed = this.followed.get(run.name);
    if (!followed || this.forgetUnread(followed)) return;
    const end = { partition: claim.partition, commitNo: commit.commitNo, position: commit.to - 1 };
    followed.announce(commit.from, end, announcedPredictions(run, claim.partition, commit));
  }

  /** Something of the run may have been committed by another process. */
  look(run: string): void {
    const followed = this.followed.get(run);
    if (followed?.waits) void followed.refresh().catch(() => undefined);
  }

  async read(run: string, after: string | undefined, limit: number, waitMs: number): Promise<FeedPage> {
    const deadline = performance.now() + waitMs;
    const followed = this.followedRun(run);
    for (let place = await this.placeOf(run, after); ;) {
      const page = await this.page(followed, place, limit);
      const moved = page.end.position > place.position;
      place = page.end;
      const leftMs = deadline - performance.now();
      if (page.predictions.length > 0 || (leftMs <= 0 && (!moved || waitMs > 0))) return { predictions: page.predictions, cursor: formatCursor(place) };
      if (!moved) await followed.changed(place.position, leftMs);
      if (this.closed) throw new MillraceError('stopping', 'retryable', 'the application is stopping: go on from the last cursor in a moment');
    }
  }

  /** Ends every read that waits. Comes after the last commit: lanes are drained before the application closes. */
  onModuleDestroy(): void {
    this.closed = true;
    for (const followed of this.followed.values()) followed.close();
  }

  private followedRun(run: string): FollowedRun {
    const known = this.followed.get(run);
    if (known) return known;
    for (const other of this.followed.values()) this.forgetUnread(other);
    const made = new FollowedRun(run, this.reader);
    this.followed.set(run, made);
    return made;
  }

  private forgetUnread(followed: FollowedRun): boolean {
    if (followed.waits || performance.now() - followed.readMs < FORGET_MS) return false;
    followed.close();
    return this.followed.delete(followed.run);
  }

  private async page(followed: FollowedRun, place: FeedPlace, most: number): Promise<FeedSlice> {
    const limit = SharedPages.limit(place, most);
    await this.turns.take();
    const recent = followed.after(place, limit);
    if (recent && (recent.predictions.length > 0 || recent.end.position > place.position)) return followed.pages.share(place, limit, recent);
    if (recent) await followed.refresh();
    const known = (recent && followed.after(place, limit)) ?? followed.pages.find(place, limit, followed.newest?.position ?? Infinity);
    if (known) return known;
    const read = await followed.pages.read(place, limit, () => this.reader.predictionsAfter(followed.run, place, limit));
    await this.turns.take();
    return read;
  }

  private async placeOf(run: string, after: string | undefined): Promise<FeedPlace> {
    if (after === undefined) return FEED_START;
    const place = after === FEED_NOW ? undefined : parseCursor(after);
    if (place && place.position <= (this.followed.get(run)?.newest?.position ?? -1)) return place;
    const lane = await this.reader.lane(run);
    const now = { ...FEED_START, commitNo: lane?.commitNo ?? 0, position: (lane?.position ?? 0) - 1 };
    if (place && place.position > now.position)
      throw new MillraceError('cursor_ahead', 'poison', `the cursor ${formatCursor(place)} lies beyond the last commit: it is of another database or run`);
    return place ?? now;
  }
}
