import type { LogReader } from '../../ingestion/index.js';
import type { Run } from '../domain/index.js';
import type { RunLanes } from './run-lanes.js';

/** A lane that has shown no rate yet is assumed to do this many records a second. */
const ASSUMED_PER_SECOND = 5000;

export interface Waiting {
  /** Records of the log that the lane has not worked yet. */
  readonly records: number;
  /** What the lane does in a second. */
  readonly perSecond: number;
  /** For how long it has stood still before them, or nobody has worked on it, ms. */
  readonly stalledMs: number;
}

/** How long a new event of a run would wait, whichever process works on its lane. */
export class Backlog {
  private readonly standing = new Map<string, { readonly position: number; readonly sinceMs: number }>();

  constructor(
    private readonly log: Pick<LogReader, 'end'>,
    private readonly lanes: Pick<RunLanes, 'position' | 'rate' | 'freeMs'>,
  ) {}

  async of(run: Run): Promise<Waiting> {
    const end = await this.log.end(run.log, 0);
    const position = this.lanes.position(run.name) ?? 0;
    const nowMs = performance.now();
    const before = this.standing.get(run.name);
    const sinceMs = before && before.position === position && end > position ? before.sinceMs : nowMs;
    this.standing.set(run.name, { position, sinceMs });
    const perSecond = Math.max(ASSUMED_PER_SECOND, this.lanes.rate(run.name)?.perSecond().events ?? 0);
    return { records: end - position, perSecond, stalledMs: Math.max(nowMs - sinceMs, this.lanes.freeMs(run.name)) };
  }
}
