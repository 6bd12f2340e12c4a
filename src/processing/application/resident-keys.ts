import type { LoggedRecord, Residency, Retries, StateImage, WantedKeys } from '../domain/index.js';
import type { Checkpointer } from './checkpointer.js';
import type { StateBudget } from './state-budget.js';

/** Shares of what a state may take: above the first, cold keys go until the second. What a batch brings lies between that and the bound. */
const FULL = 0.95;
const TRIMMED = 0.9;
/** How often a batch waits until keys are stored and can go, before it is taken whatever the state takes. */
const MOST_WAITS = 64;

/** Keeps a state under its bound, and brings the keys that a batch needs before it is computed. */
export class ResidentKeys {
  constructor(
    private readonly residency: Residency,
    private readonly checkpointer: Checkpointer,
    private readonly budget: StateBudget,
    /** See `KeyImages`. */
    private readonly images: (wanted: WantedKeys) => Promise<StateImage[]>,
  ) {}

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
    const { residency, checkpointer } = this;
    const allowed = this.budget.allowance(residency);
    if (residency.bytes <= allowed * FULL) return;
    let cold = residency.evict(allowed * TRIMMED, checkpointer.durablePosition);
    for (let waits = 0; waits < MOST_WAITS && residency.bytes > allowed; waits++) {
      await committed();
      await checkpointer.storeNow(cold, position);
      cold = residency.evict(allowed * TRIMMED, position);
    }
    checkpointer.storeSoon(cold);
  }
}
