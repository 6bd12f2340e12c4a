import type { Models } from '../../inference/index.js';
import { LaneState, type LoggedRecord, NO_RETRIES, PredictionIds, Recovery, type Retries, type Run, type Step, StepComputer } from '../domain/index.js';
import type { Commit, CommitStore, LaneClaim } from '../ports/commit-store.port.js';
import { type Scores, askModel } from './ask-model.js';
import { Checkpointer } from './checkpointer.js';
import { readRetries } from './read-retries.js';
import { RecordWriter } from './record-writer.js';

/** How long the model may take where the document names no time, and the rows that any such time is meant for, milliseconds. */
const MODEL_BUDGET_MS = 5_000;
const BUDGET_ROWS = 256;

/** What one worker owns: a claimed lane with its state in memory, standing at `position`. */
export class Lane {
  position: number;
  private commitNo: number;
  private head: Buffer;
  private readonly computer: StepComputer;
  private readonly records: RecordWriter;
  private retries: Retries = NO_RETRIES;

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

  /** Brings what the records need and the lane does not hold: what was kept of those that some of them try again. */
  async prepare(records: readonly LoggedRecord[], store: CommitStore): Promise<void> {
    this.retries = await readRetries(this.run.name, records, store);
  }

  /** Records in log order to dispositions and vectors; from here on the state is ahead of the database until `advance`. */
  compute(records: readonly LoggedRecord[]): Step {
    this.state.commitNo = this.commitNo + 1;
    return this.computer.compute(records, this.retries);
  }

  /**
   * Asks the model for the step's vectors; nothing where the run has no model or no event is to be predicted. A model that is away
   * stops a run over the past, which has time to wait for it; live events are answered by the fallback or quarantined.
   */
  async score(step: Step, models: Models): Promise<Scores | undefined> {
    const { model, bound, live } = this.run;
    const rows = step.candidates.length;
    if (!model || rows === 0) return undefined;
    const afterUs = live ? bound.predict?.fallback?.afterUs : undefined;
    const budgetMs = (afterUs === undefined ? MODEL_BUDGET_MS : afterUs / 1000) * Math.max(1, rows / BUDGET_ROWS);
    const scores = await askModel(models, { handle: model.handle, rows: step.vectors, width: bound.plan.vector.length, budgetMs });
    const away = live ? undefined : [...scores.failed.values()].find((error) => error.code !== 'model_failed');
    if (away) throw away;
    return scores;
  }

  /** Scores to decisions, records and the ledger's next entry: everything that the commit writes. */
  conclude(step: Step, scores: Scores | undefined, nowUs: number): Commit {
    return this.records.conclude(step, scores, { commitNo: this.commitNo + 1, head: this.head, nowUs });
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
