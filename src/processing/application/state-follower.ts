import type { LogReader } from '../../ingestion/index.js';
import { KeyCollector, type LaneState, type ParkedOutcome, PredictionIds, Residency, type Run, StepComputer } from '../domain/index.js';
import { MillraceError } from '../../definition/index.js';
import { Checkpointer } from './checkpointer.js';
import { readRetries } from './read-retries.js';
import { type StatePorts, recoverState } from './recover-state.js';
import { ResidentKeys } from './resident-keys.js';

interface Standing {
  readonly run: Run;
  readonly stateId: number;
  readonly state: LaneState;
  readonly position: number;
}

/** A state that is kept beside a lane: it takes the log's records in and predicts nothing. */
export class StateFollower {
  readonly run: Run;
  readonly stateId: number;
  readonly state: LaneState;
  position: number;
  private readonly computer: StepComputer;

  private constructor(
    standing: Standing,
    readonly checkpointer: Checkpointer,
    private readonly keys: ResidentKeys,
    private readonly ports: StatePorts,
  ) {
    ({ run: this.run, stateId: this.stateId, state: this.state, position: this.position } = standing);
    this.computer = new StepComputer(this.state, new PredictionIds(ports.idKey, this.run.name), { stateOnly: true });
  }

  /** Rebuilds a follower as it was left. Error: `follower_lost` (retryable) when there is none of this number any more. */
  static async open(run: Run, stateId: number, ports: StatePorts): Promise<StateFollower> {
    const { store } = ports;
    const position = await store.followerPosition(stateId);
    if (position === undefined) throw new MillraceError('follower_lost', 'retryable', `the state ${stateId} follows no more`);
    const { state, residency, laneImageCommit } = await recoverState(run.bound, stateId, position, ports);
    const checkpointer = new Checkpointer(state, residency, (checkpoint) => store.checkpointFollower(stateId, checkpoint), laneImageCommit);
    return StateFollower.of({ run, stateId, state, position }, residency, checkpointer, ports);
  }

  /** A follower from the state that a lane has just left. */
  static after(standing: Standing, checkpointer: Checkpointer, ports: StatePorts): StateFollower {
    const { stateId, state } = standing;
    const residency = new Residency(state);
    ports.budget.hold(stateId, residency);
    const next = checkpointer.handedTo(state, residency, (checkpoint) => ports.store.checkpointFollower(stateId, checkpoint));
    return StateFollower.of(standing, residency, next, ports);
  }

  private static of(standing: Standing, residency: Residency, checkpointer: Checkpointer, ports: StatePorts): StateFollower {
    const keys = new ResidentKeys(residency, checkpointer, ports.budget, (wanted) => ports.store.keyImages(standing.stateId, wanted));
    return new StateFollower(standing, checkpointer, keys, ports);
  }

  /** Takes in up to `limit` records; returns how many. After an error the state is ahead of what is stored: open it anew. */
  async advance(log: LogReader, limit: number): Promise<number> {
    const records = await log.read(this.run.log, 0, this.position, limit);
    if (records.length === 0) return 0;
    const { store } = this.ports;
    const retries = await readRetries(this.run.name, records, store);
    await this.keys.prepare(records, retries, this.position, () => Promise.resolve());
    const to = this.position + records.length;
    this.state.commitNo = to;
    const { delta, maxTimeUs } = this.computer.compute(records, retries);
    this.checkpointer.afterStep(records.length, to);
    await store.follow(this.stateId, { commitNo: to, from: this.position, delta });
    this.position = to;
    this.checkpointer.afterCommit(to, maxTimeUs);
    return records.length;
  }

  /** Brings the keys that hold the events of these outcomes. */
  async bring(outcomes: readonly ParkedOutcome[]): Promise<void> {
    const collector = new KeyCollector(this.state);
    for (const { type, match } of outcomes) collector.match(type, match);
    if (collector.wanted) await this.keys.bring(collector.wanted);
  }

  settled(): Promise<void> {
    return this.checkpointer.settled();
  }

  /** It is followed no more: its memory counts no longer. */
  close(): void {
    this.ports.budget.release(this.stateId);
  }
}
