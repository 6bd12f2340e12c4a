import type { Run } from '../domain/index.js';
import type { PipelineStore } from '../ports/pipeline-store.port.js';
import type { RunLanes } from './run-lanes.js';
import type { Versions } from './versions.js';

/** A version whose state is being built beside the live one. */
export interface ChangeStatus {
  readonly version: number;
  readonly hash: string;
  /** Log position up to which its state is built. */
  readonly position: number;
  readonly percent: number;
  readonly records_per_second: number;
  /** Until it has caught up at this rate; null while nothing can be told. */
  readonly seconds_left: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

interface VersionStatusPorts {
  readonly lanes: Pick<RunLanes, 'following'>;
  readonly versions: Pick<Versions, 'version'>;
  readonly store: Pick<PipelineStore, 'lane'>;
}

/** What a run goes over to, and what it can go back to. */
export async function versionStatus(
  run: Run,
  lanePosition: number,
  { lanes, versions, store }: VersionStatusPorts,
): Promise<{ change: ChangeStatus | null; rollback: { version: number; at_once: boolean } | null }> {
  const { nextVersionId, previousVersionId, states } = await store.lane(run.name);
  const previous = previousVersionId === undefined ? undefined : await versions.version(previousVersionId);
  const rollback = previous ? { version: previous.number, at_once: states.some(({ stateHash }) => stateHash === previous.stateHash) } : null;
  if (nextVersionId === undefined) return { change: null, rollback };
  const { number, plan } = await versions.version(nextVersionId);
  const follower = lanes.following(run.name).find(({ candidate, versionId }) => candidate && versionId === nextVersionId);
  const position = follower?.position ?? 0;
  const rate = follower?.recordsPerSecond ?? 0;
  const change: ChangeStatus = {
    ...{ version: number, hash: plan.hash, position },
    percent: lanePosition === 0 ? 100 : Math.min(100, Math.floor((position / lanePosition) * 1000) / 10),
    records_per_second: Math.round(rate),
    seconds_left: rate > 0 ? Math.ceil(Math.max(0, lanePosition - position) / rate) : null,
    error: follower?.error ?? null,
  };
  return { change, rollback };
}
