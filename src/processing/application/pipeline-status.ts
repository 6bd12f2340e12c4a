import { formatTimeUs } from '../../definition/index.js';
import type { LogReader, LogWriter } from '../../ingestion/index.js';
import type { Run } from '../domain/index.js';
import type { RecordReader } from '../ports/record-reader.port.js';
import type { PipelineStore } from '../ports/pipeline-store.port.js';
import type { Pipelines } from './pipelines.js';
import type { RunLanes } from './run-lanes.js';
import { type ChangeStatus, versionStatus } from './version-status.js';
import type { Versions } from './versions.js';

/** A pipeline or run as the status page, `millrace status` and the API show it. */
export interface PipelineStatus {
  readonly name: string;
  readonly pipeline: string;
  readonly live: boolean;
  readonly source: string;
  readonly hash: string;
  /** Number of the version that the lane works for. */
  readonly version: number;
  /** The version that the lane will go over to, and how far its state is. */
  readonly change: ChangeStatus | null;
  /** The version that can be gone back to; `at_once`: its state is there. */
  readonly rollback: { readonly version: number; readonly at_once: boolean } | null;
  readonly model: { readonly name: string; readonly version: number; readonly digest: string } | null;
  readonly on: string;
  readonly types: readonly { readonly type: string; readonly outcome: boolean }[];
  readonly predicts: boolean;
  readonly features: readonly string[];
  readonly position: number;
  readonly log_end: number;
  readonly lag: number;
  readonly commit_no: number;
  readonly max_event_time: string | null;
  readonly lane: { readonly state: string; readonly error?: { readonly code: string; readonly message: string } };
  readonly events_per_second: number;
  readonly predictions_per_second: number;
  readonly p99_ms: number | null;
  /** Keys of the lane's state in memory, keys that wait in the database, and what all of it takes here, about; null where this process does not have the lane. */
  readonly state: { readonly keys: number; readonly evicted: number; readonly bytes: number } | null;
  readonly books: Readonly<Record<string, number | boolean>>;
  readonly refused: Readonly<Record<string, number>>;
}

interface StatusPorts {
  readonly reader: RecordReader;
  readonly log: LogReader & LogWriter;
  readonly lanes: RunLanes;
  readonly versions: Pick<Versions, 'version'>;
  readonly store: Pick<PipelineStore, 'lane'>;
}

async function pipelineStatus(run: Run, ports: StatusPorts): Promise<PipelineStatus> {
  const { reader, log, lanes } = ports;
  const { plan } = run.bound;
  const lane = await reader.lane(run.name);
  const end = await log.end(run.log, 0);
  const refused = await log.refused(run.log);
  const rate = lanes.rate(run.name);
  const perSecond = rate?.perSecond() ?? { events: 0, predictions: 0 };
  const position = lane?.position ?? 0;
  const booked = Object.values(lane?.books ?? {}).reduce((sum, count) => sum + count, 0);
  const status = lanes.status(run.name);
  return {
    ...{
      name: run.name,
      pipeline: run.pipeline,
      live: run.live,
      source: run.log,
      hash: plan.hash,
      version: (await ports.versions.version(run.versionId)).number,
      ...(await versionStatus(run, position, ports)),
      on: plan.on,
      position,
      log_end: end,
      lag: end - position,
      refused,
    },
    model: run.model ? { name: run.model.name, version: run.model.version, digest: run.model.digest } : null,
    types: plan.events.map((event) => ({ type: event.type, outcome: event.outcome !== undefined })),
    predicts: plan.predict !== undefined,
    features: plan.vector.map((f) => plan.features[f].name),
    commit_no: lane?.commitNo ?? 0,
    max_event_time: lane?.maxTimeUs === undefined ? null : formatTimeUs(lane.maxTimeUs),
    lane: { state: status?.state ?? 'stopped', ...(status?.error ? { error: status.error } : {}) },
    events_per_second: round(perSecond.events),
    predictions_per_second: round(perSecond.predictions),
    p99_ms: rate?.p99Ms() ?? null,
    state: lanes.stateUse(run.name) ?? null,
    books: { records: position, ...lane?.books, balanced: booked === position },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Statuses of the runs of this application. */
export class PipelineStatuses {
  constructor(
    private readonly pipelines: Pipelines,
    private readonly ports: StatusPorts,
  ) {}

  of(run: Run): Promise<PipelineStatus> {
    return pipelineStatus(run, this.ports);
  }

  all(): Promise<PipelineStatus[]> {
    return Promise.all(this.pipelines.all().map((run) => this.of(run)));
  }
}
