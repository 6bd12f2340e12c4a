import type { Models } from '../../inference/index.js';
import type { ModelOutputs } from '../../definition/index.js';
import { LaneState, type LoggedRecord, PredictionIds, Recovery, type Run, type Step, StepComputer } from '../domain/index.js';
import type { Commit, CommitStore, LaneClaim } from '../ports/commit-store.port.js';
import { Checkpointer } from './checkpointer.js';
import { RecordWriter } from './record-writer.js';

/** What one worker owns: a claimed lane with its state in memory, standing at `position`. */
export class Lane {
  position: number;
  private commitNo: number;
  private head: Buffer;
  private readonly computer: StepComputer;
  private readonly records: RecordWriter;

  private constructor(
    readonly run: Run,
    readonly claim: LaneClaim,
    readonly state: LaneState,
    ids: PredictionIds,
    private readonly checkpointer: Checkpointer,
  ) {
    this.position = claim.position;
    this.commitNo = claim.commitNo;
    this.head = claim.head;
    this.computer = new StepComputer(state, ids);
    this.records = new RecordWriter(run);
  }

  /** Claims the run's lane and rebuilds its state from images and deltas. */
  static async open(run: Run, store: CommitStore, idKey: Buffer, owner: string): Promise<Lane> {
    const claim = await store.claim(run.name, 0, owner);
    const state = new LaneState(run.bound);
    const recovery = new Recovery(state);
    await store.load(
      claim.laneId,
      (image) => recovery.image(image),
      (delta) => recovery.replay(delta),
    );
    const checkpointer = new Checkpointer(state, store, claim, recovery.laneImageCommit);
    return new Lane(run, claim, state, new PredictionIds(idKey, run.name), checkpointer);
  }

  /** Records in log order to dispositions and vectors; from here on the state is ahead of the database until `advance`. */
  compute(records: readonly LoggedRecord[]): Step {
    this.state.commitNo = this.commitNo + 1;
    return this.computer.compute(records);
  }

  /** Asks the model for the step's vectors; nothing where the run has no model or no event is to be predicted. */
  async score(step: Step, models: Models): Promise<ModelOutputs | undefined> {
    const { model, bound } = this.run;
    if (!model || step.candidates.length === 0) return undefined;
    return models.score(model.handle, step.vectors, bound.plan.vector.length);
  }

  /** Scores to decisions, records and the ledger's next entry: everything that the commit writes. */
  conclude(step: Step, outputs: ModelOutputs | undefined, nowUs: number): Commit {
    return this.records.conclude(step, outputs, { commitNo: this.commitNo + 1, head: this.head, nowUs });
  }

  /** The commit is durable: the lane stands after it. Throws when a checkpoint failed: the lane is dropped and claimed anew. */
  advance(commit: Commit): void {
    this.position = commit.to;
    this.commitNo = commit.commitNo;
    this.head = commit.head;
    this.checkpointer.afterCommit(commit.to - commit.from, commit.commitNo);
  }

  /** Resolves when no checkpoint is under way. */
  settled(): Promise<void> {
    return this.checkpointer.settled();
  }
}
