import type { Pool, PoolClient, QueryConfig } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import { inTransaction, rowQuery, runTogether } from '../../../platform/database/index.js';
import type { Retries, StateDelta, StateImage, WantedKeys } from '../../domain/index.js';
import type { Commit, CommitStore, CutOver, LaneClaim } from '../../ports/commit-store.port.js';
import type { Checkpoint, Swept } from '../../ports/key-images.port.js';
import { commitCopies } from './commit-rows.js';
import { cutOverLane, forgetOwed } from './cut-over.js';
import { ensureDayPartition } from './day-partition.js';
import { readImages, readKeyImages, writeCheckpoint } from './image-rows.js';
import { followerPosition, holdFollower, moveFollower } from './state-rows.js';
import { PostgresScratch } from './scratch-images.js';
import { claimLane } from './lane-lease.js';
import { dropQuarantined, readQuarantined, retriesNote } from './retry-rows.js';

const GUARD_FAILED = 'MR001';
/** An owner that says nothing for so long may be stopped: another one takes the lane. */
const LEASE_SECONDS = 3;
/** A renewal without an answer within this is as good as none. */
const RENEW_ANSWER_MS = 2_500;
/** Few at a time: between reads the process answers its probes. */
const DELTAS_A_READ = 8;

/** Lanes and commits in PostgreSQL: the rows by COPY, guard and COMMIT behind them, all of a commit as one message. */
export class PostgresCommitStore implements CommitStore {
  /** One connection a lane: its backend is what a take-over ends. */
  private readonly clients = new Map<string, PoolClient>();
  private readonly days = new Set<number>();

  private readonly scratch: PostgresScratch;

  constructor(private readonly pool: Pool) {
    this.scratch = new PostgresScratch(pool);
  }

  async claim(run: string, partition: number, owner: string): Promise<LaneClaim> {
    // A lane that this process holds already is claimed anew after a failure: its old connection would look like a living owner.
    this.letGo(run, partition);
    const client = await this.guarded(() => this.pool.connect());
    try {
      const claim = await this.guarded(() => claimLane(client, run, partition, owner, LEASE_SECONDS));
      this.clients.set(nameOf(run, partition), client);
      return claim;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async renew(claim: LaneClaim): Promise<void> {
    const renewed = await this.guarded(() =>
      this.pool.query({
        text: `UPDATE processing.lane SET lease_until = now() + interval '${LEASE_SECONDS} seconds' WHERE id = $1 AND term = $2`,
        values: [claim.laneId, claim.term],
        query_timeout: RENEW_ANSWER_MS,
      } as QueryConfig),
    );
    if (renewed.rowCount !== 1) throw laneLost(claim);
  }

  async release(claim: LaneClaim): Promise<void> {
    this.letGo(claim.run, claim.partition);
    await this.guarded(() =>
      this.pool.query('UPDATE processing.lane SET owner = NULL, lease_until = NULL WHERE id = $1 AND term = $2', [claim.laneId, claim.term]),
    );
  }

  async load(stateId: number, image: (image: StateImage) => void, delta: (delta: StateDelta) => Promise<void>): Promise<void> {
    await this.guarded(async () => {
      await readImages(this.pool, stateId, image);
      for (let after = 0, more = true; more;) {
        const page = await this.pool.query(
          rowQuery(`SELECT as_of, from_position, delta FROM processing.state_delta WHERE state_id = $1 AND as_of > $2 ORDER BY as_of LIMIT ${DELTAS_A_READ}`, [
            stateId,
            after,
          ]),
        );
        for (const [commitNo, from, bytes] of page.rows as [number, number, Buffer][]) await delta({ commitNo: (after = commitNo), from, delta: bytes });
        more = page.rows.length > 0;
      }
    });
  }

  async keyImages(stateId: number, wanted: WantedKeys): Promise<StateImage[]> {
    return this.guarded(() => readKeyImages(this.pool, stateId, wanted));
  }

  openScratch(): Promise<number> {
    return this.guarded(() => this.scratch.open());
  }

  writeScratch(scratch: number, checkpoint: Checkpoint): Promise<Swept> {
    return this.guarded(() => this.scratch.write(scratch, checkpoint));
  }

  readScratch(scratch: number, wanted: WantedKeys): Promise<StateImage[]> {
    return this.guarded(() => this.scratch.read(scratch, wanted));
  }

  dropScratch(scratch: number): Promise<void> {
    this.scratch.drop(scratch);
    return Promise.resolve();
  }

  async quarantined(run: string, positions: readonly number[]): Promise<Retries> {
    return this.guarded(() => readQuarantined(this.pool, run, positions));
  }

  async drop(run: string, position: number): Promise<void> {
    await this.guarded(() => dropQuarantined(this.pool, run, position));
  }

  async commit(claim: LaneClaim, commit: Commit): Promise<void> {
    const { client } = this.owned(claim);
    const statements = [
      'BEGIN',
      ...commitCopies(claim.laneId, commit),
      ...(commit.settles ? [forgetOwed(commit.stateId)] : []),
      ...(commit.retried.size > 0 ? [retriesNote(claim.laneId, commit.retried)] : []),
      guard(claim, commit),
      'COMMIT',
    ];
    await this.guarded(async () => {
      if (!this.days.has(commit.day)) {
        await ensureDayPartition(this.pool, commit.day);
        this.days.add(commit.day);
      }
      try {
        await runTogether(client, statements);
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw (error as { code?: string }).code === GUARD_FAILED ? laneLost(claim, error) : error;
      }
    });
  }

  async checkpoint(claim: LaneClaim, checkpoint: Checkpoint): Promise<Swept> {
    return this.guarded(() =>
      inTransaction(this.pool, async (client) => {
        const owned = await client.query('SELECT 1 FROM processing.lane WHERE id = $1 AND term = $2 FOR SHARE', [claim.laneId, claim.term]);
        if (owned.rowCount !== 1) throw laneLost(claim);
        return writeCheckpoint(client, claim.stateId, checkpoint);
      }),
    );
  }

  async cutOver(claim: LaneClaim, to: CutOver): Promise<LaneClaim> {
    const { client } = this.owned(claim);
    return this.guarded(async () => {
      try {
        return (await cutOverLane(client, claim, to)) ?? fail(laneLost(claim));
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  async follow(stateId: number, delta: StateDelta): Promise<void> {
    const moved = await this.guarded(() => inTransaction(this.pool, (client) => moveFollower(client, stateId, delta)));
    if (!moved) throw followerLost(stateId);
  }

  async checkpointFollower(stateId: number, checkpoint: Checkpoint): Promise<Swept> {
    return this.guarded(() =>
      inTransaction(this.pool, async (client) => {
        if (!(await holdFollower(client, stateId))) throw followerLost(stateId);
        return writeCheckpoint(client, stateId, checkpoint);
      }),
    );
  }

  async followerPosition(stateId: number): Promise<number | undefined> {
    return this.guarded(() => followerPosition(this.pool, stateId));
  }

  async scorer(model: string, version: number, digest: string): Promise<number> {
    const found = await this.guarded(() =>
      this.pool.query<{ id: number }>(
        `WITH made AS (INSERT INTO processing.scorer (model, version, digest) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id)
         SELECT id FROM made UNION ALL SELECT id FROM processing.scorer WHERE model = $1 AND version = $2 AND digest = $3 LIMIT 1`,
        [model, version, digest],
      ),
    );
    return found.rows[0].id;
  }

  private owned(claim: LaneClaim): { client: PoolClient } {
    const client = this.clients.get(nameOf(claim.run, claim.partition));
    if (!client) throw laneLost(claim);
    return { client };
  }

  private letGo(run: string, partition: number): void {
    const name = nameOf(run, partition);
    this.clients.get(name)?.release(true);
    this.clients.delete(name);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MillraceError) throw error;
      throw new MillraceError('store_unavailable', 'retryable', 'the database did not take the work: is it up?', { cause: error });
    }
  }
}

/** The last statement before COMMIT: it fails, and with it the transaction, unless the lane stands where the claim says. */
function guard(claim: LaneClaim, commit: Commit): string {
  const maxTime = Number.isFinite(commit.maxTimeUs) ? commit.maxTimeUs : 'NULL';
  return `SELECT processing.advance_lane(${claim.laneId}, ${claim.term}, ${commit.from}, ${commit.to}, ${commit.commitNo}, ${maxTime}, '\\x${commit.head.toString('hex')}', '{${commit.books.join(',')}}')`;
}

function nameOf(run: string, partition: number): string {
  return `${run} ${partition}`;
}

function followerLost(stateId: number): MillraceError {
  return new MillraceError('follower_lost', 'retryable', `the state ${stateId} stands elsewhere, or a lane commits to it by now`);
}

function fail(error: MillraceError): never {
  throw error;
}

function laneLost(claim: LaneClaim, cause?: unknown): MillraceError {
  return new MillraceError('lane_lost', 'retryable', `the lane of "${claim.run}" has another owner now`, { cause });
}
