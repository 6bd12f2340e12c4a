import { Logger } from '@nestjs/common';
import type { Run } from '../domain/index.js';
import type { Commit } from '../ports/commit-store.port.js';
import { LaneRunner, type LaneStatus, type RunnerPorts } from './lane-runner.js';
import { Throughput } from './throughput.js';
import type { Waiters } from './waiters.js';

/** The lanes that this process works on: one runner a run. */
export class RunLanes {
  private readonly logger = new Logger('lanes');
  private readonly runners = new Map<string, LaneRunner>();
  private readonly statuses = new Map<string, LaneStatus>();
  private readonly rates = new Map<string, Throughput>();

  constructor(
    private readonly ports: Omit<RunnerPorts, 'report'>,
    private readonly waiters: Waiters,
  ) {}

  start(run: Run): void {
    if (this.runners.has(run.name)) return;
    if (!this.rates.has(run.name)) this.rates.set(run.name, new Throughput());
    this.runners.set(run.name, new LaneRunner(run, { ...this.ports, report: (name, status) => this.note(name, status) }));
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
    return status && { ...status, position: this.runners.get(run)?.position ?? status.position };
  }

  rate(run: string): Throughput | undefined {
    return this.rates.get(run);
  }

  position(run: string): number | undefined {
    return this.runners.get(run)?.position;
  }

  names(): string[] {
    return [...this.runners.keys()];
  }

  /** Stops the lane of one run after the commit under way, if this process has it. */
  async stop(run: string): Promise<void> {
    const runner = this.runners.get(run);
    this.runners.delete(run);
    this.statuses.delete(run);
    await runner?.stop();
  }

  /** Lets requests that wait get their answer, then stops every lane after the commit under way. */
  async stopAll(): Promise<void> {
    await this.waiters.settled();
    await Promise.all([...this.runners.values()].map((runner) => runner.stop()));
  }
}
