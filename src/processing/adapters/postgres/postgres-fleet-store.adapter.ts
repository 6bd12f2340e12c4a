import type { Pool } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import type { FleetStore, FleetView, Member, SeenLane } from '../../ports/fleet-store.port.js';

const ALIVE_SECONDS = 3;
/** A transaction that waits for its client for so long, while others wait for it, has a client that is stopped or gone. */
const STALLED_SECONDS = 3;

const BEAT = `INSERT INTO processing.member (id, role, seen_at) VALUES ($1, $2, now()) ON CONFLICT (id) DO UPDATE SET seen_at = now()`;
const FORGET = `DELETE FROM processing.member WHERE seen_at < now() - interval '1 hour'`;
const MEMBERS = `SELECT id, role FROM processing.member WHERE seen_at > now() - interval '${ALIVE_SECONDS} seconds' ORDER BY id`;
const LANES = `SELECT l.run, l.partition, l.position, l.book_predicted AS predicted, r.version_id AS "versionId", l.next_version_id AS "nextVersionId",
    CASE WHEN l.lease_until > now() AND EXISTS (
      SELECT FROM pg_stat_activity a WHERE a.pid = l.owner_pid AND a.backend_start = l.owner_started) THEN l.owner END AS owner
  FROM processing.lane l JOIN processing.run r ON r.name = l.run WHERE r.retired_at IS NULL ORDER BY l.run, l.partition`;
const END_STALLED = `SELECT pg_terminate_backend(b.pid) FROM pg_stat_activity b
  WHERE b.usename = current_user AND b.datname = current_database() AND b.wait_event = 'ClientRead'
    AND b.xact_start < now() - interval '${STALLED_SECONDS} seconds' AND b.state_change < now() - interval '${STALLED_SECONDS} seconds'
    AND EXISTS (SELECT FROM pg_stat_activity w WHERE w.wait_event_type = 'Lock' AND b.pid = ANY (pg_blocking_pids(w.pid)))`;

type LaneRow = Omit<SeenLane, 'owner' | 'nextVersionId'> & { owner: string | null; nextVersionId: number | null };

/** Members and lanes in PostgreSQL. */
export class PostgresFleetStore implements FleetStore {
  private forgotten = false;

  constructor(private readonly pool: Pool) {}

  async beat(self: Member): Promise<FleetView> {
    try {
      await this.pool.query(BEAT, [self.id, self.role]);
      if (!this.forgotten) await this.pool.query(FORGET);
      this.forgotten = true;
      await this.pool.query({ text: END_STALLED, name: 'end-stalled' });
      const members = await this.pool.query<Member>({ text: MEMBERS, name: 'members' });
      const lanes = await this.pool.query<LaneRow>({ text: LANES, name: 'fleet-lanes' });
      return {
        members: members.rows,
        lanes: lanes.rows.map((row) => ({ ...row, owner: row.owner ?? undefined, nextVersionId: row.nextVersionId ?? undefined })),
      };
    } catch (error) {
      throw new MillraceError('store_unavailable', 'retryable', 'the database did not take the work: is it up?', { cause: error });
    }
  }

  async leave(id: string): Promise<void> {
    await this.pool.query('DELETE FROM processing.member WHERE id = $1', [id]);
  }
}
