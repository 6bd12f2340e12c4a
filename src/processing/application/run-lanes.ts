import { Logger } from '@nestjs/common';
import type { Run } from '../domain/index.js';
import type { Commit } from '../ports/commit-store.port.js';
import { type FollowerProgress, FollowerRunner } from './follower-runner.js';
import { LaneRunner, type LaneStatus, type RunnerPorts } from './lane-runner.js';
import type { StateFollower } from './state-follower.js';
import { Throughput } from './throughput.js';
import type { StateUse } from './state-budget.js';
import type { Waiters } from './waiters.js';

const AGAIN_MS = 1_000;
/** How often states that are kept for a rollback are looked through for those whose time is over. */
const LOOK_MS = 10 * 60_000;

/** A state that is to be kept beside a run's lane. */
export interface Followed {
  /** The run as the version makes it that the state is followed for. */
  readonly run: Run;
  readonly stateId: number;
  /** `shared`: the lane's own state serves the version. */
  readonly purpose: 'take over' | 'shared' | 'keep';
}

/** What a run's lane asks of those who know its versions. */
export interface LaneHooks extends Pick<RunnerPorts, 'runOf' | 'serves'> {
  /** What is to be followed by now. */
  followed(run: string): Promise<readonly Followed[]>;
  /** Drops every state of the run but its lane's and these. */
  keepOnly(run: string, stateIds: readonly number[]): Promise<void>;
}

interface Entry {
  readonly lane: LaneRunner;
  readonly hooks: LaneHooks;
  readonly followers: Map<number, FollowerRunner>;
  /** One look at what is to be followed at a time. */
  turn: Promise<void>;
  stopping: boolean;
}

/** The lanes that this process works on: one runner a run, and one for each state that follows beside it. */
export class RunLanes {
  private readonly logger = new Logger('lanes');
  private readonly entries = new Map<string, Entry>();
  private readonly statuses = new Map<string, LaneStatus>();
  private readonly rates = new Map<string, Throughput>();
  private readonly timer = setInterval(() => [...this.entries.keys()].forEach((run) => void this.sync(run)), LOOK_MS).unref();

  constructor(
    private readonly ports: Omit<RunnerPorts, 'report' | 'runOf' | 'serves'>,
    private readonly waiters: Waiters,
  ) {}

  start(run: string, hooks: LaneHooks): void {
    if (this.entries.has(run)) return;
    if (!this.rates.has(run)) this.rates.set(run, new Throughput());
    const { runOf, serves } = hooks;
    const lane = new LaneRunner(run, { ...this.ports, runOf, serves, report: (name, status) => this.note(name, status) });
    this.entries.set(run, { lane, hooks, followers: new Map(), turn: Promise.resolve(), stopping: false });
    void this.sync(run);
  }

  /** Starts and stops followers as the run's versions ask for by now. */
  sync(run: string): Promise<void> {
    const entry = this.entries.get(run);
    if (!entry) return Promise.resolve();
    entry.turn = entry.turn.then(() => this.follow(run, entry)).catch((error: unknown) => this.again(run, error));
    return entry.turn;
  }

  private async follow(run: string, entry: Entry): Promise<void> {
    if (entry.stopping) return;
    const wanted = await entry.hooks.followed(run);
    const shared = wanted.find(({ purpose }) => purpose === 'shared');
    for (const [stateId, follower] of entry.followers) {
      const still = wanted.find((one) => one.stateId === stateId);
      if (still && follower.candidate === (still.purpose === 'take over') && (!follower.candidate || still.run.versionId === follower.run.versionId)) continue;
      entry.followers.delete(stateId);
      const left = await follower.stop();
      // What it holds in memory is taken over, so that a rollback need not load it.
      if (still && left) this.begin(entry, still, left);
      else left?.close();
    }
    for (const one of wanted) if (one.purpose !== 'shared' && !entry.followers.has(one.stateId)) this.begin(entry, one);
    await entry.hooks.keepOnly(
      run,
      wanted.map(({ stateId }) => stateId),
    );
    if (shared) void entry.lane.cutOver(shared.run, undefined).catch((error: unknown) => this.again(run, error));
  }

  private begin(entry: Entry, { run, stateId, purpose }: Followed, follower?: StateFollower): void {
    if (entry.stopping) return;
    const { log, store, idKey, budget } = this.ports;
    const takeOver = async (ready: StateFollower): Promise<void> => {
      const left = await entry.lane.cutOver(run, ready);
      entry.followers.delete(stateId);
      if (left) this.begin(entry, { run: left.run, stateId: left.stateId, purpose: 'keep' }, left);
    };
    const ports = {
      ...{ log, store, idKey, budget },
      lanePosition: () => entry.lane.position,
      ended: (error: unknown) => {
        entry.followers.delete(stateId);
        this.again(run.name, error);
      },
      ...(purpose === 'take over' ? { takeOver } : {}),
    };
    entry.followers.set(stateId, new FollowerRunner(run, stateId, ports, follower));
  }

  private again(run: string, error: unknown): void {
    this.logger.warn(`what follows beside ${run} is looked at again: ${error instanceof Error ? error.message : String(error)}`);
    setTimeout(() => void this.sync(run), AGAIN_MS).unref();
  }

  private note(run: string, status: LaneStatus): void {
    this.statuses.set(run, status);
    if (status.error) this.logger.warn(`the lane of ${run} is ${status.state} at position ${status.position}: ${status.error.code}, ${status.error.message}`);
  }

  noteCommit(run: string, commit: Commit): void {
    this.rates.get(run)?.add(commit);
  }

  status(run: string): LaneStatus | undefined {
    const status = this.statuses.get(run);
    return status && { ...status, position: this.position(run) ?? status.position };
  }

  /** The states that follow beside the run's lane; `candidate`: it will take over. */
  following(run: string): (FollowerProgress & { readonly candidate: boolean })[] {
    return [...(this.entries.get(run)?.followers.values() ?? [])].map((follower) => ({ ...follower.progress(), candidate: follower.candidate }));
  }

  /** What the run's lane holds in memory. */
  stateUse(run: string): StateUse | undefined {
    const stateId = this.entries.get(run)?.lane.stateId;
    return stateId === undefined ? undefined : this.ports.budget.use(stateId);
  }

  rate(run: string): Throughput | undefined {
    return this.rates.get(run);
  }

  position(run: string): number | undefined {
    return this.entries.get(run)?.lane.position;
  }

  /** Whether an event of this id may have been taken before; see `Lane.mayKnow`. */
  mayKnow(run: string, type: string, hash: Buffer, timeUs: number): boolean {
    return this.entries.get(run)?.lane.mayKnow(type, hash, timeUs) ?? true;
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  /** Stops the lane of one run after the commit under way, if this process has it, and what follows beside it. */
  async stop(run: string): Promise<void> {
    const entry = this.entries.get(run);
    this.entries.delete(run);
    this.statuses.delete(run);
    if (entry) await stopEntry(entry);
  }

  /** Lets requests that wait get their answer, then stops every lane after the commit under way. */
  async stopAll(): Promise<void> {
    clearInterval(this.timer);
    await this.waiters.settled();
    await Promise.all([...this.entries.values()].map(stopEntry));
  }
}

async function stopEntry(entry: Entry): Promise<void> {
  entry.stopping = true;
  await entry.turn;
  await Promise.all([entry.lane.stop(), ...[...entry.followers.values()].map(async (follower) => (await follower.stop())?.close())]);
}
