import type { Pool } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import { type Books, DISPOSITIONS, type Disposition, type FeedPlace } from '../../domain/index.js';
import type { FeedSlice, PredictionQuery, RecordReader, StoredLane, StoredPrediction, StoredSetAside } from '../../ports/record-reader.port.js';

const predictionsFrom = (
  rows: string,
) => `SELECT p.id::text, p.position, p.commit_no AS "commitNo", p.event_time AS "eventTimeUs", p.arrived_at AS "arrivedAtUs",
    p.predicted_at AS "predictedAtUs", p.event_id AS "eventId", p.key, p.vector, p.scores, p.decision, p.arm, p.degraded, p.salt, p.digest,
    p.version_id AS "versionId", v.hash AS "pipelineHash", s.model, s.version, s.digest AS "modelDigest", r.pipeline, r.log, r.name AS run
  FROM ${rows} p
  JOIN processing.lane l ON l.id = p.lane_id JOIN processing.run r ON r.name = l.run
  JOIN processing.pipeline_version v ON v.id = p.version_id JOIN processing.scorer s ON s.id = p.scorer_id`;
const PREDICTION = predictionsFrom('processing.prediction');
// The row first, by its id: left to itself, the planner also walks all of the lane's rows through another index while a day's table has no statistics.
const PREDICTION_BY_ID = `${predictionsFrom('(SELECT * FROM processing.prediction WHERE id = $2::uuid OFFSET 0)')} WHERE r.name = $1`;
const LANE = `SELECT l.id AS lane_id, l.run, r.pipeline, r.log, r.live, l.position, l.commit_no, l.max_time,
    l.book_predicted, l.book_observed, l.book_joined, l.book_parked, l.book_unmatched, l.book_late, l.book_duplicate, l.book_quarantined
  FROM processing.lane l JOIN processing.run r ON r.name = l.run`;
const SET_ASIDE = `SELECT a.position, a.disposition, a.code, a.reason, a.event_id, a.event_time, a.first_position, a.retried_by, a.dropped_at IS NOT NULL AS dropped
  FROM processing.set_aside a JOIN processing.lane l ON l.id = a.lane_id`;

/** Whole commits and no more than these are passed over by one read of the feed. */
const COMMITS_A_READ = 256;
const COMMITS_AFTER = `SELECT commit_no AS "commitNo", day::text, to_position AS "to", leaves FROM processing.commit
  WHERE lane_id = (SELECT id FROM processing.lane WHERE run = $1) AND commit_no >= $2 AND to_position > $3 ORDER BY commit_no LIMIT ${COMMITS_A_READ}`;
// The days name the tables that need looking at.
const FEED = `WHERE r.name = $1 AND p.lane_id = (SELECT id FROM processing.lane WHERE run = $1) AND p.position > $2 AND p.position < $3
  AND p.day BETWEEN $4::date AND $5::date ORDER BY p.position LIMIT $6`;
/** The first position of the last commits below $before that predicted $limit; one that reaches above it does not count. */
const NEWEST = `SELECT coalesce(min(from_position), 0) FROM (
    SELECT from_position, leaves, sum(leaves) OVER (ORDER BY commit_no DESC) AS newer FROM (
      SELECT c.from_position, c.commit_no, CASE WHEN c.to_position <= $before THEN c.leaves ELSE 0 END AS leaves
      FROM processing.commit c JOIN processing.lane l ON l.id = c.lane_id
      WHERE l.run = $1 AND c.leaves > 0 AND c.from_position < $before ORDER BY c.commit_no DESC LIMIT $limit + 1) last) counted
  WHERE newer - leaves < $limit`;

type PredictionRow = Omit<StoredPrediction, 'model' | 'decision' | 'arm' | 'degraded' | 'partition'> & {
  model: string;
  version: number;
  modelDigest: string;
  decision: string | null;
  arm: string | null;
  degraded: string | null;
};
interface SetAsideRow {
  position: number;
  disposition: number;
  code: string;
  reason: string;
  event_id: string | null;
  event_time: number | null;
  first_position: number | null;
  retried_by: number | null;
  dropped: boolean;
}
type LaneRow = Record<`book_${Disposition}`, number> & {
  lane_id: number;
  run: string;
  pipeline: string;
  log: string;
  live: boolean;
  position: number;
  commit_no: number;
  max_time: number | null;
};

/** Reads of what commits wrote, from PostgreSQL. */
export class PostgresRecordReader implements RecordReader {
  constructor(private readonly pool: Pool) {}

  async prediction(run: string, id: string): Promise<StoredPrediction | undefined> {
    return (await this.query<PredictionRow>(PREDICTION_BY_ID, [run, id], 'prediction-by-id')).map(predictionOf)[0];
  }

  async predictionAt(run: string, position: number): Promise<StoredPrediction | undefined> {
    return (
      await this.select(
        'WHERE r.name = $1 AND p.lane_id = (SELECT id FROM processing.lane WHERE run = $1) AND p.position = $2',
        [run, position],
        'prediction-at',
      )
    )[0];
  }

  async predictions(run: string, query: PredictionQuery): Promise<StoredPrediction[]> {
    const values: unknown[] = [run];
    const where = ['r.name = $1', 'p.lane_id = (SELECT id FROM processing.lane WHERE run = $1)'];
    const add = (clause: (n: number) => string, ...added: unknown[]): void => {
      where.push(clause(values.length + 1));
      values.push(...added);
    };
    if (query.key !== undefined) add((n) => `p.key = $${n}`, query.key);
    if (query.fromUs !== undefined) add((n) => `p.event_time >= $${n}`, query.fromUs);
    if (query.toUs !== undefined) add((n) => `p.event_time < $${n}`, query.toUs);
    // Without a key or a time the newest of the log are meant: they lie in the last commits that predicted so many.
    const newest = query.key === undefined && query.fromUs === undefined && query.toUs === undefined;
    if (newest) {
      const before = query.before?.position ?? Number.MAX_SAFE_INTEGER;
      add((n) => `p.position < $${n} AND p.position >= (${NEWEST.replaceAll('$before', `$${n}`).replaceAll('$limit', `$${n + 1}`)})`, before, query.limit);
    } else if (query.before) add((n) => `(p.event_time, p.position) < ($${n}, $${n + 1})`, query.before.timeUs, query.before.position);
    const order = newest ? 'p.position DESC' : 'p.event_time DESC, p.position DESC';
    return this.select(`WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${Math.floor(query.limit)}`, values);
  }

  async predictionsAfter(run: string, after: FeedPlace, limit: number): Promise<FeedSlice> {
    const commits = await this.query<FeedCommit>(COMMITS_AFTER, [run, after.commitNo, after.position + 1]);
    const span = spanOf(commits, limit);
    if (!span) return { predictions: [], end: after };
    const end = { partition: after.partition, commitNo: span.last.commitNo, position: span.last.to - 1 };
    if (span.leaves === 0) return { predictions: [], end };
    const predictions = await this.select(FEED, [run, after.position, span.last.to, span.firstDay, span.lastDay, limit]);
    const last = predictions.at(-1);
    if (!last || predictions.length < limit) return { predictions, end };
    return { predictions, end: { partition: after.partition, commitNo: last.commitNo, position: last.position } };
  }

  async setAsideAt(run: string, position: number): Promise<StoredSetAside | undefined> {
    const found = await this.query<SetAsideRow>(`${SET_ASIDE} WHERE l.run = $1 AND a.position = $2`, [run, position]);
    return found.map(setAsideOf)[0];
  }

  async setAside(run: string, query: Parameters<RecordReader['setAside']>[1]): Promise<StoredSetAside[]> {
    const kind = query.disposition ? DISPOSITIONS.indexOf(query.disposition) : null;
    const found = await this.query<SetAsideRow>(
      `${SET_ASIDE} WHERE l.run = $1 AND ($2::smallint IS NULL OR a.disposition = $2) AND ($3::bigint IS NULL OR a.position < $3)
         AND ($5::text IS NULL OR a.code = $5) AND ($6::boolean IS NULL OR (a.retried_by IS NULL AND a.dropped_at IS NULL) = $6) ORDER BY a.position DESC LIMIT $4`,
      [run, kind, query.before ?? null, query.limit, query.code ?? null, query.open ?? null],
    );
    return found.map(setAsideOf);
  }

  async quarantinedAfter(run: string, position: number, limit: number): Promise<StoredSetAside[]> {
    const kind = DISPOSITIONS.indexOf('quarantined');
    const found = await this.query<SetAsideRow>(`${SET_ASIDE} WHERE l.run = $1 AND a.disposition = $2 AND a.position > $3 ORDER BY a.position LIMIT $4`, [
      ...[run, kind],
      ...[position, limit],
    ]);
    return found.map(setAsideOf);
  }

  async dispositionAt(run: string, position: number): Promise<Disposition | undefined> {
    const found = await this.query<{ disposition: number }>(
      `SELECT get_byte(c.dispositions, ($2::bigint - c.from_position)::integer) AS disposition FROM processing.commit c JOIN processing.lane l ON l.id = c.lane_id
       WHERE l.run = $1 AND c.from_position <= $2 AND c.to_position > $2`,
      [run, position],
    );
    return found[0] && (DISPOSITIONS[found[0].disposition] as Disposition);
  }

  async lane(run: string): Promise<StoredLane | undefined> {
    return (await this.query<LaneRow>(`${LANE} WHERE l.run = $1`, [run])).map(laneOf)[0];
  }

  async lanes(): Promise<StoredLane[]> {
    return (await this.query<LaneRow>(`${LANE} ORDER BY l.run`, [])).map(laneOf);
  }

  private async select(tail: string, values: unknown[], name?: string): Promise<StoredPrediction[]> {
    return (await this.query<PredictionRow>(`${PREDICTION} ${tail}`, values, name)).map(predictionOf);
  }

  /** @param name keeps the statement prepared on its connections */
  private query<T extends object>(text: string, values: unknown[], name?: string): Promise<T[]> {
    return this.guarded(async () => (await this.pool.query<T>({ text, values, ...(name ? { name } : {}) })).rows);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new MillraceError('store_unavailable', 'retryable', 'the database cannot be read: is it up?', { cause: error });
    }
  }
}

interface FeedCommit {
  readonly commitNo: number;
  readonly day: string;
  readonly to: number;
  readonly leaves: number;
}

/** The first commits that come to `limit` predictions, or all. The first may have been read in part, so it does not count. */
function spanOf(commits: readonly FeedCommit[], limit: number): { last: FeedCommit; leaves: number; firstDay: string; lastDay: string } | undefined {
  if (commits.length === 0) return undefined;
  let [{ leaves, day: firstDay, day: lastDay }] = commits;
  let last = commits[0];
  for (let i = 1, counted = 0; i < commits.length && counted < limit; i++) {
    last = commits[i];
    counted += last.leaves;
    leaves += last.leaves;
    if (last.day < firstDay) firstDay = last.day;
    if (last.day > lastDay) lastDay = last.day;
  }
  return { last, leaves, firstDay, lastDay };
}

function predictionOf({ model, version, modelDigest, decision, arm, degraded, ...row }: PredictionRow): StoredPrediction {
  return {
    ...row,
    partition: 0,
    decision: decision ?? undefined,
    arm: arm ?? undefined,
    degraded: degraded ?? undefined,
    model: { name: model, version, digest: modelDigest },
  };
}

function setAsideOf(row: SetAsideRow): StoredSetAside {
  const disposition = DISPOSITIONS[row.disposition] as Disposition;
  return {
    position: row.position,
    disposition,
    code: row.code,
    reason: row.reason,
    eventId: row.event_id ?? undefined,
    eventTimeUs: row.event_time ?? undefined,
    firstPosition: row.first_position ?? undefined,
    retriedBy: row.retried_by ?? undefined,
    dropped: row.dropped,
  };
}

function laneOf(row: LaneRow): StoredLane {
  const books = Object.fromEntries(DISPOSITIONS.slice(1).map((name) => [name, row[`book_${name as Disposition}`]])) as Books;
  return {
    laneId: row.lane_id,
    run: row.run,
    pipeline: row.pipeline,
    log: row.log,
    live: row.live,
    position: row.position,
    commitNo: row.commit_no,
    maxTimeUs: row.max_time ?? undefined,
    books,
  };
}
