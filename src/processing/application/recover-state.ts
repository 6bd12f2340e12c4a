import type { BoundPlan } from '../../definition/index.js';
import { LaneState, Recovery, Residency } from '../domain/index.js';
import type { CommitStore } from '../ports/commit-store.port.js';
import type { StateBudget } from './state-budget.js';

/** What whoever keeps a state needs. */
export interface StatePorts {
  readonly store: CommitStore;
  readonly idKey: Buffer;
  readonly budget: StateBudget;
}

/** A state as it was rebuilt, and the commit of its lane's image. */
export interface Recovered {
  readonly state: LaneState;
  readonly residency: Residency;
  readonly laneImageCommit: number;
}

/** Rebuilds a state that stands at log position `to` from its images and deltas, under the bound. */
export async function recoverState(bound: BoundPlan, stateId: number, to: number, { store, budget }: StatePorts): Promise<Recovered> {
  const state = new LaneState(bound);
  const residency = new Residency(state);
  budget.hold(stateId, residency);
  const allowed = budget.allowance(residency);
  const recovery = new Recovery(state, allowed);
  await store.load(
    stateId,
    (image) => recovery.image(image),
    async (delta) => {
      const missing = recovery.missing(delta);
      if (missing) recovery.restore(await store.keyImages(stateId, missing));
      recovery.replay(delta);
      residency.evict(allowed, to);
    },
  );
  recovery.finish(to);
  return { state, residency, laneImageCommit: recovery.laneImageCommit };
}
