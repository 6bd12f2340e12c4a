import { MillraceError } from '../../definition/index.js';
import type { LogReader } from '../../ingestion/index.js';
import {
  type Behind,
  type Candidate,
  JOINED,
  LaneState,
  type LoggedRecord,
  PredictionIds,
  type Run,
  type Step,
  StepComputer,
  replaySpanUs,
} from '../domain/index.js';
import type { QuarantineKeeper } from '../ports/quarantine-keeper.port.js';
import type { ReplaySource } from '../ports/replay-source.port.js';
import type { ScratchImages } from '../ports/key-images.port.js';
import { readRetries } from './read-retries.js';
import { ReplayKeys } from './replay-keys.js';
import type { StateBudget } from './state-budget.js';

/** Replays read the one partition that a lane has. */
const PARTITION = 0;

export interface ReplayPorts {
  readonly log: LogReader;
  readonly source: ReplaySource;
  readonly store: Pick<QuarantineKeeper, 'quarantined'> & ScratchImages;
  readonly budget: StateBudget;
  readonly idKey: Buffer;
}

/**
 * A part of the log taken again through the engine that served it, with a state of its own: from far enough back that whatever reaches
 * events from `fromUs` on is full, up to the position `to`. Outcomes that wait there since before the beginning are put back first.
 */
export class Replay {
  position: number;
  private readonly state: LaneState;
  private readonly computer: StepComputer;
  private readonly keys: ReplayKeys;

  /** Positions of the last step's records that asked only the model again: their vectors were computed at an earlier record. */
  modelOnly: ReadonlySet<number> = new Set();

  private constructor(
    private readonly run: Run,
    readonly start: number,
    readonly end: number,
    private readonly ports: ReplayPorts,
  ) {
    this.position = start;
    this.state = new LaneState(run.bound);
    this.computer = new StepComputer(this.state, new PredictionIds(ports.idKey, run.name), { vectorsWithoutPrediction: true });
    this.keys = new ReplayKeys(this.state, ports.store, ports.budget);
  }

  static async open(run: Run, fromUs: number, end: number, ports: ReplayPorts): Promise<Replay> {
    const start = Math.min(end, await ports.source.start(run.name, fromUs - replaySpanUs(run.bound.plan)));
    const replay = new Replay(run, start, end, ports);
    try {
      await replay.putBackWaiting();
    } catch (error) {
      await replay.close();
      throw error;
    }
    return replay;
  }

  /** Whoever opened it closes it, whatever became of it. */
  close(): Promise<void> {
    return this.keys.close();
  }

  /** Greatest event time passed, µs. */
  get maxTimeUs(): number {
    return this.state.maxTimeUs;
  }

  get done(): boolean {
    return this.position >= this.end;
  }

  /** Takes up to `limit` records. Error: `log_short` (fatal) where the log ends before it should. */
  async next(limit: number): Promise<Step> {
    const records = await this.read(this.position, Math.min(limit, this.end - this.position));
    const retries = await readRetries(this.run.name, records, this.ports.store);
    this.modelOnly = new Set(records.flatMap(({ position, retryOf }) => (retryOf !== undefined && retries.get(retryOf)?.vector ? [position] : [])));
    await this.keys.prepare(records, retries, this.position);
    this.state.commitNo = this.position + records.length;
    const step = this.computer.compute(records, retries);
    this.keys.taken(records.length, step.to, step.maxTimeUs);
    this.position = step.to;
    return step;
  }

  /** The events behind the window features of the candidate that was taken last, at most `most` a feature. */
  behind(candidate: Candidate, most: number): Behind[] {
    return this.computer.behind(candidate, most);
  }

  private async read(from: number, limit: number): Promise<readonly LoggedRecord[]> {
    const records = await this.ports.log.read(this.run.log, PARTITION, from, limit);
    if (records.length > 0) return records;
    throw new MillraceError('log_short', 'fatal', `the log ends before position ${this.end}`);
  }

  /** An outcome may come any time before its event: those that were parked before the beginning and joined after it. */
  private async putBackWaiting(): Promise<void> {
    if (this.start === 0) return;
    const waiting: number[] = [];
    for await (const { moved } of this.ports.source.settled(this.run.name, this.start, this.end))
      for (const { position, to } of moved) if (position < this.start && to === JOINED) waiting.push(position);
    for (const position of waiting.sort((a, b) => a - b)) this.computer.compute(await this.read(position, 1));
  }
}
