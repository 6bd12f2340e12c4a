import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '../../definition/index.js';
import type { LogReader } from '../../ingestion/index.js';
import type { Run } from '../domain/index.js';
import type { StatePorts } from './recover-state.js';
import { StateFollower } from './state-follower.js';

/** Between slices the process answers requests and the lane works. */
const SLICE_RECORDS = 512;
/** So few records behind, a lane may be asked to wait for the rest. */
const NEAR_RECORDS = 2_048;
const IDLE_MS = 100;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export interface FollowerPorts extends StatePorts {
  readonly log: LogReader;
  /** Where the lane stands; undefined while it is not open. */
  lanePosition(): number | undefined;
  /** Asks the lane to go over to this follower's version; absent for a state that is only kept. */
  readonly takeOver?: (follower: StateFollower) => Promise<void>;
  /** Told of what it cannot go on after by itself: the state is followed no more, or the lane did not go over. */
  ended(error: MillraceError): void;
}

export interface FollowerProgress {
  readonly versionId: number;
  readonly position: number;
  /** Records a second since this process began to follow. */
  readonly recordsPerSecond: number;
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** Takes one state through the log, never past the lane, until it is stopped or the lane goes over to it. */
export class FollowerRunner {
  private stopping = false;
  private readonly done: Promise<void>;
  private readonly interrupt = new AbortController();
  private readonly startedMs = performance.now();
  private taken = 0;
  private error: MillraceError | undefined;

  constructor(
    readonly run: Run,
    readonly stateId: number,
    private readonly ports: FollowerPorts,
    private follower?: StateFollower,
  ) {
    this.done = this.keepGoing();
  }

  progress(): FollowerProgress {
    const seconds = Math.max(0.001, (performance.now() - this.startedMs) / 1000);
    return {
      versionId: this.run.versionId,
      position: this.follower?.position ?? 0,
      recordsPerSecond: this.taken / seconds,
      error: this.error && { code: this.error.code, message: this.error.message },
    };
  }

  get candidate(): boolean {
    return this.ports.takeOver !== undefined;
  }

  /** Resolves to what was followed, where it can be gone on with. */
  async stop(): Promise<StateFollower | undefined> {
    this.stopping = true;
    this.interrupt.abort();
    await this.done;
    return this.follower;
  }

  private async keepGoing(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !this.stopping; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        this.follower ??= await StateFollower.open(this.run, this.stateId, this.ports);
        this.error = undefined;
        return await this.follow(this.follower);
      } catch (error) {
        await this.follower?.settled();
        // What it has in memory is ahead of what is stored.
        this.follower?.close();
        this.follower = undefined;
        this.error = error instanceof MillraceError ? error : new MillraceError('follower_crashed', 'retryable', String(error), { cause: error });
        if (this.error.code === 'follower_lost' || this.error.kind === 'fatal') return this.stopping ? undefined : this.ports.ended(this.error);
        await this.pause(pauseMs);
      }
    }
  }

  private async follow(follower: StateFollower): Promise<void> {
    const { log, takeOver } = this.ports;
    while (!this.stopping) {
      const lane = this.ports.lanePosition();
      const behind = lane === undefined ? undefined : lane - follower.position;
      if (behind !== undefined && takeOver && behind <= NEAR_RECORDS) return takeOver(follower);
      if (behind === undefined || behind <= 0) await this.pause(IDLE_MS);
      else this.taken += await follower.advance(log, Math.min(SLICE_RECORDS, behind));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await follower.settled();
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.interrupt.signal }).catch(() => undefined);
  }
}
