import type { LoggedRecord, Residency, Retries, StateImage, WantedKeys } from '../domain/index.js';
import type { Checkpointer } from './checkpointer.js';
import type { StateBudget } from './state-budget.js';

/** Share of what a state may take that cold keys leave free, so that they go some at a time. */
const FREE = 0.05;
/** What the next batch may bring, as a multiple of what the greatest brought; how much of that is remembered; the most of the bound that is left free for it. */
const GROWTH = 1.25;
const REMEMBERED = 0.98;
const MOST_RESERVED = 0.5;
/** How often a batch waits until keys are stored and can go, before it is taken whatever the state takes. */
const MOST_WAITS = 64;

/** Keeps a state under its bound, and brings the keys that a batch needs before it is computed. */
export class ResidentKeys {
  /** Bytes that a batch brings, as far as was seen; and what the state took before the last one. */
  private reserve = 0;
  private trimmed: number;

  constructor(
    private readonly residency: Residency,
    private readonly checkpointer: Checkpointer,
    private readonly budget: StateBudget,
    /** See `KeyImages`. */
    private readonly images: (wanted: WantedKeys) => Promise<StateImage[]>,
  ) {
    this.trimmed = residency.bytes;
  }

  /**
   * @param position log position up to which records are computed
   * @param committed resolves once that is durable
   */
  async prepare(records: readonly LoggedRecord[], retries: Retries, position: number, committed: () => Promise<void>): Promise<void> {
    const { residency } = this;
    residency.expire(records.length);
    await this.trim(position, committed);
    const missing = residency.missing(records, retries);
    if (missing) await this.bring(missing);
  }

  /** Brings keys that are stored and not here. */
  bring(wanted: WantedKeys): Promise<void> {
    return this.checkpointer.lookUp(async () => this.residency.restore(await this.images(wanted)));
  }

  /** Lets cold keys go; where too few of them are stored, what comes next waits until they are. */
  private async trim(position: number, committed: () => Promise<void>): Promise<void> {
    const { residency } = this;
    const bound = this.budget.allowance(residency);
    this.reserve = Math.max((residency.bytes - this.trimmed) * GROWTH, this.reserve * REMEMBERED);
    const allowed = bound - Math.min(this.reserve, bound * MOST_RESERVED);
    if (residency.bytes > allowed) await this.evict(allowed, position, committed);
    this.trimmed = residency.bytes;
  }

  private async evict(allowed: number, position: number, committed: () => Promise<void>): Promise<void> {
    const { residency, checkpointer } = this;
    let cold = residency.evict(allowed * (1 - FREE), checkpointer.durablePosition);
    for (let waits = 0; waits < MOST_WAITS && cold.length > 0 && residency.bytes > allowed; waits++) {
      await committed();
      await checkpointer.storeNow(cold, position);
      cold = residency.evict(allowed * (1 - FREE), position);
    }
    checkpointer.storeSoon(cold);
  }
}
