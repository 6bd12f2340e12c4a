import type { DataSource, EntityManager } from 'typeorm';
import { MillraceError, type Plan } from '../../../definition/index.js';
import type { PipelineStore, StoredRun, StoredVersion } from '../../ports/pipeline-store.port.js';

const GENESIS = Buffer.alloc(32);
const VERSION = 'SELECT id, pipeline, number, plan, document, model_version AS "modelVersion", created_at AS "createdAt" FROM processing.pipeline_version';

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

  async saveRun(run: StoredRun & { stateHash: string }): Promise<void> {
    await this.guarded(() =>
      this.database.transaction(async (manager) => {
        await manager.query(
          `INSERT INTO processing.run (name, pipeline, log, version_id, live) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (name) DO UPDATE SET version_id = excluded.version_id, retired_at = NULL`,
          [run.name, run.pipeline, run.log, run.versionId, run.live],
        );
        await saveLane(manager, run);
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
     SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM processing.pipeline_version WHERE pipeline = $1
     RETURNING id, pipeline, number, plan, document, model_version AS "modelVersion", created_at AS "createdAt"`,
    [plan.pipeline, plan.hash, plan.stateHash, JSON.stringify(plan), document, modelVersion ?? null],
  );
  const added = versionOf(rows);
  if (!added) throw new Error('the database added no row');
  return added;
}

function versionOf([row]: VersionRow[]): StoredVersion | undefined {
  return row && { ...row, modelVersion: row.modelVersion ?? undefined };
}

/** A lane that has not moved yet takes any state; one that has keeps the state it was built with. */
async function saveLane(manager: EntityManager, run: StoredRun & { stateHash: string }): Promise<void> {
  await manager.query('INSERT INTO processing.lane (run, state_hash, head) VALUES ($1, $2, $3) ON CONFLICT (run, partition) DO NOTHING', [
    run.name,
    run.stateHash,
    GENESIS,
  ]);
  await manager.query('UPDATE processing.lane SET state_hash = $2 WHERE run = $1 AND position = 0', [run.name, run.stateHash]);
  const rows: { state_hash: string }[] = await manager.query('SELECT state_hash FROM processing.lane WHERE run = $1', [run.name]);
  if (rows[0].state_hash === run.stateHash) return;
  throw new MillraceError(
    'state_changed',
    'poison',
    `the features of "${run.name}" differ from those that its stored state was built with: give the changed pipeline a new name, or start a run of it`,
  );
}
