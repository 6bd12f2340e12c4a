import type { Pool } from 'pg';
import { rowQuery } from '../../../platform/database/index.js';
import { type RecordContext, formatUuid } from '../../domain/index.js';
import type { LedgerReader, LedgerRecord, StoredCommit } from '../../ports/ledger-reader.port.js';

const COMMITS_A_READ = 200;

type CommitTuple = [number, number, number, string, number, number, number, Buffer, Buffer, Buffer, Buffer];
type RowTuple = [Buffer, number, number, string, string, Buffer, Buffer, string | null, string | null, string | null, Buffer, number, number];

/** The ledger as PostgreSQL has it. */
export class PostgresLedgerReader implements LedgerReader {
  private readonly contexts = new Map<string, RecordContext>();

  constructor(private readonly pool: Pool) {}

  async runs(): Promise<string[]> {
    const found = await this.pool.query<{ name: string }>('SELECT name FROM processing.run ORDER BY name');
    return found.rows.map((row) => row.name);
  }

  async *commits(run: string, last: number): AsyncGenerator<StoredCommit> {
    for (let after = 0, more = true; more;) {
      const found = await this.pool.query(
        rowQuery(
          `SELECT c.lane_id::bigint, l.partition::bigint, c.commit_no, c.day::text, c.from_position, c.to_position, c.leaves::bigint, c.root, c.head, c.leaf_marks, c.dispositions
           FROM processing.commit c JOIN processing.lane l ON l.id = c.lane_id WHERE l.run = $1 AND c.commit_no > $2 AND c.commit_no <= $3 ORDER BY c.commit_no LIMIT ${COMMITS_A_READ}`,
          [run, after, last],
        ),
      );
      for (const [laneId, partition, commitNo, day, from, to, leaves, root, head, leafMarks, dispositions] of found.rows as CommitTuple[]) {
        after = commitNo;
        yield { laneId, run, partition, commitNo, day, from, to, leaves, root, head, leafMarks, dispositions };
      }
      more = found.rows.length === COMMITS_A_READ;
    }
  }

  async predictions(commit: StoredCommit): Promise<LedgerRecord[]> {
    const found = await this.pool.query(
      rowQuery(
        `SELECT uuid_send(id), position, event_time, event_id, key, vector, scores, decision, arm, degraded, salt, version_id::bigint, scorer_id::bigint
         FROM processing.prediction WHERE day = $1::date AND lane_id = $2 AND position >= $3 AND position < $4 AND commit_no = $5 ORDER BY position`,
        [commit.day, commit.laneId, commit.from, commit.to, commit.commitNo],
        'ledger-predictions',
      ),
    );
    const records: LedgerRecord[] = [];
    for (const row of found.rows as RowTuple[]) records.push(recordOf(row, await this.context(commit, row[11], row[12])));
    return records;
  }

  async laneEnd(run: string): Promise<{ commitNo: number; position: number; head: Buffer } | undefined> {
    const found = await this.pool.query<{ commit_no: number; position: number; head: Buffer }>(
      'SELECT commit_no, position, head FROM processing.lane WHERE run = $1',
      [run],
    );
    const [lane] = found.rows;
    return lane && { commitNo: lane.commit_no, position: lane.position, head: lane.head };
  }

  private async context(commit: StoredCommit, versionId: number, scorerId: number): Promise<RecordContext> {
    const name = `${commit.run} ${versionId} ${scorerId}`;
    const known = this.contexts.get(name);
    if (known) return known;
    const found = await this.pool.query<{ hash: string; log: string; model: string; version: number; digest: string }>(
      'SELECT v.hash, r.log, s.model, s.version, s.digest FROM processing.pipeline_version v, processing.scorer s, processing.run r WHERE v.id = $1 AND s.id = $2 AND r.name = $3',
      [versionId, scorerId, commit.run],
    );
    const { hash, log, model, version, digest } = found.rows[0] ?? { hash: '', log: '', model: '', version: 0, digest: '' };
    const context: RecordContext = { run: { name: commit.run, log }, partition: commit.partition, pipelineHash: hash, model: { name: model, version, digest } };
    this.contexts.set(name, context);
    return context;
  }
}

function recordOf([id, position, eventTimeUs, eventId, key, vector, scores, decision, arm, degraded, salt]: RowTuple, context: RecordContext): LedgerRecord {
  const row = {
    id,
    position,
    eventTimeUs,
    eventId,
    key,
    vector,
    scores,
    salt,
    decision: decision ?? undefined,
    arm: arm ?? undefined,
    degraded: degraded ?? undefined,
  };
  return { id: formatUuid(id), row, context };
}
