import type { Pool } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import { rowQuery } from '../../../platform/database/index.js';
import { JOINED, type Transition, UNMATCHED } from '../../domain/index.js';
import type { ReplaySource, ServedPrediction, SettledRecords } from '../../ports/replay-source.port.js';

const COMMITS_A_READ = 1000;
const MOVED_BYTES = 9;

type CommitTuple = [number, number, Buffer, Buffer | null];
type ServedTuple = [number, number, Buffer, Buffer, string | null, number, string];

const LANE = '(SELECT id FROM processing.lane WHERE run = $1)';
const SERVED = (position: string): string =>
  `SELECT ${position}, p.event_time, p.vector, p.scores, p.decision, s.version::bigint, v.hash FROM processing.prediction p
   JOIN processing.pipeline_version v ON v.id = p.version_id JOIN processing.scorer s ON s.id = p.scorer_id`;

/** What replays read of the commits, from PostgreSQL. */
export class PostgresReplaySource implements ReplaySource {
  constructor(private readonly pool: Pool) {}

  async start(run: string, timeUs: number): Promise<number> {
    const [found] = await this.rows<[number | null]>(
      'SELECT max(c.to_position) FROM processing.commit c JOIN processing.lane l ON l.id = c.lane_id WHERE l.run = $1 AND c.max_time <= $2',
      [run, timeUs],
    );
    return found[0] ?? 0;
  }

  async *settled(run: string, from: number, to: number): AsyncGenerator<SettledRecords> {
    const [first] = await this.rows<[number | null]>(
      'SELECT min(c.commit_no) FROM processing.commit c JOIN processing.lane l ON l.id = c.lane_id WHERE l.run = $1 AND c.to_position > $2',
      [run, from],
    );
    for (let next = first[0] ?? 0, more = first[0] !== null; more;) {
      const found = await this.rows<CommitTuple>(
        `SELECT c.commit_no, c.from_position, c.dispositions, c.moved FROM processing.commit c JOIN processing.lane l ON l.id = c.lane_id
         WHERE l.run = $1 AND c.commit_no >= $2 ORDER BY c.commit_no LIMIT ${COMMITS_A_READ}`,
        [run, next],
      );
      more = found.length === COMMITS_A_READ;
      for (const [commitNo, fromPosition, dispositions, moved] of found) {
        if (fromPosition >= to) return;
        next = commitNo + 1;
        yield { from: fromPosition, dispositions, moved: moved ? unpackMoved(moved) : [] };
      }
    }
  }

  async served(run: string, from: number, to: number): Promise<ServedPrediction[]> {
    const own = await this.rows<ServedTuple>(`${SERVED('p.position')} WHERE p.lane_id = ${LANE} AND p.position >= $2 AND p.position < $3`, [run, from, to]);
    const later = await this.rows<ServedTuple>(
      `${SERVED('a.position')} JOIN processing.set_aside a ON a.lane_id = p.lane_id AND a.retried_by = p.position
       WHERE a.lane_id = ${LANE} AND a.position >= $2 AND a.position < $3 AND a.vector IS NOT NULL`,
      [run, from, to],
    );
    const found = [...own, ...later];
    return found.map(([position, eventTimeUs, vector, scores, decision, modelVersion, pipelineHash]) => ({
      ...{ position, eventTimeUs, vector, decision, modelVersion, pipelineHash },
      score: scores.readDoubleLE(0),
    }));
  }

  async lastRetry(run: string): Promise<number> {
    const [found] = await this.rows<[number | null]>(`SELECT max(retried_by) FROM processing.set_aside WHERE lane_id = ${LANE} AND vector IS NULL`, [run]);
    return found[0] ?? -1;
  }

  private async rows<T>(text: string, values: unknown[]): Promise<T[]> {
    try {
      return (await this.pool.query(rowQuery(text, values))).rows as T[];
    } catch (error) {
      throw new MillraceError('store_unavailable', 'retryable', 'the database cannot be read: is it up?', { cause: error });
    }
  }
}

function unpackMoved(moved: Buffer): Transition[] {
  const transitions: Transition[] = [];
  for (let at = 0; at + MOVED_BYTES <= moved.length; at += MOVED_BYTES)
    transitions.push({ position: Number(moved.readBigInt64BE(at)), to: moved[at + 8] === JOINED ? JOINED : UNMATCHED });
  return transitions;
}
