import type { DataSource, EntityManager } from 'typeorm';
import { MillraceError, type Plan } from '../../../definition/index.js';
import type { PipelineStore, StoredRun } from '../../ports/pipeline-store.port.js';

const GENESIS = Buffer.alloc(32);

/** Pipelines and runs in PostgreSQL, through TypeORM: the control plane. */
export class PostgresPipelineStore implements PipelineStore {
  constructor(private readonly database: DataSource) {}

  async saveVersion(plan: Plan, document: string): Promise<number> {
    await this.database.query(
      'INSERT INTO processing.pipeline_version (pipeline, hash, state_hash, plan, document) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (pipeline, hash) DO NOTHING',
      [plan.pipeline, plan.hash, plan.stateHash, JSON.stringify(plan), document],
    );
    const rows: { id: number }[] = await this.database.query('SELECT id FROM processing.pipeline_version WHERE pipeline = $1 AND hash = $2', [
      plan.pipeline,
      plan.hash,
    ]);
    return rows[0].id;
  }

  async saveRun(run: StoredRun & { stateHash: string }): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query(
        'INSERT INTO processing.run (name, pipeline, log, version_id, live) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET version_id = excluded.version_id',
        [run.name, run.pipeline, run.log, run.versionId, run.live],
      );
      await saveLane(manager, run);
    });
  }

  async runs(): Promise<(StoredRun & { plan: Plan })[]> {
    const rows: { name: string; pipeline: string; log: string; live: boolean; version_id: number; plan: Plan }[] = await this.database.query(
      'SELECT r.name, r.pipeline, r.log, r.live, r.version_id, v.plan FROM processing.run r JOIN processing.pipeline_version v ON v.id = r.version_id ORDER BY r.name',
    );
    return rows.map(({ version_id: versionId, ...run }) => ({ ...run, versionId }));
  }
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
