import type { LogReader } from '../../ingestion/index.js';
import { LaneState, PredictionIds, Recovery, type Run, StepComputer } from '../domain/index.js';
import { MillraceError } from '../../definition/index.js';
import type { CommitStore } from '../ports/commit-store.port.js';
import { Checkpointer } from './checkpointer.js';
import { readRetries } from './read-retries.js';

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
    private readonly store: CommitStore,
    idKey: Buffer,
  ) {
    ({ run: this.run, stateId: this.stateId, state: this.state, position: this.position } = standing);
    this.computer = new StepComputer(this.state, new PredictionIds(idKey, this.run.name), { stateOnly: true });
  }

  /** Rebuilds a follower as it was left. Error: `follower_lost` (retryable) when there is none of this number any more. */
  static async open(run: Run, stateId: number, store: CommitStore, idKey: Buffer): Promise<StateFollower> {
    const position = await store.followerPosition(stateId);
    if (position === undefined) throw new MillraceError('follower_lost', 'retryable', `the state ${stateId} follows no more`);
    const state = new LaneState(run.bound);
    const recovery = new Recovery(state);
    await store.load(
      stateId,
      (image) => recovery.image(image),
      (delta) => recovery.replay(delta),
    );
    return new StateFollower({ run, stateId, state, position }, checkpointerOf(stateId, state, store, recovery.laneImageCommit), store, idKey);
  }

  /** A follower from the state that a lane has just left. */
  static after(standing: Standing, checkpointer: Checkpointer, store: CommitStore, idKey: Buffer): StateFollower {
    const { stateId, state } = standing;
    return new StateFollower(
      standing,
      checkpointer.handedTo(state, (images, drop) => store.checkpointFollower(stateId, images, drop)),
      store,
      idKey,
    );
  }

  /** Takes in up to `limit` records; returns how many. After an error the state is ahead of what is stored: open it anew. */
  async advance(log: LogReader, limit: number): Promise<number> {
    const records = await log.read(this.run.log, 0, this.position, limit);
    if (records.length === 0) return 0;
    const retries = await readRetries(this.run.name, records, this.store);
    const to = this.position + records.length;
    this.state.commitNo = to;
    const { delta } = this.computer.compute(records, retries);
    this.checkpointer.afterStep(records.length, to);
    await this.store.follow(this.stateId, { commitNo: to, from: this.position, delta });
    this.position = to;
    this.checkpointer.afterCommit(to);
    return records.length;
  }

  settled(): Promise<void> {
    return this.checkpointer.settled();
  }
}

function checkpointerOf(stateId: number, state: LaneState, store: CommitStore, laneImageCommit: number): Checkpointer {
  return new Checkpointer(state, (images, drop) => store.checkpointFollower(stateId, images, drop), laneImageCommit);
}
