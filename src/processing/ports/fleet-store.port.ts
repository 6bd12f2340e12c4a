/**
 * The processes that share one database, and what each of them has. Promises:
 * - Who does not say for a few seconds that it lives is no member any more; the database's clock judges.
 * - A lane counts as owned while its lease runs and its owner's connection lives, and no longer.
 */
export interface FleetStore {
  /**
   * Says that this process lives, and tells what there is. Ends connections of members that hold others up in the middle of a
   * transaction without a word from their client: a stopped process would keep its locks. Error: `store_unavailable` (retryable).
   */
  beat(self: Member): Promise<FleetView>;
  /** Says that this process is leaving. */
  leave(id: string): Promise<void>;
}

export interface Member {
  /** Names the process in its leases: another one for each start. */
  readonly id: string;
  readonly role: 'all' | 'api' | 'worker';
}

export interface FleetView {
  readonly members: readonly Member[];
  /** Lanes of every run that is not retired, by run and partition. */
  readonly lanes: readonly SeenLane[];
}

export interface SeenLane {
  readonly run: string;
  readonly partition: number;
  readonly position: number;
  /** Records that were predicted so far. */
  readonly predicted: number;
  /** The member that owns it now. */
  readonly owner: string | undefined;
  readonly versionId: number;
  readonly nextVersionId: number | undefined;
}

export const FLEET_STORE = Symbol('FleetStore');
