import { MillraceError } from '../../definition/index.js';

/** A place in a lane's predictions: everything up to and with `position`, which `commitNo` took in, lies before it. */
export interface FeedPlace {
  readonly partition: number;
  readonly commitNo: number;
  readonly position: number;
}

/** Before the first prediction of a lane. */
export const FEED_START: FeedPlace = { partition: 0, commitNo: 0, position: -1 };

const CURSOR = /^(\d{1,9})-(\d{1,16})-(-1|\d{1,16})$/;

/** The text of a place: `PARTITION-COMMIT-POSITION`. Clients keep it; its form never changes. */
export function formatCursor({ partition, commitNo, position }: FeedPlace): string {
  return `${partition}-${commitNo}-${position}`;
}

/** Error: `cursor` (poison). */
export function parseCursor(text: string): FeedPlace {
  const parts = CURSOR.exec(text);
  const [partition, commitNo, position] = (parts ?? []).slice(1).map(Number);
  if (!parts || partition !== 0 || !Number.isSafeInteger(commitNo) || !Number.isSafeInteger(position))
    throw new MillraceError('cursor', 'poison', `"${text.slice(0, 40)}" is no cursor of a prediction stream: take the id of the last event that came`);
  return { partition, commitNo, position };
}
