import { MillraceError } from '../../definition/index.js';
import type { LogReader } from '../../ingestion/index.js';
import type { Run } from '../domain/index.js';
import { Lane, type LanePorts } from './lane.js';
import type { StateFollower } from './state-follower.js';

const CHANGE_TIMEOUT_MS = 500;
const RENEW_MS = 1_000;
/** How often a lane that another worker has is looked at again. */
const STANDBY_MS = 50;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Most records that a follower may still lack when the lane stops for it, and how many of them at once. */
const MOST_BEHIND = 8_192;
const SLICE_RECORDS = 1_024;

export interface RunnerPorts extends LanePorts {
  readonly log: LogReader;
  /** `work` of the straight line. */
  work(lane: Lane): Promise<number>;
  report(run: string, state: LaneStatus): void;
  /** The run as a version of its pipeline makes it. */
  runOf(run: string, versionId: number): Promise<Run>;
  /** Whether this worker should have the lane by now. */
  mayClaim(run: string): boolean;
  /** Told once the lane works for this version, after a claim and after a cut-over. */
  serves(run: Run): void;
}

export interface LaneStatus {
  readonly state: 'starting' | 'standby' | 'running' | 'waiting' | 'failed' | 'stopped';
  readonly position: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/** What a lane is to go over to: another version, with the follower that has its state, or with the state as it is. */
interface HandOver {
  readonly run: Run;
  readonly follower: StateFollower | undefined;
  resolve(left: StateFollower | undefined): void;
  reject(error: unknown): void;
}

/** Keeps one run going: claims its lane, works while there is something, and starts over from the last commit after any failure. */
export class LaneRunner {
  private stopping = false;
  private lane: Lane | undefined;
  private readonly done: Promise<void>;
  private pauseMs = FIRST_PAUSE_MS;
  private wake: (() => void) | undefined;
  private handOver: HandOver | undefined;
  private givingBack = false;

  constructor(
    readonly run: string,
    private readonly ports: RunnerPorts,
  ) {
    this.done = this.keepGoing();
  }

  /** Position of the next record; undefined before the lane is open. */
  get position(): number | undefined {
    return this.lane?.position;
  }

  /** See `Lane.mayKnow`; a lane that is not here may know anything. */
  mayKnow(type: string, hash: Buffer, timeUs: number): boolean {
    return this.lane?.mayKnow(type, hash, timeUs) ?? true;
  }

  get stateId(): number | undefined {
    return this.lane?.claim.stateId;
  }

  /** Finishes the commit under way, gives the lane back. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.done;
  }

  /** Lets another worker have the lane after the commit under way; claims it again when it may. */
  giveBackLane(): void {
    this.givingBack = this.lane !== undefined;
    this.wake?.();
  }

  /**
   * Goes over to another version between two commits. Resolves, once the lane works for it, to a follower of the state that it left.
   * Rejects where that cannot be: the lane goes on as it stands in the database.
   */
  cutOver(run: Run, follower: StateFollower | undefined): Promise<StateFollower | undefined> {
    this.handOver?.reject(interrupted());
    return new Promise((resolve, reject) => {
      this.handOver = { run, follower, resolve, reject };
      if (this.stopping) this.abandon(interrupted());
      else if (this.lane) this.wake?.();
    });
  }

  private async keepGoing(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.untilMine();
        if (this.stopping) break;
        this.tell('starting');
        this.lane = await Lane.open(this.run, (versionId) => this.ports.runOf(this.run, versionId), this.ports);
        this.ports.serves(this.lane.run);
        this.pauseMs = FIRST_PAUSE_MS;
        await this.workOn();
        if (this.givingBack) await this.yield();
      } catch (error) {
        const known =
          error instanceof MillraceError
            ? error
            : new MillraceError('lane_crashed', 'retryable', error instanceof Error ? (error.stack ?? error.message) : String(error));
        const owned = known.code === 'lane_owned';
        if (owned) this.tell('standby');
        else this.tell(known.kind === 'fatal' ? 'failed' : 'waiting', known);
        this.abandon(known);
        if (known.kind === 'fatal') return this.giveBack();
        // Whoever is better off may have it at once.
        void this.giveBack();
        this.lane = undefined;
        await this.pause(owned ? STANDBY_MS : this.pauseMs);
        if (!owned) this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
    this.abandon(interrupted());
    await this.giveBack();
    if (this.stopping) this.tell('stopped');
  }

  private async untilMine(): Promise<void> {
    while (!this.stopping && !this.ports.mayClaim(this.run)) {
      this.tell('standby');
      await this.pause(STANDBY_MS);
    }
  }

  private async yield(): Promise<void> {
    this.givingBack = false;
    this.abandon(interrupted());
    await this.giveBack();
    this.lane = undefined;
    this.tell('standby');
  }

  /** Also after a failure: a connection that the lane still holds would keep the pool from ending. */
  private async giveBack(): Promise<void> {
    if (!this.lane) return;
    this.ports.budget.release(this.lane.claim.stateId);
    await this.ports.store.release(this.lane.claim).catch(() => undefined);
  }

  private async workOn(): Promise<void> {
    const { log, store } = this.ports;
    let renewal: Promise<void> | undefined;
    let lost: unknown;
    const timer = setInterval(() => {
      const claim = this.lane?.claim;
      // A term that a cut-over has just ended is no loss.
      if (!claim) return;
      renewal = store.renew(claim).catch((error: unknown) => {
        if (claim !== this.lane?.claim) return;
        lost = error;
        // What still waits for an answer on the lane's connection is not to wait any longer.
        return store.release(claim).catch(() => undefined);
      });
    }, RENEW_MS);
    try {
      this.tell('running');
      for (let lane = this.lane; lane && !this.stopping && !this.givingBack; lane = this.lane) {
        if (this.handOver) await this.change(lane, this.handOver);
        else if ((await this.ports.work(lane)) > 0) await new Promise((resolve) => setImmediate(resolve));
        else if (!this.handOver) await this.untilWoken(log.changed(lane.run.log, lane.claim.partition, lane.position, CHANGE_TIMEOUT_MS));
        if (lost !== undefined) throw lost;
      }
    } finally {
      clearInterval(timer);
      await renewal;
      await this.lane?.settled();
    }
  }

  private async change(lane: Lane, handOver: HandOver): Promise<void> {
    const { run, follower } = handOver;
    const { log } = this.ports;
    this.handOver = undefined;
    try {
      await lane.committed();
      if (follower && lane.position - follower.position > MOST_BEHIND)
        throw new MillraceError('follower_behind', 'retryable', 'the new state is too far behind');
      while (follower && follower.position < lane.position) await follower.advance(log, Math.min(SLICE_RECORDS, lane.position - follower.position));
      const { lane: next, left } = await lane.cutOver(run, follower, this.ports);
      this.lane = next;
      this.ports.serves(run);
      handOver.resolve(left);
    } catch (error) {
      handOver.reject(error);
      // What became of a cut-over that failed only the database can tell; a follower that failed leaves the lane as it is.
      if (!(error instanceof MillraceError && error.code.startsWith('follower_'))) throw error;
    }
  }

  private abandon(error: unknown): void {
    this.handOver?.reject(error);
    this.handOver = undefined;
  }

  private untilWoken(changed: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.wake = resolve;
      changed.then(resolve, reject);
    });
  }

  private async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private tell(state: LaneStatus['state'], error?: MillraceError): void {
    this.ports.report(this.run, {
      state,
      position: this.lane?.position ?? 0,
      ...(error ? { error: { code: error.code, message: causesOf(error) } } : {}),
    });
  }
}

function interrupted(): MillraceError {
  return new MillraceError('follower_interrupted', 'retryable', 'the lane stopped before it could go over');
}

/** The message with those of its causes: what the lane's status says must be enough to act on. */
function causesOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${causesOf(error.cause)})` : error.message;
}
