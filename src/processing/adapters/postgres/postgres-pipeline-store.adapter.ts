import type { DataSource, EntityManager } from 'typeorm';
import { MillraceError, type Plan } from '../../../definition/index.js';
import type { PipelineStore, StoredChange, StoredRun, StoredVersion } from '../../ports/pipeline-store.port.js';

const GENESIS = Buffer.alloc(32);
const VERSION =
  'SELECT id, pipeline, number, plan, state_hash AS "stateHash", document, model_version AS "modelVersion", created_at AS "createdAt" FROM processing.pipeline_version';

interface LaneRow {
  id: number;
  state_id: number;
  next_version_id: number | null;
  previous_version_id: number | null;
}
type VersionRow = Omit<StoredVersion, 'modelVersion'> & { modelVersion: number | null };

/** Pipelines and runs in PostgreSQL, through TypeORM: the control plane. */
export class PostgresPipelineStore implements PipelineStore {
  constructor(private readonly database: DataSource) {}

  async saveVersion(plan: Plan, document: string, modelVersion: number | undefined): Promise<StoredVersion> {
    return this.guarded(() =>
      this.database.transaction(async (manager) => {
        // One at a time for each pipeline: the numbers stay dense.
        await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('processing.pipeline_version/' || $1, 0))", [plan.pipeline]);
        return (await findVersion(manager, plan, modelVersion)) ?? addVersion(manager, plan, document, modelVersion);
      }),
    );
  }

  async version(id: number): Promise<StoredVersion | undefined> {
    return this.guarded(async () => versionOf(await this.database.query<VersionRow[]>(`${VERSION} WHERE id = $1`, [id])));
  }

  async saveRun(run: StoredRun, { stateHash }: Pick<StoredVersion, 'stateHash'>): Promise<void> {
    await this.guarded(() =>
      this.database.transaction(async (manager) => {
        const { name, pipeline, log, versionId, live } = run;
        await manager.query(
          `INSERT INTO processing.run (name, pipeline, log, version_id, live) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET retired_at = NULL`,
          [name, pipeline, log, versionId, live],
        );
        const lanes = await manager.query<{ id: number }[]>(
          'INSERT INTO processing.lane (run, head) VALUES ($1, $2) ON CONFLICT (run, partition) DO NOTHING RETURNING id',
          [name, GENESIS],
        );
        if (lanes.length > 0) await addState(manager, lanes[0].id, stateHash, versionId);
      }),
    );
  }

  async lane(run: string): Promise<StoredChange> {
    return this.guarded(async () => {
      const [lane] = await this.database.query<LaneRow[]>('SELECT id, state_id, next_version_id, previous_version_id FROM processing.lane WHERE run = $1', [
        run,
      ]);
      if (!lane) throw new MillraceError('run_unknown', 'poison', `there is no run "${run}"`);
      const states = await this.database.query<StoredChange['states'][number][]>(
        `SELECT id AS "stateId", state_hash AS "stateHash", version_id AS "versionId", coalesce(keep_until > now(), false) AS kept
         FROM processing.state WHERE lane_id = $1 ORDER BY id`,
        [lane.id],
      );
      const { state_id: stateId, next_version_id: next, previous_version_id: previous } = lane;
      return { stateId, nextVersionId: next ?? undefined, previousVersionId: previous ?? undefined, states };
    });
  }

  async wantVersion(run: string, version: Pick<StoredVersion, 'id' | 'stateHash'> | undefined): Promise<void> {
    await this.guarded(() =>
      this.database.transaction(async (manager) => {
        const update = 'UPDATE processing.lane SET next_version_id = $2 WHERE run = $1';
        await manager.query(update, [run, version?.id ?? null]);
        if (!version) return;
        await manager.query(
          `INSERT INTO processing.state (lane_id, state_hash, version_id) SELECT id, $2, $3 FROM processing.lane WHERE run = $1
           ON CONFLICT (lane_id, state_hash) DO NOTHING`,
          [run, version.stateHash, version.id],
        );
      }),
    );
  }

  async keepStates(run: string, stateIds: readonly number[]): Promise<void> {
    await this.guarded(() =>
      this.database.transaction(async (manager) => {
        const rows = await manager.query<{ id: number }[]>(
          `SELECT s.id FROM processing.state s JOIN processing.lane l ON l.id = s.lane_id
           WHERE l.run = $1 AND s.id <> l.state_id AND s.id <> ALL ($2) AND NOT EXISTS (
             SELECT FROM processing.pipeline_version v WHERE v.id = l.next_version_id AND v.state_hash = s.state_hash)
           FOR UPDATE`,
          [run, stateIds],
        );
        const gone = rows.map(({ id }) => id);
        if (gone.length === 0) return;
        for (const table of ['state_delta', 'state_image', 'state_match', 'state_parked'])
          await manager.query(`DELETE FROM processing.${table} WHERE state_id = ANY ($1)`, [gone]);
        await manager.query('DELETE FROM processing.state WHERE id = ANY ($1)', [gone]);
      }),
    );
  }

  async runs(): Promise<StoredRun[]> {
    return this.guarded(() =>
      this.database.query<StoredRun[]>(
        'SELECT name, pipeline, log, live, version_id AS "versionId" FROM processing.run WHERE retired_at IS NULL ORDER BY live DESC, name',
      ),
    );
  }

  async retire(run: string): Promise<void> {
    await this.guarded(() => this.database.query('UPDATE processing.run SET retired_at = now() WHERE name = $1', [run]));
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

/** The version with this content; one from before model versions were kept takes the first that is named. */
async function findVersion(manager: EntityManager, plan: Plan, modelVersion: number | undefined): Promise<StoredVersion | undefined> {
  const rows = await manager.query<VersionRow[]>(
    `${VERSION} WHERE pipeline = $1 AND hash = $2 AND (model_version IS NULL OR model_version = $3) ORDER BY model_version NULLS LAST LIMIT 1`,
    [plan.pipeline, plan.hash, modelVersion ?? null],
  );
  const found = versionOf(rows);
  if (!found || found.modelVersion === modelVersion) return found;
  await manager.query('UPDATE processing.pipeline_version SET model_version = $2 WHERE id = $1', [found.id, modelVersion]);
  return { ...found, modelVersion };
}

async function addVersion(manager: EntityManager, plan: Plan, document: string, modelVersion: number | undefined): Promise<StoredVersion> {
  const rows = await manager.query<VersionRow[]>(
    `INSERT INTO processing.pipeline_version (pipeline, number, hash, state_hash, plan, document, model_version)
     SELECT $1, coalesce(max(number), 0) + 1, $2, coalesce(max(state_hash) FILTER (WHERE hash = $2), $3), $4, $5, $6 FROM processing.pipeline_version WHERE pipeline = $1
     RETURNING id, pipeline, number, plan, state_hash AS "stateHash", document, model_version AS "modelVersion", created_at AS "createdAt"`,
    [plan.pipeline, plan.hash, plan.stateHash, JSON.stringify(plan), document, modelVersion ?? null],
  );
  const added = versionOf(rows);
  if (!added) throw new Error('the database added no row');
  return added;
}

function versionOf([row]: VersionRow[]): StoredVersion | undefined {
  return row && { ...row, modelVersion: row.modelVersion ?? undefined };
}

async function addState(manager: EntityManager, laneId: number, stateHash: string, versionId: number): Promise<void> {
  const [state] = await manager.query<{ id: number }[]>('INSERT INTO processing.state (lane_id, state_hash, version_id) VALUES ($1, $2, $3) RETURNING id', [
    laneId,
    stateHash,
    versionId,
  ]);
  await manager.query('UPDATE processing.lane SET state_id = $2 WHERE id = $1', [laneId, state.id]);
}
