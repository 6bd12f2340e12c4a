import { setTimeout as sleep } from 'node:timers/promises';
import { formatTimeUs } from '../../definition/index.js';
import type { PredictionFeed } from '../ports/prediction-feed.port.js';
import type { RecordReader, StoredPrediction } from '../ports/record-reader.port.js';
import type { PredictionAnswer } from './answer.js';
import type { SinkPage } from './run-sink.js';

const PAGE_RECORDS = 500;
const WAIT_MS = 500;

/** Predictions of a run as they are committed: value = the answer that clients get, key = the prediction's id. */
export function predictionPages(run: string, feed: PredictionFeed, answer: (stored: StoredPrediction) => Promise<PredictionAnswer>) {
  return async (cursor: string | undefined): Promise<SinkPage> => {
    const page = await feed.read(run, cursor, PAGE_RECORDS, WAIT_MS);
    const records = await Promise.all(
      page.predictions.map(async (stored) => ({
        key: stored.id,
        value: JSON.stringify(await answer(stored)),
        headers: { run, commit: String(stored.commitNo) },
      })),
    );
    return { records, cursor: page.cursor };
  };
}

/** Quarantined records of a run: value = where it stands and why, key = `RUN/POSITION`. The event is asked for by the API. */
export function quarantinePages(run: string, reader: Pick<RecordReader, 'quarantinedAfter'>) {
  return async (cursor = '-1'): Promise<SinkPage> => {
    const found = await reader.quarantinedAfter(run, Number(cursor), PAGE_RECORDS);
    if (found.length === 0) await sleep(WAIT_MS);
    const records = found.map(({ position, code, reason, eventId, eventTimeUs }) => ({
      key: `${run}/${position}`,
      value: JSON.stringify({ run, position, code, reason, event_id: eventId ?? null, time: eventTimeUs === undefined ? null : formatTimeUs(eventTimeUs) }),
      headers: { run, code },
    }));
    return { records, cursor: String(found.at(-1)?.position ?? cursor) };
  };
}
