import { type Run, formatUuid } from '../domain/index.js';
import type { Commit, PredictionRow } from '../ports/commit-store.port.js';
import type { StoredPrediction } from '../ports/record-reader.port.js';

/**
 * A commit's predictions as a reader of the database would get them. Undefined where a row was scored by a model that is not the run's:
 * then the database must say which.
 */
export function announcedPredictions(run: Run, partition: number, commit: Commit): StoredPrediction[] | undefined {
  const all: StoredPrediction[] = [];
  for (const row of commit.predictions) {
    const one = announcedPrediction(run, partition, commit, row);
    if (!one) return undefined;
    all.push(one);
  }
  return run.model && commit.versionId === run.versionId ? all : undefined;
}

/** One of them. */
export function announcedPrediction(run: Run, partition: number, commit: Commit, row: PredictionRow): StoredPrediction | undefined {
  const { model, bound, name, log, pipeline } = run;
  const { commitNo, versionId } = commit;
  if (!model || versionId !== run.versionId || row.scorerId !== model.scorerId) return undefined;
  const { id, scorerId: _, ...rest } = row;
  return {
    ...rest,
    id: formatUuid(id),
    ...{ run: name, log, partition, commitNo, pipeline, pipelineHash: bound.plan.hash, versionId },
    model: { name: model.name, version: model.version, digest: model.digest },
  };
}
