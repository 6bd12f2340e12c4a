import { Logger } from '@nestjs/common';
import { type Run, laneShare } from '../domain/index.js';
import type { Commit } from '../ports/commit-store.port.js';
import type { FleetView, Member, SeenLane } from '../ports/fleet-store.port.js';
import { type FollowerProgress, FollowerRunner } from './follower-runner.js';
import { LaneRunner, type LaneStatus, type RunnerPorts } from './lane-runner.js';
import type { StateFollower } from './state-follower.js';
import { Throughput } from './throughput.js';
import type { StateUse } from './state-budget.js';
import type { Waiters } from './waiters.js';

const AGAIN_MS = 1_000;
/** So long a lane may be without an owner before a worker takes it that has its share already. */
const FORSAKEN_MS = 1_000;
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
  /** Undefined where this process does no work. */
  readonly lane: LaneRunner | undefined;
  readonly hooks: LaneHooks;
  readonly followers: Map<number, FollowerRunner>;
  /** One look at what is to be followed at a time. */
  turn: Promise<void>;
  stopping: boolean;
}

/** The lanes that this process works on, or would if their owner were gone: one runner a run, and one for each state that follows beside it. */
export class RunLanes {
  private readonly logger = new Logger('lanes');
  private readonly entries = new Map<string, Entry>();
  private readonly statuses = new Map<string, LaneStatus>();
  private readonly rates = new Map<string, Throughput>();
  private readonly timer = setInterval(() => [...this.entries.keys()].forEach((run) => void this.sync(run)), LOOK_MS).unref();

  private view: FleetView = { members: [], lanes: [] };
  private readonly freeSinceMs = new Map<string, number>();
  private taking: ReadonlySet<string> = new Set();

  constructor(
    private readonly ports: Omit<RunnerPorts, 'report' | 'runOf' | 'serves' | 'mayClaim' | 'owner'>,
    private readonly waiters: Waiters,
    private readonly self: Member,
  ) {}

  start(run: string, hooks: LaneHooks): void {
    if (this.entries.has(run)) return;
    if (!this.rates.has(run)) this.rates.set(run, new Throughput());
    const { runOf, serves } = hooks;
    const mayClaim = (name: string): boolean => this.taking.has(name) || this.alone() || this.seen(name)?.owner === this.self.id;
    const ports = { ...this.ports, owner: this.self.id, runOf, serves, mayClaim };
    const lane = this.self.role === 'api' ? undefined : new LaneRunner(run, { ...ports, report: (name, status) => this.note(name, status) });
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
    if (entry.stopping || !entry.lane) return;
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
    if (shared && entry.lane.position !== undefined) void entry.lane.cutOver(shared.run, undefined).catch((error: unknown) => this.again(run, error));
  }

  private begin(entry: Entry, { run, stateId, purpose }: Followed, follower?: StateFollower): void {
    const { lane } = entry;
    if (entry.stopping || !lane) return;
    const { log, store, idKey, budget } = this.ports;
    const takeOver = async (ready: StateFollower): Promise<void> => {
      const left = await lane.cutOver(run, ready);
      entry.followers.delete(stateId);
      if (left) this.begin(entry, { run: left.run, stateId: left.stateId, purpose: 'keep' }, left);
    };
    const ports = {
      ...{ log, store, idKey, budget },
      lanePosition: () => lane.position,
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
    if (status && status.state !== 'standby') return { ...status, position: this.position(run) ?? status.position };
    const seen = this.seen(run);
    return seen && { state: seen.owner === undefined ? 'waiting' : 'running', position: seen.position };
  }

  /** The states that follow beside the run's lane; `candidate`: it will take over. */
  following(run: string): (FollowerProgress & { readonly candidate: boolean })[] {
    return [...(this.entries.get(run)?.followers.values() ?? [])].map((follower) => ({ ...follower.progress(), candidate: follower.candidate }));
  }

  /** What the run's lane holds in memory. */
  stateUse(run: string): StateUse | undefined {
    const stateId = this.entries.get(run)?.lane?.stateId;
    return stateId === undefined ? undefined : this.ports.budget.use(stateId);
  }

  rate(run: string): Throughput | undefined {
    return this.rates.get(run);
  }

  /** Where the run's lane stands, as this process knows: of a lane of its own to the record, of another's a moment ago. */
  position(run: string): number | undefined {
    return this.entries.get(run)?.lane?.position ?? this.seen(run)?.position;
  }

  /** Whether this process owns the run's lane. */
  works(run: string): boolean {
    return this.entries.get(run)?.lane?.position !== undefined;
  }

  /** For how long the run's lane has had no owner, ms. */
  freeMs(run: string): number {
    return performance.now() - (this.freeSinceMs.get(run) ?? performance.now());
  }

  /** What the processes have by now: lanes of others are counted, free ones taken, and given back what is another's share. */
  arrange(view: FleetView): void {
    this.observe(view);
    this.view = view;
    if (this.self.role === 'api') return;
    const workers = view.members.filter(({ role }) => role !== 'api').map(({ id }) => id);
    const forsaken = ({ run }: SeenLane): boolean => performance.now() - (this.freeSinceMs.get(run) ?? Infinity) > FORSAKEN_MS;
    const { take, giveBack } = laneShare(view.lanes, workers, this.self.id, forsaken);
    this.taking = new Set(take.map(({ run }) => run));
    for (const { run } of giveBack) this.entries.get(run)?.lane?.giveBackLane();
  }

  private observe(view: FleetView): void {
    const nowMs = performance.now();
    for (const lane of view.lanes) {
      const before = this.seen(lane.run);
      if (lane.owner !== undefined) this.freeSinceMs.delete(lane.run);
      else if (!this.freeSinceMs.has(lane.run)) this.freeSinceMs.set(lane.run, nowMs);
      if (before && lane.owner !== this.self.id && lane.position > before.position)
        this.rates.get(lane.run)?.count(lane.position - before.position, lane.predicted - before.predicted);
    }
  }

  private alone(): boolean {
    return !this.view.members.some(({ id, role }) => role !== 'api' && id !== this.self.id);
  }

  private seen(run: string): SeenLane | undefined {
    return this.view.lanes.find((lane) => lane.run === run);
  }

  /** Whether an event of this id may have been taken before; see `Lane.mayKnow`. */
  mayKnow(run: string, type: string, hash: Buffer, timeUs: number): boolean {
    return this.entries.get(run)?.lane?.mayKnow(type, hash, timeUs) ?? true;
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
  await Promise.all([entry.lane?.stop(), ...[...entry.followers.values()].map(async (follower) => (await follower.stop())?.close())]);
}
