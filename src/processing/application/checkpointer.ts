import { LANE_IMAGE, type LaneState, type StateImage, packKey, packLane } from '../domain/index.js';

/** Records in which every changed key is written once: bounds both what a recovery replays and what images cost. */
const CYCLE_RECORDS = 400_000;
const KEYS_A_CHECKPOINT = 256;

/**
 * Writes images of changed keys in the background, oldest change first, at a rate that follows the records: no burst, and deltas older
 * than every image go. What is due is packed when a step is done, with the state as that step left it, and written once its commit is durable.
 */
export class Checkpointer {
  private credit = 0;
  private sinceLaneImage = 0;
  private packed: { readonly commitNo: number; readonly images: readonly StateImage[]; readonly dropDeltas: number } | undefined;
  private underWay: Promise<void> | undefined;
  private failure: unknown;

  constructor(
    private readonly state: LaneState,
    /** Writes images and forgets deltas: see `CommitStore.checkpoint`. */
    private readonly write: (images: readonly StateImage[], dropDeltas: number) => Promise<void>,
    private laneImageCommit: number,
  ) {}

  /** The same for another keeper of the state, once nothing is under way. */
  handedTo(state: LaneState, write: Checkpointer['write']): Checkpointer {
    const next = new Checkpointer(state, write, this.laneImageCommit);
    next.credit = this.credit;
    next.sinceLaneImage = this.sinceLaneImage;
    return next;
  }

  /** Packs what is due, as of the step that the state has just taken: what comes on top of it is in no image. */
  afterStep(records: number, commitNo: number): void {
    const changed = this.state.groups.reduce((sum, group) => sum + group.dirty.size, 0);
    this.credit += (changed * records) / CYCLE_RECORDS;
    this.sinceLaneImage += records;
    if (this.packed || this.underWay || (this.credit < KEYS_A_CHECKPOINT && this.sinceLaneImage < CYCLE_RECORDS)) return;
    const images = this.pack(commitNo);
    this.packed = { commitNo, images, dropDeltas: this.oldestNeeded(commitNo) - 1 };
  }

  /**
   * All up to `commitNo` is durable: writes what was packed by then. Throws what the last checkpoint failed with: the lane is claimed anew
   * then, as after a failed commit.
   */
  afterCommit(commitNo: number): void {
    if (this.failure !== undefined) throw this.failure;
    const { packed } = this;
    // What the next commit is part of waits for that one.
    if (!packed || packed.commitNo > commitNo) return;
    this.packed = undefined;
    this.underWay = this.checkpoint(packed.images, packed.dropDeltas);
  }

  async settled(): Promise<void> {
    await this.underWay;
  }

  private async checkpoint(images: readonly StateImage[], dropDeltas: number): Promise<void> {
    try {
      await this.write(images, dropDeltas);
    } catch (error) {
      this.failure = error;
    } finally {
      this.underWay = undefined;
    }
  }

  private pack(commitNo: number): StateImage[] {
    const images: StateImage[] = [];
    if (this.sinceLaneImage >= CYCLE_RECORDS) {
      images.push({ group: LANE_IMAGE, key: '', commitNo, image: packLane(this.state) });
      this.sinceLaneImage = 0;
      this.laneImageCommit = commitNo;
    }
    for (; this.credit >= 1 && images.length < 4 * KEYS_A_CHECKPOINT; this.credit--) {
      const oldest = this.oldestChanged();
      if (!oldest) break;
      const group = this.state.groups[oldest.group];
      images.push({ group: oldest.group, key: group.keys.key(oldest.slot), commitNo, image: packKey(group, oldest.slot) });
      group.dirty.delete(oldest.slot);
    }
    return images;
  }

  private oldestChanged(): { group: number; slot: number; commitNo: number } | undefined {
    let oldest: { group: number; slot: number; commitNo: number } | undefined;
    for (let g = 0; g < this.state.groups.length; g++) {
      const first = this.state.groups[g].dirty.entries().next();
      if (!first.done && (!oldest || first.value[1] < oldest.commitNo)) oldest = { group: g, slot: first.value[0], commitNo: first.value[1] };
    }
    return oldest;
  }

  /** The first commit whose delta a recovery still needs. */
  private oldestNeeded(commitNo: number): number {
    return Math.min(this.laneImageCommit + 1, this.oldestChanged()?.commitNo ?? commitNo + 1);
  }
}
