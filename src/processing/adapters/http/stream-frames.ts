import { MillraceError } from '../../../definition/index.js';
import type { Run } from '../../domain/index.js';
import type { FeedPage, PredictionFeed } from '../../ports/prediction-feed.port.js';
import type { EventFrames } from './event-frames.js';

/** Predictions read at a time: all that is held for a reader, however slow it is. */
const READ_PREDICTIONS = 50;
const KEEP_ALIVE_MS = 15_000;
const RECONNECT_MS = 1_000;
const PAUSE_MS = 1_000;

export interface StreamRequest {
  readonly run: Run;
  readonly key: string | undefined;
  readonly cloudEvents: boolean;
  readonly after: string | undefined;
}

/**
 * The text of an event stream, or its bytes. It is asked for the next piece when the socket has taken the last: then it reads on. Ends when the feed
 * stops; a database that is away for a while is waited for.
 */
export async function* streamFrames(
  { run, key, cloudEvents, after }: StreamRequest,
  feed: PredictionFeed,
  frames: EventFrames,
): AsyncGenerator<string | Buffer> {
  yield `retry: ${RECONNECT_MS}\n\n`;
  // A reader that is cut off before its first prediction comes back to where it began.
  if (after !== undefined) yield `id: ${after}\n\n`;
  for (let cursor = after; ;) {
    const page = await readOn(run.name, cursor, feed);
    if (page === 'stopped') return;
    if (page === 'away') {
      yield ': the database is away\n\n';
      continue;
    }
    const events =
      key === undefined
        ? await frames.page(page.predictions, cloudEvents)
        : await frames.events(
            page.predictions.filter((prediction) => prediction.key === key),
            cloudEvents,
          );
    // What was passed over moves the reader's cursor too: an id without data is kept by readers and shown to nobody.
    if (events.length > 0) yield events;
    else yield page.cursor === cursor ? ': keep-alive\n\n' : `: keep-alive\nid: ${page.cursor}\n\n`;
    cursor = page.cursor;
  }
}

async function readOn(run: string, cursor: string | undefined, feed: PredictionFeed): Promise<FeedPage | 'stopped' | 'away'> {
  try {
    return await feed.read(run, cursor, READ_PREDICTIONS, KEEP_ALIVE_MS);
  } catch (error) {
    if (!(error instanceof MillraceError) || error.kind !== 'retryable') throw error;
    if (error.code === 'stopping') return 'stopped';
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return 'away';
  }
}
