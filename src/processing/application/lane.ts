import type { Models } from '../../inference/index.js';
import { LaneState, type LoggedRecord, NO_RETRIES, PredictionIds, Recovery, type Retries, type Run, type Step, StepComputer } from '../domain/index.js';
import type { Commit, CommitStore, LaneClaim } from '../ports/commit-store.port.js';
import { type Scores, askModel } from './ask-model.js';
import { Checkpointer } from './checkpointer.js';
import { Disputes } from './disputes.js';
import { readRetries } from './read-retries.js';
import { RecordWriter } from './record-writer.js';
import { StateFollower } from './state-follower.js';

/** How long the model may take where the document names no time, and the rows that any such time is meant for, milliseconds. */
const MODEL_BUDGET_MS = 5_000;
const BUDGET_ROWS = 256;
/** A day: for as long the state before a cut-over follows, for a rollback. */
const KEEP_SECONDS = 86_400;

/** What one worker owns: a claimed lane with its state in memory, standing at `position`. */
export class Lane {
  position: number;
  private commitNo: number;
  private head: Buffer;
  private readonly computer: StepComputer;
  private readonly records: RecordWriter;
  private retries: Retries = NO_RETRIES;
  private readonly disputes: Disputes;

  private constructor(
    readonly run: Run,
    readonly claim: LaneClaim,
    readonly state: LaneState,
    ids: PredictionIds,
    private readonly checkpointer: Checkpointer,
  ) {
    this.disputes = new Disputes(claim.disputed);

    this.position = claim.position;
    this.commitNo = claim.commitNo;
    this.head = claim.head;
    this.computer = new StepComputer(state, ids);
    this.records = new RecordWriter(run);
  }

  /**
   * Claims a run's lane and rebuilds its state from images and deltas.
   * @param runOf the run as a version of its pipeline makes it: the lane may have gone over to another one.
   */
  static async open(name: string, runOf: (versionId: number) => Promise<Run>, store: CommitStore, idKey: Buffer, owner: string): Promise<Lane> {
    const claim = await store.claim(name, 0, owner);
    const run = await runOf(claim.versionId);
    const state = new LaneState(run.bound);
    const recovery = new Recovery(state);
    await store.load(
      claim.stateId,
      (image) => recovery.image(image),
      (delta) => recovery.replay(delta),
    );
    const checkpointer = new Checkpointer(state, (images, drop) => store.checkpoint(claim, images, drop), recovery.laneImageCommit);
    return new Lane(run, claim, state, new PredictionIds(idKey, run.name), checkpointer);
  }

  /**
   * Goes over to another version where the lane stands, between two commits: with the state as it is, or with that of a follower which
   * stands at the same position, and then the state before follows from here. Error: see `CommitStore.cutOver`.
   */
  async cutOver(run: Run, follower: StateFollower | undefined, store: CommitStore, idKey: Buffer): Promise<{ lane: Lane; left?: StateFollower }> {
    await this.settled();
    await follower?.settled();
    const before = follower?.state ?? this.state;
    const state = before.bound === run.bound ? before : new LaneState(run.bound, before);
    const disputed = follower ? this.disputes.between(this.state, state) : this.disputes.open();
    const stateId = follower?.stateId ?? this.claim.stateId;
    const claim = await store.cutOver(this.claim, { versionId: run.versionId, stateId, disputed, keepSeconds: KEEP_SECONDS });
    const checkpointer = (follower?.checkpointer ?? this.checkpointer).handedTo(state, (images, drop) => store.checkpoint(claim, images, drop));
    const lane = new Lane(run, claim, state, new PredictionIds(idKey, run.name), checkpointer);
    if (!follower) return { lane };
    return {
      lane,
      left: StateFollower.after({ run: this.run, stateId: this.claim.stateId, state: this.state, position: claim.position }, this.checkpointer, store, idKey),
    };
  }

  /** Brings what the records need and the lane does not hold: what was kept of those that some of them try again. */
  async prepare(records: readonly LoggedRecord[], store: CommitStore): Promise<void> {
    this.retries = await readRetries(this.run.name, records, store);
  }

  /** Records in log order to dispositions and vectors; from here on the state is ahead of the database until `advance`. */
  compute(records: readonly LoggedRecord[]): Step {
    this.state.commitNo = records[0].position + records.length;
    return this.disputes.settle(this.computer.compute(records, this.retries));
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
    const commit = this.records.conclude(step, scores, { commitNo: this.commitNo + 1, head: this.head, nowUs });
    return { ...commit, stateId: this.claim.stateId, settles: this.disputes.owes };
  }

  /** The commit is durable: the lane stands after it. Throws when a checkpoint failed: the lane is dropped and claimed anew. */
  advance(commit: Commit): void {
    this.position = commit.to;
    this.commitNo = commit.commitNo;
    this.head = commit.head;
    this.disputes.committed();
    this.checkpointer.afterCommit(commit.to - commit.from, commit.to);
  }

  /** Resolves when no checkpoint is under way. */
  settled(): Promise<void> {
    return this.checkpointer.settled();
  }
}
