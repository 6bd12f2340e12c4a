import { type LaneState, type LoggedRecord, Residency, type Retries } from '../domain/index.js';
import type { ScratchImages } from '../ports/key-images.port.js';
import { Checkpointer } from './checkpointer.js';
import { ResidentKeys } from './resident-keys.js';
import type { StateBudget } from './state-budget.js';

/** Names of replays in the budget: below those of states. */
let opened = 0;

/** Keeps the state of a replay under its bound: what has no room is put aside, for as long as the replay lasts. */
export class ReplayKeys {
  private readonly name = --opened;
  private readonly checkpointer: Checkpointer;
  private readonly keys: ResidentKeys;
  private scratch: Promise<number> | undefined;

  constructor(
    state: LaneState,
    private readonly store: ScratchImages,
    private readonly budget: StateBudget,
  ) {
    const residency = new Residency(state);
    budget.hold(this.name, residency);
    this.checkpointer = new Checkpointer(state, residency, async (checkpoint) => store.writeScratch(await this.place(), checkpoint), 0, Infinity);
    this.keys = new ResidentKeys(residency, this.checkpointer, budget, async (wanted) => store.readScratch(await this.place(), wanted));
  }

  prepare(records: readonly LoggedRecord[], retries: Retries, position: number): Promise<void> {
    return this.keys.prepare(records, retries, position, () => Promise.resolve());
  }

  /** A replay commits nothing: what is computed stands. */
  taken(records: number, to: number, maxTimeUs: number): void {
    this.checkpointer.afterStep(records, to);
    this.checkpointer.afterCommit(to, maxTimeUs);
  }

  /** The replay is over. */
  async close(): Promise<void> {
    this.budget.release(this.name);
    await this.checkpointer.settled();
    const scratch = await this.scratch?.catch(() => undefined);
    if (scratch !== undefined) await this.store.dropScratch(scratch);
  }

  private place(): Promise<number> {
    return (this.scratch ??= this.store.openScratch());
  }
}
