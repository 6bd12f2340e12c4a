import { type Run, formatUuid } from '../domain/index.js';
import type { Commit } from '../ports/commit-store.port.js';
import type { StoredPrediction } from '../ports/record-reader.port.js';

/**
 * A commit's predictions as a reader of the database would get them. Undefined where a row was scored by a model that is not the run's:
 * then the database must say which.
 */
export function announcedPredictions(run: Run, partition: number, commit: Commit): StoredPrediction[] | undefined {
  const { model, bound, name, log, pipeline } = run;
  if (!model || commit.versionId !== run.versionId || commit.predictions.some((row) => row.scorerId !== model.scorerId)) return undefined;
  const { commitNo, versionId } = commit;
  const context = { run: name, log, partition, commitNo, pipeline, pipelineHash: bound.plan.hash, versionId };
  const scorer = { name: model.name, version: model.version, digest: model.digest };
  return commit.predictions.map(({ id, scorerId: _, ...row }) => ({ ...row, id: formatUuid(id), ...context, model: scorer }));
}
