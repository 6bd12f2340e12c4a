import { type KeyName, LANE_IMAGE, type LaneState, type PackedKey, type Residency, type ResidentKey, packLane } from '../domain/index.js';
import type { Checkpoint, Sweep, Swept } from '../ports/key-images.port.js';

/** Records in which every changed key is written once: bounds both what a recovery replays and what images cost. */
const CYCLE_RECORDS = 400_000;
const KEYS_A_CHECKPOINT = 256;
/** Stored images that one sweep looks at, and how many for each record. */
const KEYS_A_SWEEP = 1024;
const SWEPT_A_RECORD = 0.5;
const FIRST_KEY: KeyName = { group: LANE_IMAGE, key: '' };

/**
 * Writes images of changed keys in the background, oldest change first, at a rate that follows the records: no burst, and deltas older
 * than every image go. What is due is packed when a step is done, with the state as that step left it, and written once its commit is
 * durable. Images of keys that have ended are deleted at a rate that follows the records too.
 */
export class Checkpointer {
  private credit = 0;
  private sweepCredit = 0;
  private sinceLaneImage = 0;
  private sinceSweep = 0;
  private sweepAfter = FIRST_KEY;
  /** Keys that cannot leave memory before they are stored. */
  private named: readonly ResidentKey[] = [];
  private packed: (Checkpoint & { readonly commitNo: number }) | undefined;
  private underWay: Promise<void> | undefined;
  private sweeping = false;
  private lookingUp = false;
  private failure: unknown;
  /** Log position after the last durable commit, and the lane's time there. */
  private durable = { position: 0, maxTimeUs: -Infinity };

  constructor(
    private readonly state: LaneState,
    private readonly residency: Residency,
    /** See `CommitStore.checkpoint`. */
    private readonly write: (checkpoint: Checkpoint) => Promise<Swept>,
    private laneImageCommit: number,
    /** Infinity: only what is to leave memory is written. */
    private readonly cycleRecords = CYCLE_RECORDS,
  ) {}

  /** The same for another keeper of the state, once nothing is under way. */
  handedTo(state: LaneState, residency: Residency, write: Checkpointer['write']): Checkpointer {
    const next = new Checkpointer(state, residency, write, this.laneImageCommit);
    next.credit = this.credit;
    next.sinceLaneImage = this.sinceLaneImage;
    return next;
  }

  /** Packs what is due, as of the step that the state has just taken: what comes on top of it is in no image. */
  afterStep(records: number, commitNo: number): void {
    const changed = this.state.groups.reduce((sum, { lives }) => sum + lives.dirty.size, 0);
    this.credit += (changed * records) / this.cycleRecords;
    this.sweepCredit = Math.min(2 * KEYS_A_SWEEP, this.sweepCredit + records * SWEPT_A_RECORD);
    this.sinceLaneImage += records;
    this.sinceSweep += records;
    if (this.packed || this.underWay) return;
    if (this.credit >= KEYS_A_CHECKPOINT || this.sinceLaneImage >= this.cycleRecords || this.named.length > 0 || this.sweepIsDue())
      this.packed = { ...this.pack(commitNo), commitNo };
  }

  /**
   * All up to `commitNo` is durable: writes what was packed by then. Throws what the last checkpoint failed with: the lane is claimed anew
   * then, as after a failed commit.
   */
  afterCommit(commitNo: number, maxTimeUs: number): void {
    if (this.failure !== undefined) throw this.failure;
    this.durable = { position: commitNo, maxTimeUs };
    const { packed } = this;
    // What the next commit is part of waits for that one.
    if (!packed || packed.commitNo > commitNo) return;
    this.packed = undefined;
    this.begin({ images: packed.images, dropDeltas: packed.dropDeltas, sweep: this.nextSweep() });
  }

  /** Log position after the last durable commit. */
  get durablePosition(): number {
    return this.durable.position;
  }

  /** These keys are to be stored with the next checkpoint: they cannot leave memory before. */
  storeSoon(keys: readonly ResidentKey[]): void {
    this.named = keys;
  }

  /** Stores these keys now. All of the state is to be durable. */
  async storeNow(keys: readonly ResidentKey[], commitNo: number): Promise<void> {
    await this.underWay;
    if (this.failure !== undefined) throw this.failure;
    this.named = keys;
    this.begin(this.pack(commitNo));
    await this.underWay;
    if (this.failure !== undefined) throw this.failure;
  }

  /** Asks for images while none is being deleted, so that what is found and what is gone are told in one order. */
  async lookUp(question: () => Promise<void>): Promise<void> {
    this.lookingUp = true;
    try {
      if (this.sweeping) await this.underWay;
      if (this.failure !== undefined) throw this.failure;
      await question();
    } finally {
      this.lookingUp = false;
    }
  }

  async settled(): Promise<void> {
    await this.underWay;
  }

  private begin(checkpoint: Checkpoint): void {
    this.sweeping = checkpoint.sweep !== undefined;
    this.underWay = this.checkpoint(checkpoint);
  }

  private async checkpoint(checkpoint: Checkpoint): Promise<void> {
    try {
      const swept = await this.write(checkpoint);
      this.residency.stored(checkpoint.images);
      this.residency.forget(swept.gone);
      if (checkpoint.sweep) this.sweepAfter = swept.last ?? FIRST_KEY;
    } catch (error) {
      this.failure = error;
    } finally {
      this.underWay = undefined;
      this.sweeping = false;
    }
  }

  private pack(commitNo: number): Checkpoint {
    const images: PackedKey[] = [];
    if (this.sinceLaneImage >= this.cycleRecords) {
      images.push({ group: LANE_IMAGE, key: '', commitNo, image: packLane(this.state), matches: [] });
      this.sinceLaneImage = 0;
      this.laneImageCommit = commitNo;
    }
    for (const key of this.named) {
      const { keys, lives } = this.state.groups[key.group];
      if (keys.has(key.slot) && !lives.writing.has(key.slot)) images.push(this.residency.pack(key, commitNo, true));
    }
    this.named = [];
    for (; this.credit >= 1 && images.length < 4 * KEYS_A_CHECKPOINT; this.credit--) {
      const oldest = this.oldestChanged();
      if (!oldest) break;
      images.push(this.residency.pack(oldest, commitNo, false));
    }
    return { images, dropDeltas: this.oldestNeeded(commitNo) - 1 };
  }

  private oldestChanged(): (ResidentKey & { commitNo: number }) | undefined {
    let oldest: (ResidentKey & { commitNo: number }) | undefined;
    for (let g = 0; g < this.state.groups.length; g++) {
      const first = this.state.groups[g].lives.dirty.entries().next();
      if (!first.done && (!oldest || first.value[1] < oldest.commitNo)) oldest = { group: g, slot: first.value[0], commitNo: first.value[1] };
    }
    return oldest;
  }

  /** The first commit whose delta a recovery still needs. */
  private oldestNeeded(commitNo: number): number {
    return Math.min(this.laneImageCommit + 1, this.oldestChanged()?.commitNo ?? commitNo + 1);
  }

  /** All images are looked at once in a cycle, where there is nothing to be found more often. */
  private sweepIsDue(): boolean {
    return this.sweepCredit >= KEYS_A_SWEEP && (this.sweepAfter !== FIRST_KEY || this.sinceSweep >= this.cycleRecords);
  }

  private nextSweep(): Sweep | undefined {
    if (this.lookingUp || !this.sweepIsDue() || !Number.isFinite(this.durable.maxTimeUs)) return undefined;
    this.sweepCredit -= KEYS_A_SWEEP;
    if (this.sweepAfter === FIRST_KEY) this.sinceSweep = 0;
    return { after: this.sweepAfter, endedUs: this.durable.maxTimeUs, limit: KEYS_A_SWEEP };
  }
}
