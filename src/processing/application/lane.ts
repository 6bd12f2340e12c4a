import type { Models } from '../../inference/index.js';
import type { LogReader } from '../../ingestion/index.js';
import { LaneState, type LoggedRecord, NO_RETRIES, PredictionIds, Residency, type Retries, type Run, type Step, StepComputer } from '../domain/index.js';
import type { Commit, CommitStore, LaneClaim } from '../ports/commit-store.port.js';
import { type Scores, askModel } from './ask-model.js';
import { Checkpointer } from './checkpointer.js';
import { Disputes } from './disputes.js';
import { ReadAhead } from './read-ahead.js';
import { readRetries } from './read-retries.js';
import { RecordWriter } from './record-writer.js';
import { type StatePorts, recoverState } from './recover-state.js';
import { ResidentKeys } from './resident-keys.js';
import { StateFollower } from './state-follower.js';

/** How long the model may take where the document names no time, and the rows that any such time is meant for, milliseconds. */
const MODEL_BUDGET_MS = 5_000;
const BUDGET_ROWS = 256;
/** A day: for as long the state before a cut-over follows, for a rollback. */
const KEEP_SECONDS = 86_400;
const NO_DIGEST = Buffer.alloc(16);

export interface LanePorts extends StatePorts {
  /** Names this process in the lease. */
  readonly owner: string;
}

/**
 * What one worker owns: a claimed lane with its state in memory. All up to `position` is durable; the state is ahead of that by the commit
 * under way and by the step that is computed meanwhile.
 */
export class Lane {
  position: number;
  /** Where the last concluded commit ends, durable or not. */
  private end: { position: number; commitNo: number; head: Buffer };
  private underWay: Promise<void> | undefined;
  /** Whether the step at hand settles what a cut-over left. */
  private settles = false;
  private readonly ahead: ReadAhead;
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
    private readonly keys: ResidentKeys,
  ) {
    this.disputes = new Disputes(claim.disputed);

    const { position, commitNo, head } = claim;
    this.position = position;
    this.end = { position, commitNo, head };
    this.ahead = new ReadAhead(run.log, claim.partition);
    this.computer = new StepComputer(state, ids);
    this.records = new RecordWriter(run);
  }

  /**
   * Claims a run's lane and rebuilds its state from images and deltas.
   * @param runOf the run as a version of its pipeline makes it: the lane may have gone over to another one.
   */
  static async open(name: string, runOf: (versionId: number) => Promise<Run>, ports: LanePorts): Promise<Lane> {
    const { store, idKey, owner, budget } = ports;
    const claim = await store.claim(name, 0, owner);
    const run = await runOf(claim.versionId);
    const { state, residency, laneImageCommit } = await recoverState(run.bound, claim.stateId, claim.position, ports);
    const checkpointer = new Checkpointer(state, residency, (checkpoint) => store.checkpoint(claim, checkpoint), laneImageCommit);
    const keys = new ResidentKeys(residency, checkpointer, budget, (wanted) => store.keyImages(claim.stateId, wanted));
    return new Lane(run, claim, state, new PredictionIds(idKey, run.name), checkpointer, keys);
  }

  /**
   * Goes over to another version where the lane stands, between two commits: with the state as it is, or with that of a follower which
   * stands at the same position, and then the state before follows from here. Error: see `CommitStore.cutOver`.
   */
  async cutOver(run: Run, follower: StateFollower | undefined, ports: LanePorts): Promise<{ lane: Lane; left?: StateFollower }> {
    const { store, idKey, budget } = ports;
    await this.committed();
    await this.settled();
    await follower?.settled();
    // What became of an outcome that waits here is asked of the other state.
    await follower?.bring(this.state.parked.all());
    const before = follower?.state ?? this.state;
    const state = before.bound === run.bound ? before : new LaneState(run.bound, before);
    const disputed = follower ? this.disputes.between(this.state, state) : this.disputes.open();
    const stateId = follower?.stateId ?? this.claim.stateId;
    const claim = await store.cutOver(this.claim, { versionId: run.versionId, stateId, disputed, keepSeconds: KEEP_SECONDS });
    const residency = new Residency(state);
    budget.hold(stateId, residency);
    const checkpointer = (follower?.checkpointer ?? this.checkpointer).handedTo(state, residency, (checkpoint) => store.checkpoint(claim, checkpoint));
    const keys = new ResidentKeys(residency, checkpointer, budget, (wanted) => store.keyImages(stateId, wanted));
    const lane = new Lane(run, claim, state, new PredictionIds(idKey, run.name), checkpointer, keys);
    if (!follower) return { lane };
    return {
      lane,
      left: StateFollower.after({ run: this.run, stateId: this.claim.stateId, state: this.state, position: claim.position }, this.checkpointer, ports),
    };
  }

  /** Up to `limit` records after the last that was computed. */
  read(log: LogReader, limit: number): Promise<LoggedRecord[]> {
    return this.ahead.read(log, this.end.position, limit);
  }

  /** Brings what the records need and the lane does not hold: keys, and what was kept of records that some of them try again. Lets cold keys go. */
  async prepare(records: readonly LoggedRecord[], store: CommitStore): Promise<void> {
    // The commit under way may have tried the same ones again.
    if (records.some(({ retryOf }) => retryOf !== undefined)) await this.committed();
    this.retries = await readRetries(this.run.name, records, store);
    await this.keys.prepare(records, this.retries, records[0].position, () => this.committed());
  }

  /** Records in log order to dispositions and vectors; from here on the state is ahead of the database until `advance`. */
  compute(records: readonly LoggedRecord[]): Step {
    this.state.commitNo = records[0].position + records.length;
    this.settles = this.disputes.owes;
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
    const { commitNo, head } = this.end;
    const commit = this.records.conclude(step, scores, { commitNo: commitNo + 1, head, nowUs });
    this.end = { position: commit.to, commitNo: commit.commitNo, head: commit.head };
    // Here the state is that of this commit; once it is durable it may be that of the next.
    this.checkpointer.afterStep(commit.to - commit.from, commit.to);
    return { ...commit, stateId: this.claim.stateId, settles: this.settles };
  }

  /** Notes that a commit is under way; `committed` tells how it ends. */
  begin(commit: Promise<void>): void {
    commit.catch(() => undefined);
    this.underWay = commit;
  }

  get committing(): boolean {
    return this.underWay !== undefined;
  }

  /** Resolves when no commit is under way. Throws when it failed, however often it is asked: nothing of this lane is to be used then. */
  async committed(): Promise<void> {
    await this.underWay;
    this.underWay = undefined;
  }

  /** The commit is durable: the lane stands after it. Throws when a checkpoint failed: the lane is dropped and claimed anew. */
  advance(commit: Commit): void {
    this.position = commit.to;
    this.checkpointer.afterCommit(commit.to, commit.maxTimeUs);
  }

  /** False only where the lane has taken in no event of this id: within lateness it holds every id. */
  mayKnow(type: string, hash: Buffer, timeUs: number): boolean {
    const { state, run } = this;
    const latenessUs = run.bound.events.get(type)?.latenessUs ?? -Infinity;
    return timeUs < state.maxTimeUs - latenessUs || state.ids.find(hash, 0, NO_DIGEST, state.maxTimeUs) !== undefined;
  }

  /** Resolves when no commit and no checkpoint is under way, however they ended. */
  async settled(): Promise<void> {
    await this.underWay?.catch(() => undefined);
    await this.checkpointer.settled();
  }
}
