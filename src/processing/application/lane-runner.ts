import { MillraceError } from '../../definition/index.js';
import type { LogReader } from '../../ingestion/index.js';
import type { Run } from '../domain/index.js';
import type { CommitStore } from '../ports/commit-store.port.js';
import { Lane } from './lane.js';

const CHANGE_TIMEOUT_MS = 500;
const RENEW_MS = 4_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface RunnerPorts {
  readonly log: LogReader;
  readonly store: CommitStore;
  readonly idKey: Buffer;
  /** Names this process in the lease. */
  readonly owner: string;
  /** `work` of the straight line. */
  work(lane: Lane): Promise<number>;
  report(run: string, state: LaneStatus): void;
}

export interface LaneStatus {
  readonly state: 'starting' | 'running' | 'waiting' | 'failed' | 'stopped';
  readonly position: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Keeps one run going: claims its lane, works while there is something, and starts over from the last commit after any failure. */
export class LaneRunner {
  private stopping = false;
  private lane: Lane | undefined;
  private readonly done: Promise<void>;
  private pauseMs = FIRST_PAUSE_MS;
  private wake: (() => void) | undefined;

  constructor(
    readonly run: Run,
    private readonly ports: RunnerPorts,
  ) {
    this.done = this.keepGoing();
  }

  /** Position of the next record; undefined before the lane is open. */
  get position(): number | undefined {
    return this.lane?.position;
  }

  /** Finishes the commit under way, gives the lane back. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.done;
  }

  private async keepGoing(): Promise<void> {
    while (!this.stopping) {
      try {
        this.tell('starting');
        this.lane = await Lane.open(this.run, this.ports.store, this.ports.idKey, this.ports.owner);
        this.pauseMs = FIRST_PAUSE_MS;
        await this.workOn(this.lane);
      } catch (error) {
        const known =
          error instanceof MillraceError
            ? error
            : new MillraceError('lane_crashed', 'retryable', error instanceof Error ? (error.stack ?? error.message) : String(error));
        this.tell(known.kind === 'fatal' ? 'failed' : 'waiting', known);
        if (known.kind === 'fatal') return this.giveBack();
        await this.pause();
      }
    }
    await this.giveBack();
    if (this.stopping) this.tell('stopped');
  }

  /** Also after a failure: a connection that the lane still holds would keep the pool from ending. */
  private async giveBack(): Promise<void> {
    if (this.lane) await this.ports.store.release(this.lane.claim).catch(() => undefined);
  }

  private async workOn(lane: Lane): Promise<void> {
    const { log, store } = this.ports;
    let renewal: Promise<void> | undefined;
    let lost: unknown;
    const timer = setInterval(() => {
      renewal = store.renew(lane.claim).catch((error: unknown) => void (lost = error));
    }, RENEW_MS);
    try {
      this.tell('running');
      while (!this.stopping) {
        const done = await this.ports.work(lane);
        if (lost !== undefined) throw lost;
        if (done > 0) await new Promise((resolve) => setImmediate(resolve));
        else await log.changed(lane.run.log, lane.claim.partition, lane.position, CHANGE_TIMEOUT_MS);
      }
    } finally {
      clearInterval(timer);
      await renewal;
      await lane.settled();
    }
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.pauseMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private tell(state: LaneStatus['state'], error?: MillraceError): void {
    this.ports.report(this.run.name, {
      state,
      position: this.lane?.position ?? 0,
      ...(error ? { error: { code: error.code, message: causesOf(error) } } : {}),
    });
  }
}

/** The message with those of its causes: what the lane's status says must be enough to act on. */
function causesOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${causesOf(error.cause)})` : error.message;
}
